"""A Chroma server that is away, comes back, stays away, or refuses: waited for without sleeping, and named."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from index.chroma_server import Address, ChromaServer, PatientRequests
from index.errors import CitewireError
from tests.chroma_process import chroma_server, free_port


def test_a_server_that_comes_back_is_waited_for(tmp_path: Path) -> None:
    port, waited = free_port(), list[float]()
    with ExitStack() as stack:

        def start(pause: float) -> None:
            waited.append(pause)
            if len(waited) == 2:
                stack.enter_context(chroma_server(tmp_path, port))

        address = Address(f"http://127.0.0.1:{port}")
        with closing(ChromaServer(address, PatientRequests(address.url, (1.0, 2.0, 4.0), start))) as server:
            assert server.time() > 1e9
    assert waited == [1.0, 2.0]


def test_a_server_that_stays_away_is_named() -> None:
    waited = list[float]()
    address = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(CitewireError, match=f"{address}: the Chroma server does not answer .*CITEWIRE_CHROMA_URL"):
        ChromaServer(Address(address), PatientRequests(address, (0.5, 1.0), waited.append))
    assert waited == [0.5, 1.0]


@pytest.mark.parametrize("url", ["", "localhost:8000", "ftp://host"])
def test_an_address_that_is_none(url: str) -> None:
    with pytest.raises(CitewireError, match="http://host:port"):
        ChromaServer(Address(url))


def test_the_api_key_goes_into_the_headers() -> None:
    seen = []

    class Front(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append((self.headers["X-Chroma-Token"], self.headers["Authorization"]))
            self.send_error(401)

        def log_message(self, *_: object) -> None: ...

    with HTTPServer(("127.0.0.1", 0), Front) as front:
        address = Address(f"http://127.0.0.1:{front.server_port}", "key")
        with ThreadPoolExecutor(1) as thread:
            answered = thread.submit(front.handle_request)
            with pytest.raises(CitewireError, match=r"refused \(401\); see CITEWIRE_CHROMA_API_KEY"):
                ChromaServer(address, PatientRequests(address.url, ()))
            answered.result()
    assert seen == [("key", "Bearer key")]
    assert "key" not in repr(address).replace("api_key", "")

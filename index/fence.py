"""The fence around fetching: connections to public addresses only, and an end to all waiting.

A name is resolved once, every address it has is judged, and the connection is made to one of those very addresses, so
that an answer that changes between the two (DNS rebinding) changes nothing. TLS still checks the name.
"""

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from queue import Empty, SimpleQueue
from ssl import SSLContext
from typing import cast

import httpcore
import httpx

from index.addresses import Resolver


class FenceError(Exception):
    """What the fence does not let through; the message says why, without naming the page."""


class Deadline:
    """A moment after which nothing is waited for any longer."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds, more than 0. FenceError when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise self.error()
        return left

    def error(self) -> FenceError:
        """What to raise when the time is over."""
        return FenceError(f"no whole answer within {self._seconds:g} seconds; try again later")


class FencedTransport(httpx.BaseTransport):
    """Carries httpx's requests. `deadline` holds for all that is done until it is set anew."""

    def __init__(self, permits: Callable[[str], bool], resolve: Resolver) -> None:
        """`permits` says which addresses may be connected to."""
        self._network = _Network(permits, resolve)
        self._pool = httpcore.ConnectionPool(ssl_context=_trust(), network_backend=self._network)

    @property
    def deadline(self) -> Deadline:
        """When all waiting ends."""
        return self._network.deadline

    @deadline.setter
    def deadline(self, deadline: Deadline) -> None:
        self._network.deadline = deadline

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """FenceError, or httpx.TransportError when the server cannot be reached or does not speak HTTP."""
        url = request.url
        with self._translated():
            response = self._pool.handle_request(
                httpcore.Request(
                    request.method,
                    httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                    headers=request.headers.raw,
                    content=cast(httpx.SyncByteStream, request.stream),
                )
            )
        body = _Body(cast(Iterable[bytes], response.stream), response.close, self._translated)
        return httpx.Response(response.status, headers=response.headers, stream=body, extensions=response.extensions)

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except httpcore.TimeoutException as error:
            raise self.deadline.error() from error
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol) as error:
            raise httpx.TransportError(str(error) or type(error).__name__) from error


@cache
def _trust() -> SSLContext:
    """Whom TLS trusts; reading the certificates takes longer than most pages."""
    return httpx.create_ssl_context()


class _Body(httpx.SyncByteStream):
    def __init__(
        self, chunks: Iterable[bytes], close: Callable[[], None], translated: Callable[[], AbstractContextManager[None]]
    ) -> None:
        self._chunks = chunks
        self._close = close
        self._translated = translated

    def __iter__(self) -> Iterator[bytes]:
        with self._translated():
            yield from self._chunks

    def close(self) -> None:
        with self._translated():
            self._close()


class _Network(httpcore.NetworkBackend):
    def __init__(self, permits: Callable[[str], bool], resolve: Resolver) -> None:
        self.deadline = Deadline(0)
        self._permits = permits
        self._resolve = resolve
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        failure: Exception = FenceError(f"{host} has no address")
        for address in self._addresses(host, port):
            try:
                stream = self._sockets.connect_tcp(address, port, self.deadline.left(), None, socket_options)
                return _Stream(stream, self)
            except httpcore.ConnectError as error:  # such as an IPv6 address where there is no IPv6
                failure = error
        raise failure

    def _addresses(self, host: str, port: int) -> Sequence[str]:
        addresses = self._resolved(host, port)
        for address in addresses:
            if not self._permits(address):
                where = host if host == address else f"{host} is {address}, which"
                raise FenceError(
                    f"{where} is no public address; set CITEWIRE_FETCH_PRIVATE=1 if it is to be fetched all the same"
                )
        return addresses

    def _resolved(self, host: str, port: int) -> Sequence[str]:
        """In a thread of its own: the system's resolver keeps its own time."""
        answers: SimpleQueue[Sequence[str] | Exception] = SimpleQueue()

        def ask() -> None:
            try:
                answers.put(self._resolve(host, port))
            except (OSError, UnicodeError) as error:
                answers.put(error)

        threading.Thread(target=ask, daemon=True).start()
        try:
            found = answers.get(timeout=self.deadline.left())
        except Empty:
            raise self.deadline.error() from None
        if isinstance(found, Exception):
            raise FenceError(f"no address is known for {host}; check the spelling and the network") from found
        return found


class _Stream(httpcore.NetworkStream):
    """A connection that waits until the network's deadline and no longer, however slowly bytes drip in."""

    def __init__(self, stream: httpcore.NetworkStream, network: _Network) -> None:
        self._stream = stream
        self._network = network

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._network.deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._network.deadline.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, self._network.deadline.left())
        return _Stream(stream, self._network)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)

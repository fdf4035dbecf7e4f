"""A web site on loopback for tests: real sockets, answers by path, and what was asked of it."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Reply:
    """An answer; a header set to "" is not sent."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


Answer = Reply | Callable[[BaseHTTPRequestHandler], None]


def page(text: str, content_type: str = HTML) -> Reply:
    return Reply(text.encode(), headers={"Content-Type": content_type})


def article(title: str, *paragraphs: str, head: str = "") -> Reply:
    """A page with one article and what surrounds articles."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return page(
        f'<!doctype html><html lang="en"><head><title>{title}</title>{head}</head><body><nav><a href="/">Home</a></nav>'
        f"<main><article><h1>{title}</h1>{body}</article></main><footer>All rights reserved</footer></body></html>"
    )


def redirect(target: str) -> Reply:
    return Reply(status=302, headers={"Location": target})


@dataclass
class WebSite:
    """`url` has no slash at its end; paths without an answer are 404; `asked` are (path, headers) in order."""

    url: str
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def drip(self, handler: BaseHTTPRequestHandler) -> None:
        """An answer of which a byte comes now and then, until the test is over or the client has gone."""
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n")
        while not self.over.wait(0.02):
            handler.wfile.write(b".")

    def hang(self, handler: BaseHTTPRequestHandler) -> None:
        """No answer at all."""
        self.over.wait()


@contextmanager
def serve(host: str = "127.0.0.1") -> Iterator[WebSite]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, dict(self.headers)))
            answer = site.answers.get(self.path, Reply(status=404))
            try:
                if isinstance(answer, Reply):
                    self._send(answer)
                else:
                    answer(self)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True  # the client has had enough

        def _send(self, reply: Reply) -> None:
            self.send_response(reply.status)
            for name, value in {"Content-Length": str(len(reply.body)), **reply.headers}.items():
                if value:
                    self.send_header(name, value)
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, format: str, *arguments: object) -> None:
            """Nothing is logged."""

    class Server(ThreadingHTTPServer):
        daemon_threads = False  # joined when the server closes

    server = Server((host, 0), Handler)
    site = WebSite(f"http://{host}:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield site
    finally:
        site.over.set()
        server.shutdown()
        server.server_close()
        thread.join()

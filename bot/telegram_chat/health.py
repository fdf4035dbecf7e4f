"""/healthz and /metrics on loopback, for whoever watches over the bot."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from bot.telegram_chat.listening import listening_socket, read_listen
from bot.telegram_chat.metrics import Metrics

SETTING = "TELEGRAM_HEALTH_LISTEN"


@contextmanager
def health_served(listen: str | None, is_alive: Callable[[], bool], metrics: Metrics) -> Iterator[None]:
    """Answer at `listen` (host:port) while inside; nothing is served without it. Needs a running event loop."""
    if not listen:
        yield
        return
    application = Application(
        [("/healthz", _Health, {"is_alive": is_alive}), ("/metrics", _Metrics, {"metrics": metrics})]
    )
    server = HTTPServer(application)
    server.add_socket(listening_socket(SETTING, *read_listen(SETTING, listen)))
    try:
        yield
    finally:
        server.stop()


class _Health(RequestHandler):
    def initialize(self, is_alive: Callable[[], bool]) -> None:
        self._is_alive = is_alive

    def get(self) -> None:
        """200 while updates can arrive, else 503."""
        alive = self._is_alive()
        self.set_status(200 if alive else 503)
        self.finish("ok\n" if alive else "no updates from Telegram\n")


class _Metrics(RequestHandler):
    def initialize(self, metrics: Metrics) -> None:
        self._metrics = metrics

    def get(self) -> None:
        """The counters."""
        self.set_header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
        self.finish(self._metrics.text())

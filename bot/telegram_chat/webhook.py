"""The other way to get updates: Telegram posts them, and each is on disk before Telegram is told that it arrived."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from hmac import compare_digest
from urllib.parse import urlsplit

from telegram import Bot, Update
from telegram.error import BadRequest
from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from bot.telegram_chat.inbox import Inbox
from bot.telegram_chat.listening import listening_socket, read_listen
from bot.telegram_chat.poller import ALLOWED_UPDATES
from index.errors import CitewireError

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name
LISTEN_SETTING = "TELEGRAM_WEBHOOK_LISTEN"
MOST_BYTES = 1_000_000
_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")
Accept = Callable[[Update], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class WebhookAddress:
    """`url` is what Telegram calls; `host` and `port` are where a reverse proxy passes it on to."""

    url: str
    host: str
    port: int
    secret: str


def read_webhook(url: str | None, listen: str | None, secret: str | None) -> WebhookAddress | None:
    """The webhook's settings; None if there is no url, which means polling. Raises CitewireError."""
    if not url:
        return None
    if not _SECRET.fullmatch(secret or ""):
        raise CitewireError(
            "TELEGRAM_WEBHOOK_SECRET: a webhook needs a secret of 16 to 256 letters, digits, _ or -, "
            "or anybody could speak for Telegram; make one with: openssl rand -hex 32"
        )
    if not urlsplit(url).path.strip("/"):
        raise CitewireError(f"TELEGRAM_WEBHOOK_URL: {url} has no path; end it with one, such as /telegram")
    host, port = read_listen(LISTEN_SETTING, listen or "127.0.0.1:8443")
    return WebhookAddress(url, host, port, secret or "")


class Webhook:
    """Listens for Telegram's posts."""

    def __init__(self, bot: Bot, inbox: Inbox, handle: Accept, address: WebhookAddress) -> None:
        self._bot = bot
        self._inbox = inbox
        self._handle = handle
        self._address = address

    async def run(self) -> None:
        """Listen until cancelled. The webhook stays set: what comes meanwhile waits at Telegram."""
        application = Application([(re.escape(urlsplit(self._address.url).path), _Post, {"webhook": self})])
        server = HTTPServer(application, max_body_size=MOST_BYTES)
        server.add_socket(listening_socket(LISTEN_SETTING, self._address.host, self._address.port))
        try:
            await self._register()
            await asyncio.Event().wait()
        finally:
            server.stop()
            await server.close_all_connections()

    def is_alive(self) -> bool:
        """Whether updates can arrive: as long as the process answers, they can."""
        return True

    def is_from_telegram(self, secret: str) -> bool:
        """Whether a post carries the secret that only Telegram was told."""
        return compare_digest(secret.encode(), self._address.secret.encode())

    async def accept(self, update: Update) -> None:
        """Put an update on disk and have it handled, unless it is known already."""
        for fresh in await asyncio.to_thread(self._inbox.record, [update]):
            await self._handle(fresh)

    async def _register(self) -> None:
        try:
            await self._bot.set_webhook(
                self._address.url, secret_token=self._address.secret, allowed_updates=ALLOWED_UPDATES
            )
        except BadRequest as error:
            raise CitewireError(f"TELEGRAM_WEBHOOK_URL: Telegram refuses {self._address.url}: {error}") from error

    def read(self, body: bytes) -> Update | None:
        """The update in a post; None if there is none."""
        try:
            fields = json.loads(body)
        except ValueError:
            return None
        if not isinstance(fields, dict) or not isinstance(fields.get("update_id"), int):
            return None
        return Update.de_json(fields, self._bot)


class _Post(RequestHandler):
    """One post."""

    def initialize(self, webhook: Webhook) -> None:
        self._webhook = webhook

    async def post(self) -> None:
        """200 once the update is on disk: Telegram repeats what was not taken."""
        if not self._webhook.is_from_telegram(self.request.headers.get(SECRET_HEADER, "")):
            self.send_error(403)
            return
        update = self._webhook.read(self.request.body)
        if update is None:
            self.send_error(400)
            return
        await self._webhook.accept(update)

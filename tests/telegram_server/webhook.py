"""The other way to get updates: each is posted to the bot's address, and again until it is taken."""

import asyncio
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

import aiohttp

from tests.telegram_server.nouns import Json
from tests.telegram_server.parameters import Fields
from tests.telegram_server.refusal import bad_request
from tests.telegram_server.state import World
from tests.telegram_server.updates import Update

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
LONGEST_PAUSE_SECONDS = 60.0
POST_TIMEOUT_SECONDS = 20.0
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


@dataclass(frozen=True, slots=True)
class _Target:
    url: str
    secret: str | None
    connections: int


class Webhook:
    """Belongs to the server's event loop, but for `stir`. Updates of one chat go out in order, chats in parallel."""

    def __init__(self, world: World, pause_scale: float) -> None:
        self._world = world
        self._pause_scale = pause_scale
        self._target: _Target | None = None
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._slots = asyncio.Semaphore(1)
        self._last_error: tuple[int, str] | None = None
        self._loop = asyncio.get_running_loop()

    @property
    def is_set(self) -> bool:
        return self._target is not None

    def set(self, fields: Fields) -> bool:
        """setWebhook; an empty url deletes it. Raises ApiError for an address or secret that Telegram refuses."""
        url, secret = fields.text("url"), fields.optional_text("secret_token")
        if not url:
            return self.delete(fields)
        parts = urlsplit(url)
        if not (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in {"127.0.0.1", "localhost"})):
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        if secret is not None and not _SECRET.fullmatch(secret):
            raise bad_request("secret token contains unallowed characters")
        connections = fields.integer("max_connections", 40)
        self._forget_pending(fields)
        if fields.has("allowed_updates"):
            self._world.updates.allow(fields.items("allowed_updates"))
        self._stop_posting()
        self._target, self._slots = _Target(url, secret, connections), asyncio.Semaphore(connections)
        self._start_posting()
        return True

    def delete(self, fields: Fields) -> bool:
        """deleteWebhook."""
        self._forget_pending(fields)
        self._stop_posting()
        self._target = None
        return True

    def info(self) -> Json:
        """getWebhookInfo."""
        target = self._target
        fields: Json = {
            "url": target.url if target else "",
            "has_custom_certificate": False,
            "pending_update_count": len(self._world.updates.pending),
        }
        if target is not None:
            fields["max_connections"] = target.connections
        if self._last_error is not None:
            fields["last_error_date"], fields["last_error_message"] = self._last_error
        if self._world.updates.allowed is not None:
            fields["allowed_updates"] = sorted(self._world.updates.allowed)
        return fields

    def stir(self) -> None:
        """There is a new update."""
        self._loop.call_soon_threadsafe(self._start_posting)

    async def close(self) -> None:
        """Stop posting and wait for the posts under way to be given up."""
        tasks = list(self._tasks.values())
        self._stop_posting()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _forget_pending(self, fields: Fields) -> None:
        if fields.flag("drop_pending_updates"):
            self._world.updates.pending.clear()

    def _stop_posting(self) -> None:
        for task in self._tasks.values():
            task.cancel()
        self._tasks.clear()

    def _start_posting(self) -> None:
        if self._target is None:
            return
        with self._world.changed:
            keys = [update.key for update in self._world.updates.first(excluded_keys=self._tasks)]
        for key in keys:
            self._tasks[key] = self._loop.create_task(self._post_all(self._target, key))

    async def _post_all(self, target: _Target, key: int) -> None:
        """Post what waits under `key`, one after the other, each until it is taken."""
        pause = 1.0
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(POST_TIMEOUT_SECONDS)) as session:
            while (update := self._first_of(key)) is not None:
                async with self._slots:
                    error = await self._post(session, target, update)
                if error is None:
                    pause = 1.0
                    with self._world.changed:
                        self._world.updates.remove(update)
                        self._world.changed.notify_all()
                    continue
                self._last_error = (int(self._world.clock.now()), error)
                await asyncio.sleep(pause * self._pause_scale)
                pause = min(2 * pause, LONGEST_PAUSE_SECONDS)
        del self._tasks[key]
        self._start_posting()  # for an update that came while the session was closing

    def _first_of(self, key: int) -> Update | None:
        with self._world.changed:
            return next((update for update in self._world.updates.pending if update.key == key), None)

    async def _post(self, session: aiohttp.ClientSession, target: _Target, update: Update) -> str | None:
        """None when the bot took the update, else what went wrong."""
        headers = {SECRET_HEADER: target.secret} if target.secret is not None else {}
        try:
            async with session.post(target.url, json=update.as_json(), headers=headers) as response:
                return None if response.ok else f"Wrong response from the webhook: {response.status} {response.reason}"
        except (aiohttp.ClientError, TimeoutError) as error:
            return f"Connection failed: {type(error).__name__}"

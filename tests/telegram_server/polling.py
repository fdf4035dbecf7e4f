"""getUpdates: one poll at a time, answered as soon as there is something, else when its time is over."""

import asyncio
from collections.abc import Callable

from tests.telegram_server.nouns import Json
from tests.telegram_server.parameters import Fields
from tests.telegram_server.refusal import ApiError
from tests.telegram_server.state import World

MAX_LIMIT = 100
MAX_TIMEOUT_SECONDS = 50


class _Poll:
    """A getUpdates call under way; `ended_by` is the reason why it may not go on."""

    def __init__(self) -> None:
        self.wake = asyncio.Event()
        self.ended_by: str | None = None

    def end(self, reason: str) -> None:
        self.ended_by = reason
        self.wake.set()


class Polling:
    """Belongs to the server's event loop, but for `stir`, which any thread may call."""

    def __init__(self, world: World, webhook_is_set: Callable[[], bool]) -> None:
        self._world = world
        self._webhook_is_set = webhook_is_set
        self._current: _Poll | None = None
        self._loop = asyncio.get_running_loop()

    def stir(self) -> None:
        """There is a new update."""
        self._loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        if self._current is not None:
            self._current.wake.set()

    def end(self, reason: str) -> None:
        """The poll under way, if any, gets a 409."""
        if self._current is not None:
            self._current.end(reason)
            self._current = None

    async def get_updates(self, fields: Fields) -> list[Json]:
        """The updates from `offset` on. Raises ApiError (409) when a webhook is set or a newer poll comes."""
        if self._webhook_is_set():
            reason = (
                "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
            )
            raise ApiError(409, f"Conflict: {reason}")
        limit = fields.integer("limit", MAX_LIMIT)
        limit = limit if 1 <= limit <= MAX_LIMIT else MAX_LIMIT
        timeout = min(max(fields.integer("timeout", 0), 0), MAX_TIMEOUT_SECONDS)
        self.end("terminated by other getUpdates request; make sure that only one bot instance is running")
        poll = self._current = _Poll()
        with self._world.changed:
            if fields.has("allowed_updates"):
                self._world.updates.allow(fields.items("allowed_updates"))
            self._world.updates.confirm(fields.integer("offset", 0))
            self._world.changed.notify_all()
        try:
            return await self._first_batch(poll, limit, timeout)
        finally:
            if self._current is poll:
                self._current = None

    async def _first_batch(self, poll: _Poll, limit: int, timeout_seconds: int) -> list[Json]:
        deadline = self._loop.time() + timeout_seconds
        while True:
            poll.wake.clear()
            if poll.ended_by is not None:
                raise ApiError(409, f"Conflict: {poll.ended_by}")
            with self._world.changed:
                batch = [update.as_json() for update in self._world.updates.pending[:limit]]
            if batch or self._loop.time() >= deadline:
                return batch
            try:
                async with asyncio.timeout_at(deadline):
                    await poll.wake.wait()
            except TimeoutError:
                continue

"""In which order updates are handled: those of one chat one after another, chats side by side, buttons at once."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

MOST_AT_ONCE = 100_000  # the library's own bound; what is really bounded is the number of answers at a time

Done = Callable[[Update], Awaitable[None]]


class ChatOrder(BaseUpdateProcessor):
    """Queues messages by chat (in a forum by topic). `done` is told of each update that was handled to its end."""

    def __init__(self, done: Done) -> None:
        super().__init__(MOST_AT_ONCE)
        self._done = done
        self._last: dict[tuple[int, int | None], asyncio.Future[None]] = {}
        self._tasks: set[asyncio.Task[Any]] = set()
        self._closing = False

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Handle one update when its turn has come."""
        if not isinstance(update, Update):
            raise TypeError(f"only updates are queued here, not {type(update).__name__}")
        task = asyncio.current_task()
        if task is not None:
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        queue = _queue(update)
        try:
            if queue is None:
                await coroutine
            else:
                await self._in_turn(queue, coroutine)
        finally:
            if isinstance(coroutine, Coroutine):
                coroutine.close()  # one whose turn never came would complain that nobody awaited it
        await self._done(update)

    async def _in_turn(self, queue: tuple[int, int | None], coroutine: Awaitable[Any]) -> None:
        before = self._last.get(queue)
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._last[queue] = mine
        try:
            if before is not None:
                await asyncio.shield(before)
            if self._closing:
                raise asyncio.CancelledError
            await coroutine
        finally:
            mine.set_result(None)
            if self._last.get(queue) is mine:
                del self._last[queue]

    async def finish_within(self, seconds: float) -> None:
        """Begin nothing new, give what is being handled some time to end, then stop it; it stays in the inbox."""
        self._closing = True
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)
        for task in list(self._tasks):
            task.cancel()

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to release."""


def _queue(update: Update) -> tuple[int, int | None] | None:
    """The queue an update belongs in; None for what is handled at once."""
    message = update.message or update.edited_message
    if message is None or (message.text or "").startswith("/cancel"):
        return None
    return message.chat_id, message.message_thread_id if message.is_topic_message else None

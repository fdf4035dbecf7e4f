"""In which order updates are handled: those of one chat one after another, chats side by side, buttons at once."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Any

from telegram import Message, Update
from telegram.ext import BaseUpdateProcessor

from bot.telegram_chat.asked import asked_in

MOST_AT_ONCE = 100_000  # the library's own bound; what is really bounded is the number of answers at a time

AT_ONCE = ("/cancel", "/forgetme", "/add", "/remove", "/reindex")  # the articles are changed in the background
MOST_SECONDS_TO_STOP = 2.0  # a flood limit in another chat can hold up for minutes what is said there of the stop
_BEHIND_COMMAND = re.compile(r"[@\s].*", re.DOTALL)

Queue = tuple[int, int | None]
Asker = tuple[int, int | None, int | None]
Done = Callable[[Update], Awaitable[None]]


class ChatOrder(BaseUpdateProcessor):
    """Queues messages by chat (in a forum by topic). `done` is told of each update that need not be handled again."""

    def __init__(self, done: Done) -> None:
        super().__init__(MOST_AT_ONCE)
        self._done = done
        self._last: dict[Queue, asyncio.Future[None]] = {}
        self._tasks: dict[asyncio.Task[Any], Asker | None] = {}
        self._dropped: set[asyncio.Task[Any]] = set()
        self._closing = False

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Handle one update when its turn has come."""
        task = asyncio.current_task()
        if not isinstance(update, Update) or task is None:
            raise TypeError(f"only updates are queued here, each in its task, not {type(update).__name__}")
        at_once = _at_once(update)
        # What is done at once for a message is no question; what a button began may be one.
        self._tasks[task] = None if at_once and update.callback_query is None else _asker(update)
        try:
            await self._in_turn(None if at_once else _queue(update), coroutine)
        except asyncio.CancelledError:
            if task not in self._dropped:
                raise
        finally:
            self._tasks.pop(task, None)
            self._dropped.discard(task)
            if isinstance(coroutine, Coroutine):
                coroutine.close()  # one whose turn never came would complain that nobody awaited it
        await self._done(update)

    async def in_turn(self, update: Update, coroutine: Coroutine[Any, Any, None]) -> None:
        """For an update that came past the queue: what it begins waits for its chat, as a message does."""
        try:
            await self._in_turn(_queue(update), coroutine)
        finally:
            coroutine.close()

    async def _in_turn(self, queue: Queue | None, coroutine: Awaitable[Any]) -> None:
        if queue is None:
            await coroutine
            return
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
            if before is None or before.done():
                mine.set_result(None)
            else:  # dropped while it waited: those behind it still wait for the one before
                before.add_done_callback(lambda _: mine.set_result(None))
            if self._last.get(queue) is mine and mine.done():
                del self._last[queue]

    async def drop(self, update: Update) -> bool:
        """Stop what the same person waits for in the same chat, for good; whether there was any, when that is done.

        A flood limit is not waited for: what it holds up is no more than the words that this was stopped.
        """
        asker = _asker(update)
        return await self._drop([task for task, other in self._tasks.items() if other == asker])

    async def drop_everywhere(self, update: Update) -> bool:
        """The same of what the person waits for in any chat."""
        *_, person_id = _asker(update)
        return await self._drop([task for task, other in self._tasks.items() if other and other[-1] == person_id])

    async def _drop(self, dropped: Sequence[asyncio.Task[Any]]) -> bool:
        self._dropped.update(dropped)
        for task in dropped:
            task.cancel()
        if dropped:
            await asyncio.wait(dropped, timeout=MOST_SECONDS_TO_STOP)
        return bool(dropped)

    def is_dropped(self) -> bool:
        """Whether the update that the present task handles was dropped."""
        return asyncio.current_task() in self._dropped

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


def _at_once(update: Update) -> bool:
    """Whether an update must not wait for what its chat is working on, nor the chat for it."""
    message = update.message
    if message is None:
        return update.callback_query is not None or update.inline_query is not None
    is_file = message.document is not None and message.animation is None
    return is_file or _BEHIND_COMMAND.sub("", message.text or "").lower() in AT_ONCE


def _asker(update: Update) -> Asker:
    """Who waits for what comes of an update, and in which chat (in a forum in which topic)."""
    asked = asked_in(update)
    return asked.chat_id, asked.thread_id, asked.person_id


def _queue(update: Update) -> Queue | None:
    """The queue a message belongs in, and what is begun by a button under one."""
    message = update.message or update.edited_message or (update.callback_query and update.callback_query.message)
    if not isinstance(message, Message):
        return None
    return message.chat_id, message.message_thread_id if message.is_topic_message else None

"""Replies that take the models, and what people see while they wait for one."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Protocol

from telegram import Message, Update
from telegram.constants import ChatType
from telegram.ext import ContextTypes

from bot.telegram_chat import texts
from bot.telegram_chat.asked import Asked, asked_in, place_of
from bot.telegram_chat.chat_action import typing
from bot.telegram_chat.delivery import Delivery
from bot.telegram_chat.growing import GrowingAnswer
from bot.telegram_chat.guide import Guide
from bot.telegram_chat.messages import Messages
from bot.telegram_chat.notices import Notices
from bot.telegram_chat.replies import Watch
from bot.telegram_chat.workers import Workers

Context = ContextTypes.DEFAULT_TYPE
Compute = Callable[[Asked], Messages]
REDRAW_AFTER = 1.2  # seconds; more edits than that Telegram does not bear for long
REDRAW_AFTER_IN_GROUPS = 4.0  # where all bots' messages count together


class Watched(Protocol):
    """Computes an answer that whoever waits for it may watch."""

    def __call__(self, asked: Asked, watch: Watch) -> Messages:
        """The whole answer."""
        ...


class Answering:
    """Replies that take the models: in a worker, while the chat shows that they are coming.

    `is_dropped` tells whether people no longer want what the present task works on; `redraw_after` is how many seconds
    an answer that grows stays as it is.
    """

    def __init__(
        self,
        guide: Guide,
        delivery: Delivery,
        notices: Notices,
        workers: Workers,
        is_dropped: Callable[[], bool],
        redraw_after: float,
    ) -> None:
        self._guide = guide
        self._delivery = delivery
        self._notices = notices
        self._workers = workers
        self._is_dropped = is_dropped
        self._redraw_after = redraw_after

    async def reply(self, update: Update, message: Message, context: Context, compute: Compute) -> None:
        """Reply to a message, a person's or, where a button was pressed, one of ours."""

        async def work() -> Messages:
            return await self._run(update, message, context, compute)

        await self._delivery.reply(update.update_id, place_of(message), work)

    async def reply_anew(self, update: Update, message: Message, context: Context, compute: Compute) -> None:
        """Edit the answer to a message that was edited."""

        async def work() -> Messages:
            return await self._run(update, message, context, compute)

        await self._delivery.reply_anew(update.update_id, place_of(message), work)

    async def answer(self, update: Update, message: Message, context: Context, compute: Watched) -> None:
        """As `reply`, and what a language model has written so far is shown meanwhile."""

        async def work() -> Messages:
            shared = message.chat.type != ChatType.PRIVATE
            pause = max(self._redraw_after, REDRAW_AFTER_IN_GROUPS) if shared else self._redraw_after
            growing = GrowingAnswer(self._notices, update.update_id, place_of(message), pause)
            try:
                async with growing.shown():
                    return await self._run(update, message, context, partial(compute, watch=growing))
            except asyncio.CancelledError:
                growing.stop()
                task = asyncio.current_task()
                if not (task and growing.is_shown and self._is_dropped()):
                    raise
                task.uncancel()
            return await asyncio.to_thread(self._guide.plainly, texts.ANSWER_STOPPED, asked_in(update))

        await self._delivery.reply(update.update_id, place_of(message), work)

    async def _run(self, update: Update, message: Message, context: Context, compute: Compute) -> Messages:
        place, asked = place_of(message), asked_in(update)

        async def tell(ahead: int) -> None:
            (notice,) = await asyncio.to_thread(self._guide.plainly, texts.BEFORE_YOU, asked, count=ahead)
            await self._notices.show(update.update_id, place, notice)

        async with typing(context.bot, place.chat_id, place.thread_id):
            return await self._workers.run(place.chat_id, partial(compute, asked), tell)

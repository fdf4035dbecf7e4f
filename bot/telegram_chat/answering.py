"""Replies that take the models, and what people see while they wait for one."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

from telegram import Message, Update
from telegram.ext import ContextTypes

from bot.telegram_chat import texts
from bot.telegram_chat.asked import Asked, asked_in, place_of
from bot.telegram_chat.chat_action import typing
from bot.telegram_chat.delivery import Delivery
from bot.telegram_chat.guide import Guide
from bot.telegram_chat.messages import Messages
from bot.telegram_chat.notices import Notices
from bot.telegram_chat.workers import Workers

Context = ContextTypes.DEFAULT_TYPE
Compute = Callable[[Asked], Messages]


class Answering:
    """Replies that take the models: in a worker, while the chat shows that they are coming."""

    def __init__(self, guide: Guide, delivery: Delivery, notices: Notices, workers: Workers) -> None:
        self._guide = guide
        self._delivery = delivery
        self._notices = notices
        self._workers = workers

    async def reply(self, update: Update, message: Message, context: Context, compute: Compute) -> None:
        """Reply to a message, a person's or, where a button was pressed, one of ours."""
        await self._delivery.reply(update.update_id, place_of(message), self._work(update, message, context, compute))

    async def reply_anew(self, update: Update, message: Message, context: Context, compute: Compute) -> None:
        """Edit the answer to a message that was edited."""
        work = self._work(update, message, context, compute)
        await self._delivery.reply_anew(update.update_id, place_of(message), work)

    def _work(
        self, update: Update, message: Message, context: Context, compute: Compute
    ) -> Callable[[], Awaitable[Messages]]:
        place, asked = place_of(message), asked_in(update)

        async def tell(ahead: int) -> None:
            (notice,) = await asyncio.to_thread(self._guide.plainly, texts.BEFORE_YOU, asked, count=ahead)
            await self._notices.show(update.update_id, place, notice)

        async def work() -> Messages:
            async with typing(context.bot, place.chat_id, place.thread_id):
                return await self._workers.run(place.chat_id, partial(compute, asked), tell)

        return work

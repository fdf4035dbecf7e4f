"""Before every handler: may this person use the bot? And after one that failed: what is the person told?"""

import asyncio
import logging
from contextlib import suppress
from time import monotonic

from telegram import Update
from telegram.constants import ChatType
from telegram.error import BadRequest, Forbidden, NetworkError
from telegram.ext import ApplicationHandlerStop, ContextTypes

from bot.telegram_chat import texts
from bot.telegram_chat.access import Access
from bot.telegram_chat.asked import asked_in, place_of
from bot.telegram_chat.delivery import Delivery
from bot.telegram_chat.guide import Guide
from bot.telegram_chat.messages import Messages
from bot.telegram_chat.presses import acknowledge

SECONDS_BETWEEN = 60.0
logger = logging.getLogger(__name__)


class Gatekeeper:
    """Turns strangers away and apologises, each at most once a minute a chat."""

    def __init__(self, access: Access, guide: Guide, delivery: Delivery) -> None:
        self._access = access
        self._guide = guide
        self._delivery = delivery
        self._last: dict[tuple[str, int], float] = {}

    async def admit(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Raises ApplicationHandlerStop for an update the bot must not act on."""
        if self._access.permits(update):
            return
        asked = asked_in(update)
        number = str(asked.person_id)
        if update.callback_query is not None:
            (said,) = await asyncio.to_thread(self._guide.plainly, texts.NO_ACCESS, asked, person=number)
            await acknowledge(update.callback_query, said.text, alert=True)
        elif update.inline_query is not None:
            with suppress(BadRequest):  # too late: whoever asked has gone on
                await update.inline_query.answer((), is_personal=True)
        elif update.effective_chat is not None and update.effective_chat.type == ChatType.PRIVATE:
            await self._say(update, texts.NO_ACCESS, person=number)
        raise ApplicationHandlerStop

    async def apologise(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Log what went wrong, without what was asked, and tell the person only that something did."""
        error = context.error
        logger.error("an update could not be handled: %s", type(error).__name__, exc_info=error)
        unreachable = isinstance(error, NetworkError | Forbidden) and not isinstance(error, BadRequest)
        if isinstance(update, Update) and not unreachable:
            await self.say_failed(update)

    async def say_failed(self, update: Update) -> None:
        """Tell the person that a question was not answered."""
        await self._say(update, texts.FAILED)

    async def _say(self, update: Update, text: str, **values: str) -> None:
        message = update.message
        if message is None or self._said_lately(text, message.chat_id):
            return

        async def compute() -> Messages:
            return await asyncio.to_thread(self._guide.plainly, text, asked_in(update), **values)

        await self._delivery.reply_instead(update.update_id, place_of(message), compute)

    def _said_lately(self, text: str, chat_id: int) -> bool:
        now = monotonic()
        self._last = {key: when for key, when in self._last.items() if now - when < SECONDS_BETWEEN}
        if (text, chat_id) in self._last:
            return True
        self._last[text, chat_id] = now
        return False

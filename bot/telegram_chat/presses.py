"""Pressed buttons -> replies. The press is acknowledged before any work, for Telegram waits only seconds for that."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from telegram import CallbackQuery, Message, Update
from telegram.error import BadRequest
from telegram.ext import ContextTypes

from bot.telegram_chat import texts
from bot.telegram_chat.answers import GivenAnswer
from bot.telegram_chat.buttons import Press, Verb, read_press
from bot.telegram_chat.delivery import Delivery
from bot.telegram_chat.handlers import place_of
from bot.telegram_chat.outbox import Place
from bot.telegram_chat.replies import Messages, Replies

logger = logging.getLogger(__name__)


class Presses:
    """What is done for each button."""

    def __init__(self, replies: Replies, delivery: Delivery) -> None:
        self._replies = replies
        self._delivery = delivery

    async def press(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Acknowledge and do what the button says; a forged or outlived one is told so."""
        query = update.callback_query
        if query is None or query.message is None:
            return
        press = read_press(query.data)
        if press is not None and press.verb is Verb.ARTICLES:
            await acknowledge(query)
            await self._edit(query, lambda: self._replies.articles(press.number))
            return
        chat_id = query.message.chat.id
        given = await asyncio.to_thread(self._replies.given, press.answer, chat_id) if press else None
        if press is None or given is None:
            await acknowledge(query, texts.OLD_BUTTON)
            return
        await self._on_answer(update, query, press, given)

    async def _on_answer(self, update: Update, query: CallbackQuery, press: Press, given: GivenAnswer) -> None:
        if press.verb in (Verb.GOOD, Verb.BAD):
            good = press.verb is Verb.GOOD
            await asyncio.to_thread(self._replies.rate, given, 1 if good else -1)
            await acknowledge(query, texts.THANKS_GOOD if good else texts.THANKS_BAD)
            return
        citation = given.citation(press.number)
        if press.verb is Verb.MORE:
            await acknowledge(query)
            await self._reply(update, query, lambda: self._replies.more(given))
        elif citation is None:
            await acknowledge(query, texts.OLD_BUTTON)
        elif press.verb is Verb.CONTEXT:
            await acknowledge(query)
            await self._reply(update, query, lambda: self._replies.context(given, citation))
        else:
            await acknowledge(query)
            await self._edit(query, lambda: self._replies.context(given, citation, press.page or 0))

    async def _reply(self, update: Update, query: CallbackQuery, compute: Callable[[], Messages]) -> None:
        """A new message that replies to the one with the button."""
        message = query.message
        if message is None:
            return
        place = place_of(message) if isinstance(message, Message) else Place(message.chat.id, message.message_id)

        def in_thread() -> Awaitable[Messages]:
            return asyncio.to_thread(compute)

        await self._delivery.reply(update.update_id, place, in_thread)

    async def _edit(self, query: CallbackQuery, compute: Callable[[], Messages]) -> None:
        """Put something else into the message with the button."""
        if query.message is None:
            return
        outgoing = (await asyncio.to_thread(compute))[0]
        await self._delivery.edit(query.message.chat.id, query.message.message_id, outgoing)


async def acknowledge(query: CallbackQuery, text: str | None = None, *, alert: bool = False) -> None:
    """Tell Telegram that the press was seen. Too late for one that waited for a restart, which does no harm."""
    try:
        await query.answer(text, show_alert=alert)
    except BadRequest as error:
        logger.info("a press was acknowledged too late: %s", error)

"""Pressed buttons -> replies. The press is acknowledged before any work, for Telegram waits only seconds for that."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from functools import partial
from typing import Any

from telegram import CallbackQuery, Message, Update
from telegram.constants import ChatType
from telegram.error import BadRequest, TelegramError
from telegram.ext import ContextTypes

from bot.telegram_chat import texts
from bot.telegram_chat.access import Access
from bot.telegram_chat.answering import Answering
from bot.telegram_chat.answers import GivenAnswer
from bot.telegram_chat.asked import Asked, asked_in, place_of
from bot.telegram_chat.buttons import Press, Verb, read_press
from bot.telegram_chat.delivery import Delivery
from bot.telegram_chat.edits import Edits
from bot.telegram_chat.guide import Guide
from bot.telegram_chat.messages import Messages
from bot.telegram_chat.outbox import Place
from bot.telegram_chat.replies import Replies

Context = ContextTypes.DEFAULT_TYPE
InTurn = Callable[[Update, Coroutine[Any, Any, None]], Awaitable[None]]
logger = logging.getLogger(__name__)


class Presses:
    """What is done for each button. `in_turn` lets what one begins wait for what its chat is working on."""

    def __init__(
        self,
        replies: Replies,
        guide: Guide,
        answering: Answering,
        delivery: Delivery,
        edits: Edits,
        access: Access,
        in_turn: InTurn,
    ) -> None:
        self._replies = replies
        self._guide = guide
        self._answering = answering
        self._delivery = delivery
        self._edits = edits
        self._access = access
        self._in_turn = in_turn

    async def press(self, update: Update, context: Context) -> None:
        """Acknowledge and do what the button says; a forged or outlived one is told so."""
        query = update.callback_query
        if query is None or query.message is None:
            return
        press, asked = read_press(query.data), asked_in(update, admin=self._access.is_admin_here(update))
        match press:
            case Press(Verb.ARTICLES, _, number):
                await acknowledge(query)
                await self._edit(query, partial(self._guide.articles, asked, number))
            case Press(Verb.CARE | Verb.LANGUAGE as verb, _, number):
                await self._set(query, asked, verb, number)
            case Press(Verb.EXAMPLE) if (question := _label(query)) and isinstance(query.message, Message):
                acknowledging = asyncio.create_task(acknowledge(query))  # before its turn, and its turn is from now on
                ask = partial(self._replies.example, question)
                await self._in_turn(update, self._answering.answer(update, query.message, context, ask))
                await acknowledging
            case Press():
                given = await asyncio.to_thread(self._replies.given, press.answer, query.message.chat.id)
                await self._on_answer(update, context, query, press, given)
            case None:
                await self._acknowledge(query, asked, texts.OLD_BUTTON)

    async def _set(self, query: CallbackQuery, asked: Asked, verb: Verb, number: int) -> None:
        choose = self._guide.set_care if verb is Verb.CARE else self._guide.set_language
        await asyncio.to_thread(choose, number, asked)
        await self._acknowledge(query, asked, texts.SAVED)
        # In a group each presses for themselves; the message goes on showing the settings of whoever asked for it.
        if query.message is not None and query.message.chat.type == ChatType.PRIVATE:
            await self._edit(query, partial(self._guide.settings, asked))

    async def _on_answer(
        self, update: Update, context: Context, query: CallbackQuery, press: Press, given: GivenAnswer | None
    ) -> None:
        asked = asked_in(update)
        citation = given.citation(press.number) if given else None
        if given is None or (citation is None and press.verb in (Verb.CONTEXT, Verb.PAGE, Verb.EXAMPLE)):
            await self._acknowledge(query, asked, texts.OLD_BUTTON)
        elif press.verb in (Verb.GOOD, Verb.BAD):
            good = press.verb is Verb.GOOD
            await asyncio.to_thread(self._replies.rate, given, 1 if good else -1)
            await self._acknowledge(query, asked, texts.THANKS_GOOD if good else texts.THANKS_BAD)
        elif press.verb is Verb.MORE or citation is None:
            await acknowledge(query)
            if isinstance(query.message, Message):
                await self._answering.reply(update, query.message, context, partial(self._replies.more, given))
        elif press.verb is Verb.CONTEXT:
            await acknowledge(query)
            await self._reply(update, query, partial(self._replies.context, given, citation, asked))
        else:
            await acknowledge(query)
            await self._edit(query, partial(self._replies.context, given, citation, asked, press.page or 0))

    async def _acknowledge(self, query: CallbackQuery, asked: Asked, text: str) -> None:
        await acknowledge(query, await asyncio.to_thread(self._guide.say, text, asked))

    async def _reply(self, update: Update, query: CallbackQuery, compute: Callable[[], Messages]) -> None:
        """A new message that replies to the one with the button."""
        message = query.message
        if message is None:
            return
        place = place_of(message) if isinstance(message, Message) else Place(message.chat.id, message.message_id)
        await self._delivery.reply(update.update_id, place, lambda: asyncio.to_thread(compute))

    async def _edit(self, query: CallbackQuery, compute: Callable[[], Messages]) -> None:
        """Put something else into the message with the button."""
        if query.message is None:
            return
        outgoing = (await asyncio.to_thread(compute))[0]
        await self._edits.edit(query.message.chat.id, query.message.message_id, outgoing)


def _label(query: CallbackQuery) -> str | None:
    """What stands on the pressed button."""
    keyboard = query.message.reply_markup if isinstance(query.message, Message) else None
    rows = keyboard.inline_keyboard if keyboard else ()
    return next((one.text for row in rows for one in row if one.callback_data == query.data), None)


async def acknowledge(query: CallbackQuery, text: str | None = None, *, alert: bool = False) -> None:
    """Tell Telegram that the press was seen. What the button is for is done even where that fails.

    It comes too late for a press that waited for a restart, which does no harm.
    """
    try:
        await query.answer(text, show_alert=alert)
    except BadRequest as error:
        logger.info("a press was acknowledged too late: %s", error)
    except TelegramError as error:
        logger.warning("a press could not be acknowledged: %s", error)

"""Messages of ours that are changed or taken away once they are in a chat."""

import asyncio
import logging
from datetime import timedelta

from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.telegram_chat.messages import Outgoing, without_entities

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
logger = logging.getLogger(__name__)


class Edits:
    """To repeat an edit or a deletion does no harm, so both are tried until they are done or refused.

    `first_pause` is how many seconds lie between a call that broke off and the next; then twice as many each time.
    """

    def __init__(self, bot: Bot, first_pause: float = FIRST_PAUSE) -> None:
        self._bot = bot
        self._first_pause = first_pause

    async def edit(self, chat_id: int, message_id: int, outgoing: Outgoing) -> None:
        """Make a message of ours read like `outgoing`, without its entities where Telegram refuses them.

        Raises BadRequest if there is no such message of ours.
        """
        try:
            await self.edit_exactly(chat_id, message_id, outgoing)
        except BadRequest:
            if not outgoing.entities:
                raise
            await self.edit_exactly(chat_id, message_id, without_entities(outgoing))

    async def edit_exactly(self, chat_id: int, message_id: int, outgoing: Outgoing) -> None:
        """The same, entities and all. Raises BadRequest if Telegram refuses them too."""
        pause = self._first_pause
        while True:
            try:
                await self.edit_once(chat_id, message_id, outgoing)
            except RetryAfter as limit:
                await asyncio.sleep(seconds_of(limit))
            except (BadRequest, Forbidden, InvalidToken, ChatMigrated):
                raise
            except TelegramError as error:
                logger.warning("editing broke off (%s)", error)
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE)
            else:
                return

    async def edit_once(self, chat_id: int, message_id: int, outgoing: Outgoing) -> None:
        """The same without patience: whatever Telegram answers is raised."""
        try:
            await self._bot.edit_message_text(
                outgoing.text, chat_id, message_id, entities=outgoing.entities, reply_markup=outgoing.keyboard
            )
        except BadRequest as refusal:
            if "message is not modified" not in refusal.message.lower():  # it is as wanted already
                raise

    async def delete(self, chat_id: int, message_id: int) -> None:
        """Take a message of ours away."""
        for pause in (self._first_pause, 2 * self._first_pause, 0.0):
            try:
                await self._bot.delete_message(chat_id, message_id)
            except (BadRequest, Forbidden):
                return  # the person was faster
            except RetryAfter as limit:
                await asyncio.sleep(seconds_of(limit))
            except TelegramError:
                await asyncio.sleep(pause)
            else:
                return


def seconds_of(limit: RetryAfter) -> float:
    """How long Telegram wants to be left alone."""
    wait = limit.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)

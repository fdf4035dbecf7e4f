"""What is said about an update before its answer is there: a message that becomes the answer."""

import asyncio
import logging

from telegram.error import TelegramError

from bot.telegram_chat.delivery import Delivery
from bot.telegram_chat.edits import Edits
from bot.telegram_chat.messages import Outgoing
from bot.telegram_chat.outbox import Letter, Outbox, Place, State

logger = logging.getLogger(__name__)


class Notices:
    """A notice holds the place of an answer's first letter, so there is never a message more that could be lost."""

    def __init__(self, delivery: Delivery, outbox: Outbox, edits: Edits) -> None:
        self._delivery = delivery
        self._outbox = outbox
        self._edits = edits

    async def show(self, update_id: int, place: Place, outgoing: Outgoing) -> None:
        """Say how it stands; said again, the message is edited. What Telegram refuses is left unsaid."""
        async with self._delivery.one_at_a_time(place.chat_id):
            await asyncio.to_thread(self._outbox.put_notice, update_id, place, outgoing)
            try:
                for letter in await self._notices(update_id):
                    await self._delivery.settle(letter)
            except TelegramError as error:
                logger.info("a notice could not be shown: %s", type(error).__name__)

    async def redraw(self, update_id: int, chat_id: int, outgoing: Outgoing) -> None:
        """Make a notice that is shown read otherwise for the moment. Raises TelegramError at the first failure."""
        async with self._delivery.one_at_a_time(chat_id):
            for message_id in await asyncio.to_thread(self._outbox.sent_as, update_id):
                await self._edits.edit_once(chat_id, message_id, outgoing)

    async def dismiss(self, update_id: int) -> None:
        """Take a notice away that became no answer, if there is one."""
        for found in await self._notices(update_id):
            chat_id = found.place.chat_id
            async with self._delivery.one_at_a_time(chat_id):  # until one that is just being sent has arrived
                for letter in await self._notices(update_id):
                    message_id = letter.message_id
                    if message_id is None and letter.state is State.SENDING:
                        message_id = await self._delivery.find(letter)
                    await asyncio.to_thread(self._outbox.mark, letter, State.FAILED, message_id)
                    if message_id is not None:
                        await self._edits.delete(chat_id, message_id)

    async def _notices(self, update_id: int) -> list[Letter]:
        letters = await asyncio.to_thread(self._outbox.letters, update_id)
        return [letter for letter in letters if letter.is_notice and letter.state is not State.FAILED]

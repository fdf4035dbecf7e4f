"""What is said about an update before its answer is there, and taken away once it is."""

import asyncio
import logging

from telegram.error import TelegramError

from bot.telegram_chat.delivery import Delivery
from bot.telegram_chat.messages import Outgoing
from bot.telegram_chat.outbox import Outbox, Place, State

logger = logging.getLogger(__name__)


class Notices:
    """A notice is a letter under the update's negative id, so that a later process finds it too."""

    def __init__(self, delivery: Delivery, outbox: Outbox) -> None:
        self._delivery = delivery
        self._outbox = outbox

    async def show(self, update_id: int, place: Place, outgoing: Outgoing) -> None:
        """Say how it stands; said again, the message is edited. What Telegram refuses is left unsaid."""
        try:
            if shown := await asyncio.to_thread(self._outbox.sent_as, -update_id):
                await self._delivery.edit(place.chat_id, shown[0], outgoing)
                return
            await asyncio.to_thread(self._outbox.put, -update_id, place, (outgoing,))
            await self._delivery.deliver(-update_id)
        except TelegramError as error:
            logger.info("a notice could not be shown: %s", type(error).__name__)

    async def dismiss(self, update_id: int) -> None:
        """Take the notice away, if there is one."""
        for letter in await asyncio.to_thread(self._outbox.letters, -update_id):
            chat_id = letter.place.chat_id
            async with self._delivery.one_at_a_time(chat_id):  # until one that is just being sent has arrived
                shown = await asyncio.to_thread(self._outbox.sent_as, -update_id)
                if not shown and letter.state is State.SENDING and (found := await self._delivery.find(letter)):
                    shown = [found]
                await asyncio.to_thread(self._outbox.mark, letter, State.FAILED)
                for message_id in shown:
                    await self._delivery.delete(chat_id, message_id)

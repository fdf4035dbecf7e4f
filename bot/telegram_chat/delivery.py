"""Sends what waits in the outbox: every letter arrives, and arrives once, whatever the network does."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from weakref import WeakValueDictionary

from telegram import Bot, ReplyParameters
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.telegram_chat.chats import Chats
from bot.telegram_chat.edits import FIRST_PAUSE, LONGEST_PAUSE, Edits, seconds_of
from bot.telegram_chat.messages import Messages, Outgoing, without_entities
from bot.telegram_chat.outbox import Letter, Outbox, Place, State

MOST_CANDIDATES = 12  # ids run on by one a message; this many may have been taken by other chats meanwhile
logger = logging.getLogger(__name__)


class Delivery:
    """Sends letters in order. Each chat waits for itself: a flood limit or a failure in one holds up no other.

    When a connection breaks or the process dies while a message is being sent, nobody knows whether it arrived, and
    Telegram has no way to ask. But an edit can be repeated without harm, and a bot can edit only its own messages: so
    the ids that the message could have are tried with an edit to the very same content, and the one where that
    succeeds or is "not modified" is the message. Only if there is none it is sent again.
    """

    def __init__(self, bot: Bot, outbox: Outbox, chats: Chats, edits: Edits, first_pause: float = FIRST_PAUSE) -> None:
        self._bot = bot
        self._outbox = outbox
        self._chats = chats
        self._edits = edits
        self._first_pause = first_pause
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def reply(self, update_id: int, place: Place, compute: Callable[[], Awaitable[Messages]]) -> None:
        """Answer an update. What an earlier process computed for it already is sent, and not computed again."""
        if all(letter.is_notice for letter in await asyncio.to_thread(self._outbox.letters, update_id)):
            await self._put(update_id, place, await compute())
        await self.deliver(update_id)

    async def reply_instead(self, update_id: int, place: Place, compute: Callable[[], Awaitable[Messages]]) -> None:
        """Say something else where an answer could not be computed, or was refused by Telegram."""
        if any(letter.state is State.FAILED for letter in await asyncio.to_thread(self._outbox.letters, update_id)):
            for outgoing in await compute():
                await asyncio.to_thread(self._outbox.put_instead, update_id, outgoing.text)
        await self.reply(update_id, place, compute)

    async def _put(self, update_id: int, place: Place, messages: Messages) -> None:
        async with self.one_at_a_time(place.chat_id):  # until a notice that is just being sent has arrived
            await asyncio.to_thread(self._outbox.put, update_id, place, messages)

    async def deliver(self, update_id: int) -> None:
        """Send what is not sent yet of the answer to an update. Raises BadRequest if Telegram refuses it."""
        for letter in await asyncio.to_thread(self._outbox.letters, update_id):
            async with self.one_at_a_time(letter.place.chat_id):
                if letter.state in (State.WAITING, State.SENDING):
                    await self.settle(letter)

    async def settle(self, letter: Letter) -> None:
        """See to it that a letter's message is in its chat. Raises BadRequest if Telegram refuses it."""
        try:
            message_id = await self._arrive_somehow(letter)
        except Forbidden as error:
            logger.info("chat %s cannot be reached any more: %s", letter.place.chat_id, error)
            await asyncio.to_thread(self._outbox.mark, letter, State.FAILED)
            await asyncio.to_thread(self._chats.set_active, letter.place.chat_id, False)
        except BadRequest:
            await asyncio.to_thread(self._outbox.mark, letter, State.FAILED)
            raise
        else:
            await asyncio.to_thread(self._outbox.mark, letter, State.SENT, message_id)

    async def _arrive_somehow(self, letter: Letter) -> int:
        """The id of the message in its chat; its text alone where Telegram takes it only without its entities."""
        try:
            return await self._arrive(letter)
        except BadRequest as refusal:
            if not letter.outgoing.entities:
                raise
            logger.warning("a message was refused (%s); sending it without its entities", refusal)
            return await self._arrive(replace(letter, outgoing=without_entities(letter.outgoing)))

    async def _arrive(self, letter: Letter) -> int:
        """The id of the message in its chat, once it is there."""
        address = self._chats.address(letter.place.chat_id)
        if address != letter.place.chat_id:  # the group moved while this was computed: what was kept of it moves too
            await asyncio.to_thread(self._chats.migrate, letter.place.chat_id, address)
        letter = _readdressed(letter, address)
        unsure = letter.state is State.SENDING
        pause = self._first_pause
        while True:
            try:
                found = await self.find(letter) if unsure else None
                if found is not None:
                    return found
                await asyncio.to_thread(self._outbox.mark, letter, State.SENDING)
                unsure = True
                return await self._send(letter)
            except RetryAfter as limit:
                unsure = False  # a refused call has done nothing
                await asyncio.sleep(seconds_of(limit))
            except ChatMigrated as moved:
                unsure = False
                await asyncio.to_thread(self._chats.migrate, letter.place.chat_id, moved.new_chat_id)
                letter = _readdressed(letter, moved.new_chat_id)
            except (Forbidden, BadRequest, InvalidToken):
                raise
            except TelegramError as error:  # broken connections, 5xx, answers that are no JSON
                logger.warning("sending broke off (%s); looking whether the message arrived", error)
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE)

    async def _send(self, letter: Letter) -> int:
        place, outgoing = letter.place, letter.outgoing
        message = await self._bot.send_message(
            place.chat_id,
            outgoing.text,
            entities=outgoing.entities,
            reply_markup=outgoing.keyboard,
            message_thread_id=place.thread_id,
            reply_parameters=ReplyParameters(place.reply_to, allow_sending_without_reply=True)
            if place.reply_to
            else None,
        )
        return message.message_id

    async def find(self, letter: Letter) -> int | None:
        """The id under which the letter, or the notice before it, arrived and now reads as it should; None if none."""
        if letter.message_id is not None and await self._is_at(letter, letter.message_id):
            return letter.message_id
        known = await asyncio.to_thread(self._outbox.known_messages, letter.place.chat_id)
        first = 1 + (letter.place.reply_to or max(known, default=0))
        candidates = (number for number in range(first, first + MOST_CANDIDATES + len(known)) if number not in known)
        for _, message_id in zip(range(MOST_CANDIDATES), candidates, strict=False):
            if await self._is_at(letter, message_id):
                return message_id
        return None

    async def _is_at(self, letter: Letter, message_id: int) -> bool:
        try:
            await self._edits.edit_exactly(letter.place.chat_id, message_id, letter.outgoing)
        except BadRequest:
            return False
        return True

    async def reply_anew(self, update_id: int, place: Place, compute: Callable[[], Awaitable[Messages]]) -> None:
        """The message `place` replies to was edited: its answer is edited too. One that had none is answered now.

        The answer stays as it is where nothing comes of the edit; what the reader deleted of it is sent anew.
        """
        chat_id = place.chat_id
        shown = await asyncio.to_thread(self._outbox.answer_to, chat_id, place.reply_to or 0)
        if not shown:  # it was stopped before, or asked the bot nothing
            await self.reply(update_id, place, compute)
            return
        messages = await compute()
        if not messages:
            return
        edited = await self._edit_as_far_as_there(chat_id, shown, messages)
        for message_id in shown[edited:]:
            await self._edits.delete(chat_id, message_id)
            await asyncio.to_thread(self._outbox.remove, chat_id, message_id)
        await self._put(update_id, place, messages[edited:])
        await self.deliver(update_id)

    async def _edit_as_far_as_there(self, chat_id: int, shown: Sequence[int], messages: Messages) -> int:
        """How many of the messages that are shown read otherwise now; at one that is gone it ends."""
        for number, (message_id, outgoing) in enumerate(zip(shown, messages, strict=False)):
            try:
                await self._edits.edit(chat_id, message_id, outgoing)
            except BadRequest as refusal:
                logger.info("an answer could not be changed (%s); sending it anew", refusal)
                return number
        return min(len(shown), len(messages))

    async def follow_up(self, update_id: int, place: Place, first: Outgoing, last: Outgoing) -> None:
        """Edit the answer that began as `first` to read like `last`; send it anew if the person deleted it."""
        try:
            await self.edit_answer(update_id, place.chat_id, last)
        except BadRequest:
            await self._put(update_id, place, (first, last))
            await self.deliver(update_id)

    async def edit_answer(self, update_id: int, chat_id: int, outgoing: Outgoing) -> None:
        """Make the first message that answers an update read like `outgoing`."""
        for message_id in (await asyncio.to_thread(self._outbox.sent_as, update_id))[:1]:
            await self._edits.edit(chat_id, message_id, outgoing)

    def one_at_a_time(self, chat_id: int) -> asyncio.Lock:
        """One message of a chat at a time, or looking for a lost one could come upon another just being sent."""
        return self._locks.setdefault(chat_id, asyncio.Lock())


def _readdressed(letter: Letter, chat_id: int) -> Letter:
    """The letter for the chat's present id; the message it replies to did not move along."""
    if chat_id == letter.place.chat_id:
        return letter
    return replace(letter, place=replace(letter.place, chat_id=chat_id, reply_to=None))

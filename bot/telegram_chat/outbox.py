"""What goes out: each message is on disk before it is sent, with how far its sending has come."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from sqlite3 import Row

from telegram import InlineKeyboardMarkup, MessageEntity

from bot.telegram_chat.chat_store import ChatStore
from bot.telegram_chat.messages import Outgoing


class State(StrEnum):
    """How far a letter has come. One that was left in SENDING may have arrived or not."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer goes: a chat, in a forum its topic, and the message it replies to."""

    chat_id: int
    reply_to: int | None = None
    thread_id: int | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """One message on its way: part `part` of the answer to an update.

    A notice holds the answer's place while it is worked on. `message_id` is known once either of them is sent.
    """

    update_id: int
    part: int
    place: Place
    outgoing: Outgoing
    state: State = State.WAITING
    is_notice: bool = False
    message_id: int | None = None


class Outbox:
    """Keeps letters by the update they answer. An update's letters are written once: the first answer stands.

    None are written for an update that is done: whoever sent it stopped it meanwhile.
    """

    def __init__(self, store: ChatStore) -> None:
        self._store = store

    def put(self, update_id: int, place: Place, messages: Sequence[Outgoing]) -> None:
        """Write all the letters of an answer; a notice gives its place, and its message, to the first of them."""
        self._write(update_id, place, messages, is_notice=False)

    def put_notice(self, update_id: int, place: Place, notice: Outgoing) -> None:
        """Hold the place of an answer, or change what holds it."""
        self._write(update_id, place, (notice,), is_notice=True)

    def _write(self, update_id: int, place: Place, messages: Sequence[Outgoing], *, is_notice: bool) -> None:
        rows = [
            (part, place.chat_id, _to_json(place, outgoing), is_notice, update_id)
            for part, outgoing in enumerate(messages)
        ]
        with self._store.transaction() as connection:
            # Whom it answers stands in the inbox as long as the update is not done.
            # What was sent is to be edited now; until that is done nobody knows what the message reads like.
            connection.executemany(
                "INSERT INTO outbox (update_id, part, chat_id, payload, is_notice, person_id)"
                " SELECT update_id, ?, ?, ?, ?, coalesce("
                " json_extract(payload, '$.message.sender_chat.id'), json_extract(payload, '$.message.from.id'),"
                " json_extract(payload, '$.edited_message.sender_chat.id'),"
                " json_extract(payload, '$.edited_message.from.id'),"
                " json_extract(payload, '$.callback_query.from.id')) FROM inbox WHERE update_id = ? AND done = 0"
                " ON CONFLICT (update_id, part) DO UPDATE SET payload = excluded.payload,"
                " is_notice = excluded.is_notice,"
                " state = CASE state WHEN 'sent' THEN 'sending' WHEN 'failed' THEN 'waiting' ELSE state END"
                " WHERE is_notice",
                rows,
            )

    def letters(self, update_id: int) -> list[Letter]:
        """All letters of an answer, in order; empty if none was written yet."""
        with self._store.transaction() as connection:
            rows = connection.execute("SELECT * FROM outbox WHERE update_id = ? ORDER BY part", (update_id,)).fetchall()
        return [_letter(row) for row in rows]

    def mark(self, letter: Letter, state: State, message_id: int | None = None) -> None:
        """How far the letter has come; `message_id` once it is sent, and then it stays known."""
        with self._store.transaction() as connection:
            connection.execute(
                "UPDATE outbox SET state = ?, message_id = coalesce(?, message_id) WHERE update_id = ? AND part = ?",
                (state, message_id, letter.update_id, letter.part),
            )

    def put_instead(self, update_id: int, text: str) -> None:
        """Write a plain text in place of what was refused of an answer and of what would have come after it."""
        with self._store.transaction() as connection:
            connection.execute("DELETE FROM outbox WHERE update_id = ? AND state = 'waiting'", (update_id,))
            connection.execute(
                "UPDATE outbox SET is_notice = 0, state = iif(message_id IS NULL, 'waiting', 'sending'),"
                " payload = json_set(payload, '$.text', ?, '$.entities', json('[]'), '$.keyboard', NULL)"
                " WHERE update_id = ? AND state = 'failed'",
                (text, update_id),
            )

    def sent_as(self, update_id: int) -> list[int]:
        """The ids of the messages that answer an update, as far as they are sent."""
        with self._store.transaction() as connection:
            rows = connection.execute(
                "SELECT message_id FROM outbox WHERE update_id = ? AND state = 'sent' ORDER BY part", (update_id,)
            ).fetchall()
        return [row["message_id"] for row in rows]

    def answer_to(self, chat_id: int, message_id: int) -> list[int]:
        """The ids of our messages that answer a message of the chat, in order."""
        with self._store.transaction() as connection:
            rows = connection.execute(
                "SELECT message_id FROM outbox WHERE chat_id = ? AND json_extract(payload, '$.reply_to') = ?"
                " AND NOT is_notice AND state = 'sent' ORDER BY message_id",
                (chat_id, message_id),
            ).fetchall()
        return [row["message_id"] for row in rows]

    def remove(self, chat_id: int, message_id: int) -> None:
        """A message of ours was taken back."""
        with self._store.transaction() as connection:
            connection.execute("DELETE FROM outbox WHERE chat_id = ? AND message_id = ?", (chat_id, message_id))

    def known_messages(self, chat_id: int) -> frozenset[int]:
        """The ids of the messages of a chat that are accounted for, from people and from us."""
        with self._store.transaction() as connection:
            rows = connection.execute(
                "SELECT message_id FROM inbox WHERE chat_id = :chat AND message_id IS NOT NULL"
                " UNION SELECT message_id FROM outbox WHERE chat_id = :chat AND message_id IS NOT NULL",
                {"chat": chat_id},
            ).fetchall()
        return frozenset(row["message_id"] for row in rows)


def _to_json(place: Place, outgoing: Outgoing) -> str:
    return json.dumps(
        {
            "text": outgoing.text,
            "entities": [entity.to_dict() for entity in outgoing.entities],
            "keyboard": outgoing.keyboard.to_dict() if outgoing.keyboard else None,
            "reply_to": place.reply_to,
            "thread_id": place.thread_id,
        },
        ensure_ascii=False,
    )


def _letter(row: Row) -> Letter:
    fields = json.loads(row["payload"])
    keyboard = InlineKeyboardMarkup.de_json(fields["keyboard"]) if fields["keyboard"] else None
    outgoing = Outgoing(fields["text"], tuple(MessageEntity.de_list(fields["entities"])), keyboard)
    place = Place(row["chat_id"], fields["reply_to"], fields["thread_id"])
    state, is_notice = State(row["state"]), bool(row["is_notice"])
    return Letter(row["update_id"], row["part"], place, outgoing, state, is_notice, row["message_id"])

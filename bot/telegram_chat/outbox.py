"""What goes out: each message is on disk before it is sent, with how far its sending has come."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

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
    """One message on its way: part `part` of the answer to an update."""

    update_id: int
    part: int
    place: Place
    outgoing: Outgoing
    state: State = State.WAITING


class Outbox:
    """Keeps letters by the update they answer. An update's letters are written once: the first answer stands."""

    def __init__(self, store: ChatStore) -> None:
        self._store = store

    def put(self, update_id: int, place: Place, messages: Sequence[Outgoing]) -> None:
        """Write all the letters of an answer, or, if there are some already, none."""
        rows = [
            (update_id, part, place.chat_id, _to_json(Letter(update_id, part, place, outgoing)))
            for part, outgoing in enumerate(messages)
        ]
        with self._store.transaction() as connection:
            connection.executemany(
                "INSERT OR IGNORE INTO outbox (update_id, part, chat_id, payload) VALUES (?, ?, ?, ?)", rows
            )

    def letters(self, update_id: int) -> list[Letter]:
        """All letters of an answer, in order; empty if none was written yet."""
        with self._store.transaction() as connection:
            rows = connection.execute("SELECT * FROM outbox WHERE update_id = ? ORDER BY part", (update_id,)).fetchall()
        return [_from_json(row["payload"], update_id, row["part"], row["chat_id"], State(row["state"])) for row in rows]

    def mark(self, letter: Letter, state: State, message_id: int | None = None) -> None:
        """How far the letter has come; `message_id` once it is sent."""
        with self._store.transaction() as connection:
            connection.execute(
                "UPDATE outbox SET state = ?, message_id = ? WHERE update_id = ? AND part = ?",
                (state, message_id, letter.update_id, letter.part),
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
                " AND update_id > 0 AND state = 'sent' ORDER BY message_id",
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


def _to_json(letter: Letter) -> str:
    keyboard = letter.outgoing.keyboard
    return json.dumps(
        {
            "text": letter.outgoing.text,
            "entities": [entity.to_dict() for entity in letter.outgoing.entities],
            "keyboard": keyboard.to_dict() if keyboard else None,
            "reply_to": letter.place.reply_to,
            "thread_id": letter.place.thread_id,
        },
        ensure_ascii=False,
    )


def _from_json(payload: str, update_id: int, part: int, chat_id: int, state: State) -> Letter:
    fields = json.loads(payload)
    keyboard = InlineKeyboardMarkup.de_json(fields["keyboard"]) if fields["keyboard"] else None
    outgoing = Outgoing(fields["text"], tuple(MessageEntity.de_list(fields["entities"])), keyboard)
    return Letter(update_id, part, Place(chat_id, fields["reply_to"], fields["thread_id"]), outgoing, state)

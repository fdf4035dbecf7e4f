"""What was spoken of in a chat, or in a topic of a forum, for as long as a question can go on from it."""

import json
from sqlite3 import Connection

from bot.answer import Answer
from bot.conversation import MOST_TURNS, Conversation, Turn
from bot.telegram_chat.asked import Asked
from bot.telegram_chat.chat_store import ChatStore

EXPIRES_SECONDS = 6 * 3600


class Memory:
    """The last turns by chat and topic."""

    def __init__(self, store: ChatStore) -> None:
        self._store = store

    def add(self, asked: Asked, answer: Answer) -> None:
        """Keep a turn, if somebody waits for its answer. The same update's second turn takes the first one's place.

        So does that of a question that was answered and is edited now, unless its conversation is over: then nothing
        is kept.
        """
        (turn,) = Conversation().after(answer).turns
        with self._store.transaction() as connection:
            if asked.edited and _was_answered(connection, asked):
                connection.execute(
                    "UPDATE turns SET question = ?, cited = ?"
                    " WHERE update_id = (SELECT update_id FROM inbox WHERE chat_id = ? AND message_id = ?)"
                    " AND EXISTS (SELECT 1 FROM inbox WHERE update_id = ? AND done = 0)",
                    (turn.question, json.dumps(turn.cited), asked.chat_id, asked.message_id, asked.update_id),
                )
                return
            connection.execute(
                "INSERT OR REPLACE INTO turns (update_id, chat_id, thread_id, person_id, question, cited)"
                " SELECT update_id, ?, ?, ?, ?, ? FROM inbox WHERE update_id = ? AND done = 0",
                (
                    asked.chat_id,
                    asked.thread_id or 0,
                    asked.person_id,
                    turn.question,
                    json.dumps(turn.cited),
                    asked.update_id,
                ),
            )

    def turns(self, asked: Asked) -> tuple[Turn, ...]:
        """The last turns before this question, or before what it was, oldest first; none that have expired."""
        with self._store.transaction() as connection:
            rows = connection.execute(
                "SELECT question, cited FROM turns WHERE chat_id = ? AND thread_id = ? AND update_id != ?"
                " AND said > unixepoch() - ? AND update_id < coalesce("
                " (SELECT update_id FROM inbox WHERE chat_id = ? AND message_id = ?), update_id + 1)"
                " ORDER BY said DESC, update_id DESC LIMIT ?",
                (
                    asked.chat_id,
                    asked.thread_id or 0,
                    asked.update_id,
                    EXPIRES_SECONDS,
                    asked.chat_id,
                    asked.message_id if asked.edited else None,
                    MOST_TURNS,
                ),
            ).fetchall()
        return tuple(Turn(row["question"], tuple(json.loads(row["cited"]))) for row in reversed(rows))

    def forget(self, asked: Asked) -> None:
        """Begin anew in that chat or topic."""
        with self._store.transaction() as connection:
            connection.execute(
                "DELETE FROM turns WHERE chat_id = ? AND thread_id = ?", (asked.chat_id, asked.thread_id or 0)
            )


def _was_answered(connection: Connection, asked: Asked) -> bool:
    """Whether the message had an answer before it was edited."""
    found = connection.execute(
        "SELECT 1 FROM answers WHERE chat_id = ? AND message_id = ? AND update_id != ?",
        (asked.chat_id, asked.message_id, asked.update_id),
    )
    return found.fetchone() is not None

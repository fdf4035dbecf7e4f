"""What came in: every update is on disk before it is confirmed to Telegram, and is taken up again until it is done."""

from collections.abc import Sequence
from dataclasses import dataclass

from telegram import Update

from bot.telegram_chat.chat_store import ChatStore

MOST_ATTEMPTS = 3
REMEMBERED_SECONDS = 3 * 86_400  # Telegram repeats an update for a day; after a quiet week it counts from anywhere
FINISHED_BETWEEN_PURGES = 200


@dataclass(frozen=True, slots=True)
class OpenUpdate:
    """An update that is not done, as JSON, and how often a process began with it."""

    payload: str
    attempts: int


class Inbox:
    """Records updates once each, by update id and by (chat, message)."""

    def __init__(self, store: ChatStore) -> None:
        self._store = store
        self._finished = 0

    def record(self, updates: Sequence[Update]) -> list[Update]:
        """Put them on disk in one transaction; those that were not known yet, in order."""
        fresh = []
        with self._store.transaction() as connection:
            for update in updates:
                chat = update.effective_chat
                # An edited message has the ids of the message it was: only a new one can be a duplicate by its ids.
                message_id = update.message.message_id if update.message else None
                inserted = connection.execute(
                    "INSERT OR IGNORE INTO inbox (update_id, chat_id, message_id, payload) VALUES (?, ?, ?, ?)",
                    (update.update_id, chat.id if chat else None, message_id, update.to_json()),
                )
                if inserted.rowcount:
                    fresh.append(update)
                    if chat:  # nobody writes to a bot that he has blocked
                        connection.execute("UPDATE chats SET active = 1 WHERE chat_id = ? AND active = 0", (chat.id,))
        return fresh

    def take_up(self) -> list[OpenUpdate]:
        """What an earlier process left undone, oldest first; each counts as begun once more."""
        with self._store.transaction() as connection:
            connection.execute("UPDATE inbox SET attempts = attempts + 1 WHERE done = 0")
            rows = connection.execute("SELECT payload, attempts FROM inbox WHERE done = 0 ORDER BY update_id")
            return [OpenUpdate(row["payload"], row["attempts"]) for row in rows]

    def finish(self, update_id: int) -> None:
        """It is done: never again. Its text is forgotten, its ids are kept a while to know it again."""
        with self._store.transaction() as connection:
            connection.execute("UPDATE inbox SET done = 1, payload = NULL WHERE update_id = ?", (update_id,))
            if self._finished % FINISHED_BETWEEN_PURGES == 0:
                connection.execute(
                    "DELETE FROM inbox WHERE done = 1 AND received < unixepoch() - ?", (REMEMBERED_SECONDS,)
                )
            self._finished += 1

"""Which chats can be reached, and where a group went that Telegram turned into a supergroup."""

from bot.telegram_chat.chat_store import ChatStore


class Chats:
    """A chat is taken to be active until Telegram says that the bot may not write there."""

    def __init__(self, store: ChatStore) -> None:
        self._store = store
        with store.transaction() as connection:
            moved = connection.execute("SELECT chat_id, migrated_to FROM chats WHERE migrated_to IS NOT NULL")
            self._moved = {int(row["chat_id"]): int(row["migrated_to"]) for row in moved}

    def is_active(self, chat_id: int) -> bool:
        """Whether the bot may write there, as far as is known."""
        with self._store.transaction() as connection:
            row = connection.execute("SELECT active FROM chats WHERE chat_id = ?", (chat_id,)).fetchone()
        return row is None or bool(row["active"])

    def set_active(self, chat_id: int, active: bool) -> None:
        """Remember that the bot may, or may no longer, write there."""
        with self._store.transaction() as connection:
            connection.execute(
                "INSERT INTO chats (chat_id, active) VALUES (?, ?)"
                " ON CONFLICT (chat_id) DO UPDATE SET active = excluded.active",
                (chat_id, active),
            )

    def migrate(self, old: int, new: int) -> None:
        """The group `old` has become `new`: what waits for it and what was answered there goes along."""
        with self._store.transaction() as connection:
            connection.execute(
                "INSERT INTO chats (chat_id, migrated_to) VALUES (?, ?)"
                " ON CONFLICT (chat_id) DO UPDATE SET migrated_to = excluded.migrated_to",
                (old, new),
            )
            connection.execute("UPDATE outbox SET chat_id = ? WHERE chat_id = ? AND state = 'waiting'", (new, old))
            connection.execute("UPDATE answers SET chat_id = ? WHERE chat_id = ?", (new, old))
            connection.execute("UPDATE turns SET chat_id = ? WHERE chat_id = ?", (new, old))
        self._moved = {**self._moved, old: new}

    def address(self, chat_id: int) -> int:
        """The chat's present id."""
        return self._moved.get(chat_id, chat_id)

    def former_ids(self, chat_id: int) -> frozenset[int]:
        """The ids that the chat had before, as far as Telegram told."""
        return frozenset(old for old, new in self._moved.items() if new == chat_id)

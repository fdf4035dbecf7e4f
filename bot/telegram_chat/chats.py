"""Which chats can be reached, and where a group went that Telegram turned into a supergroup."""

from bot.telegram_chat.chat_store import ChatStore


class Chats:
    """A chat is taken to be active until Telegram says that the bot may not write there."""

    def __init__(self, store: ChatStore) -> None:
        self._store = store

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

    def address(self, chat_id: int) -> int:
        """The chat's present id."""
        with self._store.transaction() as connection:
            row = connection.execute("SELECT migrated_to FROM chats WHERE chat_id = ?", (chat_id,)).fetchone()
        return chat_id if row is None or row["migrated_to"] is None else int(row["migrated_to"])

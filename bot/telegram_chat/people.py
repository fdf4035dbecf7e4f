"""What each person has set: the language they are spoken to in, and how sure an answer must be."""

from dataclasses import dataclass

from bot.care import Care
from bot.languages import Say, say_in
from bot.telegram_chat.asked import Asked
from bot.telegram_chat.chat_store import ChatStore


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom a reply is written. `language` is what the person chose, None for that of their Telegram."""

    say: Say
    care: Care = Care.BALANCED
    language: str | None = None


class People:
    """The settings of people; a person without any reads as Telegram says."""

    def __init__(self, store: ChatStore) -> None:
        self._store = store

    def reader(self, asked: Asked) -> Reader:
        """Whoever asked."""
        with self._store.transaction() as connection:
            row = connection.execute(
                "SELECT language, care FROM people WHERE person_id = ?", (asked.person_id,)
            ).fetchone()
        language = row["language"] if row else None
        care = Care(row["care"]) if row and row["care"] else Care.BALANCED
        return Reader(say_in(language or asked.language), care, language)

    def set_language(self, person_id: int, language: str | None) -> None:
        """Speak to a person in this language from now on; None is that of their Telegram."""
        self._set(person_id, "language", language)

    def set_care(self, person_id: int, care: Care) -> None:
        """Answer a person with this much care from now on."""
        self._set(person_id, "care", care.value)

    def _set(self, person_id: int, column: str, value: str | None) -> None:
        with self._store.transaction() as connection:
            connection.execute("INSERT OR IGNORE INTO people (person_id) VALUES (?)", (person_id,))
            connection.execute(f"UPDATE people SET {column} = ? WHERE person_id = ?", (value, person_id))  # noqa: S608 - a name of ours

"""What the chat database keeps of questions and of those who ask them."""

from dataclasses import dataclass
from typing import Self

from bot.conversation import Turn
from bot.telegram_chat.answers import Answers
from bot.telegram_chat.asked import Asked
from bot.telegram_chat.chat_store import ChatStore
from bot.telegram_chat.memory import Memory
from bot.telegram_chat.people import People


@dataclass(frozen=True, slots=True)
class Records:
    """The answers that were given, what chats spoke of last, and what people have set."""

    answers: Answers
    memory: Memory
    people: People

    def turns_before(self, asked: Asked) -> tuple[Turn, ...]:
        """What a question may go on from: the answer of ours that it replies to, else what was spoken of last."""
        answered = self.answers.turn_at(asked.chat_id, asked.replied_to)
        return (answered,) if answered else self.memory.turns(asked)

    @classmethod
    def of(cls, store: ChatStore) -> Self:
        """All of them, in one database."""
        return cls(Answers(store), Memory(store), People(store))

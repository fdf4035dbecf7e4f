"""A chat's turns: what was asked and cited before, as far as the next question may lean on it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.answer import Answer

MOST_TURNS = 4


@dataclass(frozen=True, slots=True)
class Turn:
    """A question as it was understood, and the sentences cited for it; none for a refusal."""

    question: str
    cited: tuple[str, ...] = ()


Rewriter = Callable[[str, Sequence[Turn]], str]
"""(question, turns before it, oldest first) -> the question as it would be asked without them."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """The last turns, oldest first. `after` gives a new one; nothing is changed."""

    turns: tuple[Turn, ...] = ()

    def after(self, answer: Answer) -> "Conversation":
        """The conversation with one more turn."""
        cited = tuple(citation.evidence.text for citation in answer.draft.citations)
        return Conversation((*self.turns, Turn(answer.standalone_question, cited))[-MOST_TURNS:])

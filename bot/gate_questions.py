"""What a language model is asked of the evidence before it writes, and what its first words say."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.addressed_to_models import addresses_a_model
from bot.evidence_prompt import escape, heading
from index.domain import Evidence
from prompts import render

FirstWords = Mapping[str, float]
_UNANSWERABLE = "unanswerable"
_LEAST_LETTERS = 2  # of a word that a server gives in pieces


@dataclass(frozen=True, slots=True)
class Read:
    """Probabilities, 0..1: of "yes" against "no", and of "unanswerable" as an answer's first word."""

    yes: float
    unanswerable: float


@dataclass(frozen=True, slots=True)
class GateQuestions:
    """Two prompts with one beginning, so that the second costs a server little. Each is answered by its first word."""

    yes: str
    words: str

    def ask(self, first_words: Callable[[str], FirstWords | None]) -> Read | None:
        """What `first_words`, the odds of a reply's first word for a prompt, say; None where there are none."""
        said = first_words(self.yes) or {}
        yes, no = (sum(share for one, share in said.items() if one.lower() == word) for word in ("yes", "no"))
        words = first_words(self.words) if yes + no > 0 else None
        return Read(yes / (yes + no), unanswerable(words)) if words else None


def unanswerable(words: FirstWords) -> float:
    """The probability, 0..1, of the words that begin "unanswerable"; "UN" and "United" begin an answer."""
    shares = (share for one, share in words.items() if len(one) >= _LEAST_LETTERS and _begins(one))
    return min(sum(shares), 1.0)


def _begins(word: str) -> bool:
    return _UNANSWERABLE.startswith(word) or _UNANSWERABLE.capitalize().startswith(word)


def gate_questions(question: str, evidence: Sequence[Evidence]) -> GateQuestions | None:
    """What is asked of the best sentence and the two beside it: more text takes as much longer and does not tell more.

    A sentence that speaks to a model is passed over; None when all do.
    """
    best = next((one for one in evidence if not addresses_a_model(one.text)), None)
    if best is None:
        return None
    beside = (best.signals.before, best.signals.after) if best.signals else ("", "")
    before, after = ("" if addresses_a_model(one) else one for one in beside)
    text = " ".join(escape(one) for one in (before, best.text, after) if one)

    def prompt(asked: str) -> str:
        return render("gate", title=heading(best.source), text=text, question=escape(question), asked=render(asked))

    return GateQuestions(prompt("gate_yes"), prompt("gate_words"))

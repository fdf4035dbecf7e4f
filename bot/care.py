"""How sure an answer must be before it is given: a reader's choice, made after the answerer's own."""

from dataclasses import replace
from functools import cache

from bot.answer import Draft, Reason, Refusal, Statement
from bot.answerability import Caution as Care
from bot.answerability import load_answerability
from bot.extractive import MOST_CLOSEST

__all__ = ["Care", "with_care"]


def with_care(draft: Draft, care: Care) -> Draft:
    """The draft for a reader: careful ones are refused what is not sure, eager ones get what came nearest.

    Whatever is said is still said by a cited sentence, word for word where it was refused before.
    """
    refusal = draft.refusal
    if care is Care.CAREFUL and refusal is None and draft.confidence < _least(care):
        return Draft(refusal=Refusal(Reason.WEAK_MATCH, draft.citations[:MOST_CLOSEST]), confidence=draft.confidence)
    if care is not Care.EAGER or refusal is None or refusal.reason is not Reason.WEAK_MATCH:
        return draft
    if draft.confidence < _least(care) or not refusal.closest:
        return draft
    statements = tuple(Statement(one.evidence.text, (one.number,)) for one in refusal.closest)
    return replace(draft, statements=statements, citations=refusal.closest, refusal=None)


@cache
def _least(care: Care) -> float:
    """The probability, as in `Draft.confidence`, from which on such a reader is answered."""
    return load_answerability().threshold(care)

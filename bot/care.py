"""How sure an answer must be before it is given: a reader's choice, made after the answerer's own."""

from dataclasses import replace
from enum import StrEnum

from bot.answer import Draft, Reason, Refusal, Statement

MOST_CLOSEST = 2
# Probabilities, as in `Draft.confidence`.
CAREFUL_FROM = 0.8
EAGER_FROM = 0.25


class Care(StrEnum):
    """What a reader likes better: to be told nothing, or to be told something that may miss the question."""

    CAREFUL = "careful"
    BALANCED = "balanced"
    EAGER = "eager"


def with_care(draft: Draft, care: Care) -> Draft:
    """The draft for a reader: careful ones are refused what is not sure, eager ones get what came nearest.

    Whatever is said is still said by a cited sentence, word for word where it was refused before.
    """
    refusal = draft.refusal
    if care is Care.CAREFUL and refusal is None and draft.confidence < CAREFUL_FROM:
        return Draft(refusal=Refusal(Reason.WEAK_MATCH, draft.citations[:MOST_CLOSEST]), confidence=draft.confidence)
    if care is not Care.EAGER or refusal is None or refusal.reason is not Reason.WEAK_MATCH:
        return draft
    if draft.confidence < EAGER_FROM or not refusal.closest:
        return draft
    statements = tuple(Statement(one.evidence.text, (one.number,)) for one in refusal.closest)
    return replace(draft, statements=statements, citations=refusal.closest, refusal=None)

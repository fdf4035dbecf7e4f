"""The nouns of an answer: what was said, on which sentences it rests, or why nothing is said."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from index.domain import Evidence, Span


class Reason(StrEnum):
    """Why nothing is answered."""

    NO_ARTICLES = "no_articles"
    NO_MATCH = "no_match"
    WEAK_MATCH = "weak_match"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered sentence that a reader can check."""

    number: int
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer with the numbers of its citations; `focus` are the spans of `text` that answer."""

    text: str
    citations: tuple[int, ...]
    focus: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """The articles do not say: why, and what came nearest. `detail` is a sentence more where one is certain."""

    reason: Reason
    closest: tuple[Citation, ...] = ()
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """What an answerer makes of the evidence: statements with their citations, or a refusal, never both.

    `confidence` is the probability, 0..1, that the evidence answers, whichever of the two came of it.
    """

    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    refusal: Refusal | None = None
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Seconds:
    """Wall time a question took."""

    search: float
    answer: float
    total: float


@dataclass(frozen=True, slots=True)
class Answer:
    """A draft with the question it belongs to, who wrote it and how long it took."""

    question: str
    standalone_question: str
    draft: Draft
    answerer: str
    seconds: Seconds

    @property
    def answered(self) -> bool:
        """Whether the articles say."""
        return self.draft.refusal is None


class Answerer(Protocol):
    """Turns evidence, best first, into a draft. Every citation must be one of the evidence given."""

    name: str

    def answer(self, question: str, evidence: Sequence[Evidence]) -> Draft:
        """Statements with citations, or a refusal."""
        ...

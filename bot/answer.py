"""The nouns of an answer: what was said, on which sentences it rests, or why nothing is said."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, runtime_checkable

from index.domain import Evidence, Span

WRITER = "llm"  # the name of the answerer that asks a language model


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
    """The articles do not say: why, what came nearest, and the names asked about that no article mentions."""

    reason: Reason
    closest: tuple[Citation, ...] = ()
    unmentioned: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DroppedStatement:
    """A statement that a model wrote and no reader sees, and why."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Writing:
    """What a model did for a draft: tokens by cl100k_base; seconds to the first statement shown, if one was."""

    model: str
    dropped: tuple[DroppedStatement, ...] = ()
    prompt_tokens: int = 0
    written_tokens: int = 0
    first_seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """What an answerer makes of the evidence: statements with their citations, or a refusal, never both.

    `confidence` is the probability, 0..1, that the evidence answers, whichever of the two came of it. `answerer` names
    who wrote it where it is not the one asked, `note` says in one line why; `writing` is there if a model was asked.
    `read_as` is the question with misspelt words put right, where there were any;
    `unanswered` are the parts of the question that the articles do not answer, where they answer another.
    """

    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    refusal: Refusal | None = None
    confidence: float = 0.0
    answerer: str | None = None
    note: str | None = None
    writing: Writing | None = None
    read_as: str | None = None
    unanswered: tuple[str, ...] = ()


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


def never() -> bool:
    """Do not stop."""
    return False


@runtime_checkable
class StreamingAnswerer(Answerer, Protocol):
    """Shows its draft while it grows."""

    def stream(
        self, question: str, evidence: Sequence[Evidence], stopped: Callable[[], bool] = never
    ) -> Iterator[Draft]:
        """The draft each time it has a statement more, the whole one last.

        A draft begins with the statements and citations of the one before. Once `stopped()` the last is what there is.
        """
        ...

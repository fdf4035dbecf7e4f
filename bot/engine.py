"""Question -> Answer: the one place where the parts are joined."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from time import perf_counter
from typing import Protocol

from bot.answer import Answer, Answerer, Draft, Reason, Refusal, Seconds
from bot.question import tidy_question
from index.domain import Evidence

MOST_EVIDENCE = 12


class Searcher(Protocol):
    """Finds evidence, best first; `refresh` follows finished index runs of other processes."""

    def refresh(self) -> int:
        """Follow the index to its newest generation; the number of articles it has."""
        ...

    def search(self, question: str, count: int, without: AbstractSet[str] = frozenset()) -> Sequence[Evidence]:
        """At most `count` sentences, best first, none of the articles `without`."""
        ...


class Engine:
    """Answers questions from an index with one answerer. Safe to call from several threads."""

    def __init__(self, searcher: Searcher, answerer: Answerer) -> None:
        self._searcher = searcher
        self._answerer = answerer

    def search(self, question: str, count: int = MOST_EVIDENCE) -> Sequence[Evidence]:
        """The evidence alone, best first. Raises QuestionError for what is no question."""
        standalone = tidy_question(question)
        return self._searcher.search(standalone, count) if self._searcher.refresh() else ()

    def answer(self, question: str, without: AbstractSet[str] = frozenset()) -> Answer:
        """Statements with citations, or a refusal. Raises QuestionError for what is no question.

        Articles whose ids are in `without` count as not there: how a refusal is measured.
        """
        begin = perf_counter()
        standalone = tidy_question(question)
        articles = self._searcher.refresh()
        evidence = self._searcher.search(standalone, MOST_EVIDENCE, without) if articles else ()
        found = perf_counter()
        draft = self._answerer.answer(standalone, evidence) if articles else Draft(refusal=Refusal(Reason.NO_ARTICLES))
        end = perf_counter()
        seconds = Seconds(search=found - begin, answer=end - found, total=end - begin)
        return Answer(question, standalone, draft, self._answerer.name, seconds)

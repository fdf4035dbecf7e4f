"""Question -> Answer: the one place where the parts are joined."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from time import perf_counter
from typing import Protocol

from bot.answer import Answer, Answerer, Draft, Reason, Refusal, Seconds, StreamingAnswerer, never
from bot.conversation import Rewriter, Turn
from bot.follow_up import carry_over
from bot.joining import join_drafts, join_evidence
from bot.question import asked_question, tidy_question
from bot.question_parts import question_parts
from bot.reading.casing import sensible_case
from bot.reading.periods import period
from bot.recency import weigh_by_period
from bot.topic import is_about_topic, with_topic
from index.domain import Evidence

MOST_EVIDENCE = 12
Part = tuple[str, Sequence[Evidence]]
NOTHING_INDEXED = Draft(refusal=Refusal(Reason.NO_ARTICLES))


class Searcher(Protocol):
    """Finds evidence, best first; `refresh` follows finished index runs of other processes."""

    def refresh(self) -> int:
        """Follow the index to its newest generation; the number of articles it has."""
        ...

    def respelt(self, question: str) -> str:
        """The question with misspelt words as the articles spell them."""
        ...

    def search(self, question: str, count: int) -> Sequence[Evidence]:
        """At most `count` sentences, best first."""
        ...


class Engine:
    """Answers questions from an index with one answerer. Safe to call from several threads.

    `rewrite` makes a follow-up stand by itself, given the turns before it. `quoting` is who answers without a language
    model, where `answerer` has one.
    """

    def __init__(
        self,
        searcher: Searcher,
        answerer: Answerer,
        rewrite: Rewriter = carry_over,
        quoting: Answerer | None = None,
    ) -> None:
        self._searcher = searcher
        self._answerer = answerer
        self._rewrite = rewrite
        self._quoting = quoting or answerer

    @property
    def answerer(self) -> str:
        """Who answers, by name."""
        return self._answerer.name

    def without_model(self) -> "Engine":
        """The same that asks no language model: quick, and free."""
        return Engine(self._searcher, self._quoting)

    def search(self, question: str, count: int = MOST_EVIDENCE) -> Sequence[Evidence]:
        """The evidence alone, best first. Raises QuestionError for what is no question."""
        standalone = sensible_case(tidy_question(question))
        if not self._searcher.refresh():
            return ()
        return self._find(self._searcher.respelt(standalone), count)

    def answer(self, question: str, *, turns: Sequence[Turn] = ()) -> Answer:
        """Statements with citations, or a refusal; as `stream`, but once, when it is whole."""
        *_, answer = self.stream(question, turns=turns)
        return answer

    def stream(
        self,
        question: str,
        *,
        turns: Sequence[Turn] = (),
        stopped: Callable[[], bool] = never,
    ) -> Iterator[Answer]:
        """The answer each time it has a statement more, the whole one last; each begins with the one before.

        `turns` are what was asked before, oldest first. Once `stopped()` a language model is hung up on at its next
        word, and the last answer is what there is, statements that were shown or another answerer's. Raises
        QuestionError for what is no question, LlmError where a model is required and fails.
        """
        begin = perf_counter()
        asked = asked_question(question)
        turns = tuple(replace(turn, question=sensible_case(turn.question, turn.cited)) for turn in turns)
        meant = sensible_case(asked, [text for turn in turns for text in turn.cited])
        typed = self._completed(meant, turns)
        articles = self._searcher.refresh()
        standalone, parts = self._read(typed, turns) if articles else (typed, [])
        shown = standalone if standalone != meant else asked
        read_as = shown if standalone != typed else None
        found = perf_counter()
        for draft in self._drafts(standalone, parts, stopped) if articles else (NOTHING_INDEXED,):
            end = perf_counter()
            seconds = Seconds(search=found - begin, answer=end - found, total=end - begin)
            said = replace(draft, read_as=read_as)
            yield Answer(question, shown, said, draft.answerer or self._answerer.name, seconds)

    def _completed(self, question: str, turns: Sequence[Turn]) -> str:
        """The question with what it leaves out; what its second part leaves out, the first part says."""
        if not turns:
            return question
        first, *others = question_parts(question)
        return tidy_question(" ".join((self._rewrite(first, turns), *others)))

    def _read(self, question: str, turns: Sequence[Turn]) -> tuple[str, list[Part]]:
        """The question as it is best read, and its parts: well spelt, and about what was asked before if that fits."""
        plain = self._searcher.respelt(question)
        parts = self._find_parts(plain)
        about = with_topic(plain, turns) if len(parts) == 1 else None
        if about is None:
            return plain, parts
        with_last = self._find(about, MOST_EVIDENCE)
        return (about, [(about, with_last)]) if is_about_topic(plain, parts[0][1], with_last) else (plain, parts)

    def _find(self, question: str, count: int) -> Sequence[Evidence]:
        """In the order that the time asked about gives; without one the best first."""
        found = self._searcher.search(question, count)
        return weigh_by_period(found, period(question, datetime.now(UTC).date()))

    def _find_parts(self, question: str) -> list[Part]:
        """Each part of the question, standing by itself, with its evidence."""
        found: list[Part] = []
        for asked in question_parts(question):
            before = [Turn(part, tuple(one.text for one in evidence[:1])) for part, evidence in found]
            part = tidy_question(carry_over(asked, before))
            found.append((part, self._find(part, MOST_EVIDENCE)))
        return found

    def _drafts(self, question: str, parts: Sequence[Part], stopped: Callable[[], bool]) -> Iterator[Draft]:
        evidence = join_evidence([found for _, found in parts])[:MOST_EVIDENCE]
        if isinstance(self._answerer, StreamingAnswerer):
            yield from self._answerer.stream(question, evidence, stopped)
            return
        drafts = [self._answerer.answer(part, found) for part, found in parts] if len(parts) > 1 else []
        if any(draft.statements for draft in drafts):
            yield join_drafts([part for part, _ in parts], drafts)
        else:
            yield self._answerer.answer(question, evidence)

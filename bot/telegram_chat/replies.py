"""Questions and the buttons under answers -> messages, computed without the network or the event loop."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from bot.answer import Answer, Citation, never
from bot.care import with_care
from bot.engine import Engine
from bot.library import Library
from bot.question import QuestionError
from bot.rich_text import RichText, Style, StyledSpan
from bot.telegram_chat import texts
from bot.telegram_chat.answer_message import answer_messages, evidence_messages, growing_message
from bot.telegram_chat.answers import GivenAnswer
from bot.telegram_chat.article_message import context_message
from bot.telegram_chat.asked import Asked
from bot.telegram_chat.limits import Limits
from bot.telegram_chat.messages import Block, Messages, Outgoing, compose, plain
from bot.telegram_chat.metrics import Metrics
from bot.telegram_chat.people import Reader
from bot.telegram_chat.records import Records
from index.domain import Evidence

MOST_FOUND = 12
MORE_AT_ONCE = 3
MOST_SHOWN = 6
logger = logging.getLogger(__name__)


class Watch(Protocol):
    """Whoever waits for an answer while it is computed in another thread."""

    def show(self, outgoing: Outgoing) -> None:
        """Put what there is of it before them."""
        ...

    def is_stopped(self) -> bool:
        """Whether they no longer wait."""
        ...


@dataclass(frozen=True, slots=True)
class Replies:
    """Joins the engine, the library and the answers given so far. Blocking; safe to call from several threads."""

    engine: Engine
    library: Library
    records: Records
    limits: Limits
    metrics: Metrics

    def answer(self, question: str, asked: Asked, watch: Watch | None = None) -> Messages:
        """The answer to a question, kept with its citations; or why it is none. Nothing once nobody waits for it."""
        reader = self.records.people.reader(asked)
        if said := self.limits.reached(self.records.answers, asked.person_id, reader.say):
            return (plain(said),)
        return self._answer(question, asked, reader, watch)

    def answer_anew(self, question: str, asked: Asked) -> Messages:
        """The same for a question that was edited; nothing for a person who has asked enough: the old answer stays."""
        reader = self.records.people.reader(asked)
        if self.limits.reached(self.records.answers, asked.person_id, reader.say):
            return ()
        return self._answer(question, asked, reader, None)

    def _answer(self, question: str, asked: Asked, reader: Reader, watch: Watch | None) -> Messages:
        try:
            *_, answer = self._growing(question, asked, reader, watch)
        except QuestionError as error:
            return (_no_question(error, reader),)
        if watch is not None and watch.is_stopped():
            return ()
        if answer.draft.note:
            logger.warning("the language model failed; --debug says how")
            logger.debug("the language model failed: %s", answer.draft.note)
        self.metrics.answered(answer)
        answer_id = self.records.answers.add(asked, answer)
        if answer_id is None:
            return ()
        self.records.memory.add(asked, answer)
        return answer_messages(answer.draft, answer_id, reader.say)

    def _growing(self, question: str, asked: Asked, reader: Reader, watch: Watch | None) -> Iterator[Answer]:
        """The answer each time it has a statement more; those that a model writes are shown as they come."""
        stopped = watch.is_stopped if watch else never
        for answer in self.engine.stream(question, turns=self.records.turns_before(asked), stopped=stopped):
            draft = with_care(answer.draft, reader.care)
            if watch and draft.statements and draft.writing and draft.writing.first_seconds is not None:
                watch.show(growing_message(draft))
            yield replace(answer, draft=draft)

    def example(self, question: str, asked: Asked, watch: Watch | None = None) -> Messages:
        """The answer to a question that stood on a button, below the question."""
        heading = RichText(question, (StyledSpan(0, len(question), Style.HEADING),))
        return (*compose([Block(heading)]), *self.answer(question, asked, watch))

    def search(self, query: str, asked: Asked) -> Messages:
        """The sentences nearest to some words, without an answer; kept, so that their buttons work."""
        reader = self.records.people.reader(asked)
        if said := self.limits.reached(self.records.answers, asked.person_id, reader.say):
            return (plain(said),)
        return self._search(query, asked, reader)

    def search_anew(self, query: str, asked: Asked) -> Messages:
        """The same for words that were edited; nothing for a person who has asked enough."""
        reader = self.records.people.reader(asked)
        if self.limits.reached(self.records.answers, asked.person_id, reader.say):
            return ()
        return self._search(query, asked, reader)

    def _search(self, query: str, asked: Asked, reader: Reader) -> Messages:
        try:
            found = self.engine.search(query, MOST_SHOWN)
        except QuestionError as error:
            return (_no_question(error, reader),)
        if not found:
            return (plain(reader.say(texts.NOTHING_FOUND)),)
        citations = [Citation(number, one) for number, one in enumerate(found, start=1)]
        answer_id = self.records.answers.add_search(asked, query, citations)
        if answer_id is None:
            return ()
        return evidence_messages(texts.FOUND, citations, answer_id, reader.say)

    def given(self, answer_id: int, chat_id: int) -> GivenAnswer | None:
        """An answer given before in that chat."""
        return self.records.answers.get(answer_id, chat_id)

    def context(self, given: GivenAnswer, citation: Citation, asked: Asked, page: int | None = None) -> Messages:
        """A cited sentence in its paragraph, or another page of its article."""
        stored = self.library.article(citation.evidence.source.article_id)
        return (context_message(stored, citation, given, self.records.people.reader(asked).say, page),)

    def more(self, given: GivenAnswer, asked: Asked) -> Messages:
        """The sentences that came next, numbered on."""
        say = self.records.people.reader(asked).say
        known = {_place(one.evidence) for one in given.citations}
        found = self.engine.search(given.question, MOST_FOUND + len(known))
        fresh = [one for one in found if _place(one) not in known][:MORE_AT_ONCE]
        if not fresh:
            return (plain(say(texts.NOTHING_MORE)),)
        first = 1 + max((one.number for one in given.citations), default=0)
        citations = [Citation(number, one) for number, one in enumerate(fresh, start=first)]
        self.records.answers.add_citations(given.id, citations)
        return evidence_messages(texts.MORE, citations, given.id, say)

    def rate(self, given: GivenAnswer, feedback: int) -> None:
        """Keep what a reader thought of an answer: 1 helpful, -1 not."""
        self.records.answers.rate(given.id, feedback)
        self.metrics.rated(feedback)


def _no_question(error: QuestionError, reader: Reader) -> Outgoing:
    return plain(reader.say.fill(error.reason, **error.numbers))


def _place(evidence: Evidence) -> tuple[str, int, int]:
    return evidence.source.article_id, evidence.start, evidence.end

"""Questions and the buttons under answers -> messages, computed without the network or the event loop."""

from dataclasses import replace

from bot.answer import Citation
from bot.care import with_care
from bot.engine import Engine
from bot.library import Library
from bot.question import QuestionError
from bot.rich_text import RichText, Style, StyledSpan
from bot.telegram_chat import texts
from bot.telegram_chat.answer_message import answer_messages, evidence_messages
from bot.telegram_chat.answers import Answers, GivenAnswer
from bot.telegram_chat.article_message import context_message
from bot.telegram_chat.asked import Asked
from bot.telegram_chat.limits import Limits
from bot.telegram_chat.memory import Memory
from bot.telegram_chat.messages import Block, Messages, Outgoing, compose, plain
from bot.telegram_chat.metrics import Metrics
from bot.telegram_chat.people import People, Reader
from index.domain import Evidence

MOST_FOUND = 12
MORE_AT_ONCE = 3
MOST_SHOWN = 6


class Replies:
    """Joins the engine, the library and the answers given so far. Blocking; safe to call from several threads."""

    def __init__(
        self,
        engine: Engine,
        library: Library,
        answers: Answers,
        memory: Memory,
        people: People,
        limits: Limits,
        metrics: Metrics,
    ) -> None:
        self._engine = engine
        self._library = library
        self._answers = answers
        self._memory = memory
        self._people = people
        self._limits = limits
        self._metrics = metrics

    def answer(self, question: str, asked: Asked) -> Messages:
        """The answer to a question, kept with its citations; or why it is none."""
        reader = self._people.reader(asked)
        if said := self._limits.reached(self._answers, asked.person_id, reader.say):
            return (plain(said),)
        try:
            answer = self._engine.answer(question, turns=self._memory.turns(asked))
        except QuestionError as error:
            return (_no_question(error, reader),)
        answer = replace(answer, draft=with_care(answer.draft, reader.care))
        self._metrics.answered(answer)
        self._memory.add(asked, answer)
        return answer_messages(answer.draft, self._answers.add(asked, answer), reader.say)

    def example(self, question: str, asked: Asked) -> Messages:
        """The answer to a question that stood on a button, below the question."""
        heading = RichText(question, (StyledSpan(0, len(question), Style.HEADING),))
        return (*compose([Block(heading)]), *self.answer(question, asked))

    def search(self, query: str, asked: Asked) -> Messages:
        """The sentences nearest to some words, without an answer; kept, so that their buttons work."""
        reader = self._people.reader(asked)
        if said := self._limits.reached(self._answers, asked.person_id, reader.say):
            return (plain(said),)
        try:
            found = self._engine.search(query, MOST_SHOWN)
        except QuestionError as error:
            return (_no_question(error, reader),)
        if not found:
            return (plain(reader.say(texts.NOTHING_FOUND)),)
        citations = [Citation(number, one) for number, one in enumerate(found, start=1)]
        answer_id = self._answers.add_search(asked, query, citations)
        return evidence_messages(texts.FOUND, citations, answer_id, reader.say)

    def given(self, answer_id: int, chat_id: int) -> GivenAnswer | None:
        """An answer given before in that chat."""
        return self._answers.get(answer_id, chat_id)

    def context(self, given: GivenAnswer, citation: Citation, asked: Asked, page: int | None = None) -> Messages:
        """A cited sentence in its paragraph, or another page of its article."""
        stored = self._library.article(citation.evidence.source.article_id)
        return (context_message(stored, citation, given, self._people.reader(asked).say, page),)

    def more(self, given: GivenAnswer, asked: Asked) -> Messages:
        """The sentences that came next, numbered on."""
        say = self._people.reader(asked).say
        known = {_place(one.evidence) for one in given.citations}
        found = self._engine.search(given.question, MOST_FOUND + len(known))
        fresh = [one for one in found if _place(one) not in known][:MORE_AT_ONCE]
        if not fresh:
            return (plain(say(texts.NOTHING_MORE)),)
        first = 1 + max((one.number for one in given.citations), default=0)
        citations = [Citation(number, one) for number, one in enumerate(fresh, start=first)]
        self._answers.add_citations(given.id, citations)
        return evidence_messages(texts.MORE, citations, given.id, say)

    def rate(self, given: GivenAnswer, feedback: int) -> None:
        """Keep what a reader thought of an answer: 1 helpful, -1 not."""
        self._answers.rate(given.id, feedback)
        self._metrics.rated(feedback)


def _no_question(error: QuestionError, reader: Reader) -> Outgoing:
    return plain(reader.say.fill(error.reason, **error.numbers))


def _place(evidence: Evidence) -> tuple[str, int, int]:
    return evidence.source.article_id, evidence.start, evidence.end

"""What the bot says to a command, a question or a button: messages, computed without the network or the event loop."""

from collections.abc import Sequence

from bot.answer import Citation
from bot.engine import Engine
from bot.library import Library
from bot.question import QuestionError
from bot.rich_text import RichText
from bot.telegram_chat import texts
from bot.telegram_chat.answer_message import answer_messages, evidence_messages
from bot.telegram_chat.answers import Answers, Asked, GivenAnswer
from bot.telegram_chat.article_message import articles_message, context_message
from bot.telegram_chat.limits import Limits
from bot.telegram_chat.messages import Block, Outgoing, compose, plain
from bot.telegram_chat.metrics import Metrics
from index.domain import Evidence

MOST_FOUND = 12
MORE_AT_ONCE = 3
MOST_SHOWN = 6
Messages = Sequence[Outgoing]


class Replies:
    """Joins the engine, the library and the answers given so far. Blocking; safe to call from several threads."""

    def __init__(self, engine: Engine, library: Library, answers: Answers, limits: Limits, metrics: Metrics) -> None:
        self._engine = engine
        self._library = library
        self._answers = answers
        self._limits = limits
        self._metrics = metrics

    def start(self) -> Messages:
        """What the bot is for."""
        return compose([Block(RichText(texts.START)), Block(RichText(texts.GROUPS), before="\n\n")])

    def help(self) -> Messages:
        """The list of commands."""
        return (plain(texts.HELP),)

    def articles(self, offset: int = 0) -> Messages:
        """What the answers are drawn from, from number `offset` on."""
        return (articles_message(self._library.articles(), offset),)

    def answer(self, question: str, asked: Asked) -> Messages:
        """The answer to a question, kept with its citations; or why it is none."""
        if said := self._limits.reached(self._answers, asked.person_id):
            return (plain(said),)
        try:
            answer = self._engine.answer(question)
        except QuestionError as error:
            return (plain(str(error)),)
        self._metrics.answered(answer)
        return answer_messages(answer.draft, self._answers.add(asked, answer))

    def search(self, query: str, asked: Asked) -> Messages:
        """The sentences nearest to some words, without an answer; kept, so that their buttons work."""
        if said := self._limits.reached(self._answers, asked.person_id):
            return (plain(said),)
        try:
            found = self._engine.search(query, MOST_SHOWN)
        except QuestionError as error:
            return (plain(str(error)),)
        if not found:
            return (plain(texts.NOTHING_FOUND),)
        citations = [Citation(number, one) for number, one in enumerate(found, start=1)]
        return evidence_messages(texts.FOUND, citations, self._answers.add_search(asked, query, citations))

    def given(self, answer_id: int, chat_id: int) -> GivenAnswer | None:
        """An answer given before in that chat."""
        return self._answers.get(answer_id, chat_id)

    def context(self, given: GivenAnswer, citation: Citation, page: int | None = None) -> Messages:
        """A cited sentence in its paragraph, or another page of its article."""
        stored = self._library.article(citation.evidence.source.article_id)
        return (context_message(stored, citation, given, page),)

    def more(self, given: GivenAnswer) -> Messages:
        """The sentences that came next, numbered on."""
        known = {_place(one.evidence) for one in given.citations}
        found = self._engine.search(given.question, MOST_FOUND + len(known))
        fresh = [one for one in found if _place(one) not in known][:MORE_AT_ONCE]
        if not fresh:
            return (plain(texts.NOTHING_MORE),)
        first = 1 + max((one.number for one in given.citations), default=0)
        citations = [Citation(number, one) for number, one in enumerate(fresh, start=first)]
        self._answers.add_citations(given.id, citations)
        return evidence_messages(texts.MORE, citations, given.id)

    def forget(self, person_id: int) -> Messages:
        """Erase what is kept of a person."""
        self._answers.forget(person_id)
        return (plain(texts.FORGOTTEN),)

    def rate(self, given: GivenAnswer, feedback: int) -> None:
        """Keep what a reader thought of an answer: 1 helpful, -1 not."""
        self._answers.rate(given.id, feedback)
        self._metrics.rated(feedback)


def _place(evidence: Evidence) -> tuple[str, int, int]:
    return evidence.source.article_id, evidence.start, evidence.end

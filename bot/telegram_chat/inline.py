"""`@bot question` in any chat: sentences to send there, found without an answerer and at once."""

import logging
from collections.abc import Sequence
from functools import partial

from telegram import InlineQueryResultArticle, InputTextMessageContent, Update
from telegram.error import BadRequest
from telegram.ext import ContextTypes

from bot.answer import Citation
from bot.engine import Engine
from bot.languages import Say
from bot.question import QuestionError
from bot.render import source_line
from bot.telegram_chat.answer_message import found_rich
from bot.telegram_chat.asked import Asked, asked_in
from bot.telegram_chat.messages import Block, compose
from bot.telegram_chat.people import People
from bot.telegram_chat.workers import Workers

MOST_RESULTS = 8
MOST_TITLE = 100
SECONDS_CACHED = 60
logger = logging.getLogger(__name__)


class Inline:
    """Telegram asks anew with every pause in typing: only a person's latest query is worked on."""

    def __init__(self, engine: Engine, people: People, workers: Workers) -> None:
        self._engine = engine
        self._people = people
        self._workers = workers
        self._latest: dict[int, str] = {}

    async def ask(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer an inline query, unless the person has typed on meanwhile."""
        if (query := update.inline_query) is None:
            return
        person_id = query.from_user.id
        self._latest[person_id] = query.id
        results = await self._workers.run(person_id, partial(self._results, query.id, query.query, asked_in(update)))
        if self._latest.get(person_id) != query.id:
            return
        del self._latest[person_id]
        try:
            await query.answer(results, cache_time=SECONDS_CACHED, is_personal=True)
        except BadRequest as error:
            logger.info("an inline query was answered too late: %s", error)

    def _results(self, query_id: str, words: str, asked: Asked) -> Sequence[InlineQueryResultArticle]:
        if self._latest.get(asked.person_id or 0) != query_id:
            return ()
        try:
            found = self._engine.search(words, MOST_RESULTS)
        except QuestionError:  # nothing typed yet, or nothing that can be asked
            return ()
        say = self._people.reader(asked).say
        return [_result(Citation(number, one), say) for number, one in enumerate(found, start=1)]


def _result(citation: Citation, say: Say) -> InlineQueryResultArticle:
    evidence = citation.evidence
    outgoing = compose([Block(found_rich(citation, say, marked=False), quoted=True)])[0]
    return InlineQueryResultArticle(
        str(citation.number),
        evidence.text[:MOST_TITLE],
        InputTextMessageContent(outgoing.text, entities=outgoing.entities),
        description=source_line(evidence.source, say),
    )

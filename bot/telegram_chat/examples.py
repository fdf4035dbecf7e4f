"""Questions to try, drawn from the newest articles, and only such as the engine answers."""

import re
from collections.abc import Iterator
from itertools import islice
from threading import Lock

from bot.engine import Engine
from bot.library import Library
from index.records import StoredArticle

MOST_EXAMPLES = 3
ARTICLES_LOOKED_AT = 5
MOST_TRIED = 8
LONGEST_LABEL = 60
_NAME = r"((?:[A-ZÀ-Ý][\w’'-]+ ){1,2}[A-ZÀ-Ý][\w’'-]+)"
# language -> who said something, and how one asks for it
_SAYERS = {
    "en": (re.compile(rf"{_NAME} (?:said|told|says|warned)\b"), "What did {name} say?"),
    "fr": (re.compile(rf"{_NAME} (?:a dit|a déclaré|a affirmé|dit|déclare)\b"), "Qu’a dit {name}\u202f?"),
}
_ABOUT = {"en": "What happened: {title}?", "fr": "Que s’est-il passé\u00a0: {title}\u202f?"}


class Examples:
    """Thought of anew when there are other articles; safe to call from several threads.

    Whoever comes first waits for the engine's answers to some questions: it had better be one without a language model.
    """

    def __init__(self, engine: Engine, library: Library) -> None:
        self._engine = engine
        self._library = library
        self._lock = Lock()
        self._newest: tuple[str, ...] | None = None
        self._questions: tuple[str, ...] = ()

    def questions(self) -> tuple[str, ...]:
        """At most three, no two on one article while others have any. The first call asks the engine some questions."""
        newest = tuple(one.source.article_id for one in self._library.articles()[:ARTICLES_LOOKED_AT])
        with self._lock:
            if newest != self._newest:
                answered = (one for one in islice(self._candidates(newest), MOST_TRIED) if self._is_answered(one))
                self._newest, self._questions = newest, tuple(islice(answered, MOST_EXAMPLES))
            return self._questions

    def _candidates(self, newest: tuple[str, ...]) -> Iterator[str]:
        found = (self._library.article(article_id) for article_id in newest)
        by_article = [list(dict.fromkeys(example_questions(one))) for one in found if one is not None]
        for place in range(max(map(len, by_article), default=0)):
            yield from (questions[place] for questions in by_article if place < len(questions))

    def _is_answered(self, question: str) -> bool:
        return self._engine.answer(question).answered


def example_questions(stored: StoredArticle) -> Iterator[str]:
    """Questions that an article should answer: what those whom it quotes said, then what its title is about."""
    article = stored.article
    language = article.language if article.language in _SAYERS else "en"
    said, question = _SAYERS[language]
    for start, end in stored.sentences:
        for name in said.findall(article.text[start:end]):
            yield from _short_enough(question.format(name=name))
    yield from _short_enough(_ABOUT[language].format(title=article.source.title.rstrip(".?! ")))


def _short_enough(question: str) -> Iterator[str]:
    if len(question) <= LONGEST_LABEL:
        yield question

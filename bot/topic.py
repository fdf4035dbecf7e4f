"""A question that names nothing, read as one about what was asked before: "How many people died?" after a stampede.

Whether it is meant so shows in the articles: it is asked both ways. About the last topic is taken if its best sentence
is the surer one, and has a word of the question itself in it or beside it: "Why is the sky blue?" finds the stampede
again. Questions about something new find little with the old topic behind them.
"""

import re
from collections.abc import Sequence

from bot.conversation import Turn
from bot.reading.names import names
from bot.reading.words import tokenize
from index.domain import Evidence

MOST_WORDS = 6
_ASKS = re.compile(
    r"^(?:and|but|so|or|et|mais)\b|^(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would)\b"
    r"|\b(?:who|whom|whose|what|which|when|where|why|how|qui|quels?|quelles?|quand|où|pourquoi|comment|combien)\b",
    re.IGNORECASE,
)
_TOPIC = re.compile(r"\(([^()]+)\)\?$")


def with_topic(question: str, turns: Sequence[Turn]) -> str | None:
    """The question with the topic of the last one answered behind it.

    None for one that has a name or a number of its own, and for what is hardly a question.
    """
    last = next((one.question for one in reversed(turns) if one.cited), None)
    has_own = names(question) or any(token.text[0].isdigit() for token in tokenize(question))
    if last is None or has_own or not _ASKS.search(question):
        return None
    kept = _TOPIC.search(last)
    topic = kept[1] if kept else " ".join([token.text for token in tokenize(last) if token.is_content][:MOST_WORDS])
    return f"{question.rstrip(' ?')} ({topic})?" if topic else None


def is_about_topic(question: str, plain: Sequence[Evidence], with_last: Sequence[Evidence]) -> bool:
    """Whether what was found for the question with the last topic is the better answer to it."""
    best = max(with_last, key=_score, default=None)
    if best is None or best.score <= max(map(_score, plain), default=0.0):
        return False
    beside = (best.signals.before, best.signals.after) if best.signals else ()
    return bool(_content(question) & _content(" ".join((best.source.title, best.text, *beside))))


def _score(evidence: Evidence) -> float:
    return evidence.score


def _content(text: str) -> set[str]:
    return {token.stem for token in tokenize(text) if token.is_content}

"""A question that names nothing, read as one about what was asked before: "How many people died?" after a stampede.

Whether it is meant so shows in the articles: it is asked both ways. About the last topic is taken if its best sentence
is the surer one, and has a word of the question itself in it or beside it: "Why is the sky blue?" finds the stampede
again. Questions about something new find little with the old topic behind them.
"""

import re
from collections.abc import Sequence

from bot.conversation import Turn
from bot.odds import log_odds
from bot.own_topic import names_own_topic, split_topic
from bot.reading.word_lists import words_of
from bot.reading.words import tokenize
from index.domain import Evidence

MOST_WORDS = 6
_ASKS = re.compile(
    r"^(?:and|but|so|or|et|mais)\b|^(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would)\b"
    r"|\b(?:who|whom|whose|what|which|when|where|why|how|qui|quels?|quelles?|quand|où|pourquoi|comment|combien)\b",
    re.IGNORECASE,
)
# How much less sure, in log-odds, the answer about the last topic may be: the brackets make it less. With 2, of
# tests/data/follow_up_sessions.jsonl 29 of 33 are read right, and 29 of the 32 kept apart; with 1 fewer of the 33. The
# 32 were scored more than once while the rules were made: they are no untouched half any more.
MARGIN = 2.0
_PERSONS = words_of("he him his she her hers they them their theirs")


def with_topic(question: str, turns: Sequence[Turn]) -> str | None:
    """The question with the topic of the last one answered that has one behind it.

    None for one that has its own, and for what is hardly a question. What was refused lends no topic.
    """
    topic = next((topic for turn in reversed(turns) if turn.cited and (topic := _topic(turn.question))), "")
    mentioned = {token.stem for token in tokenize(topic)}
    if not topic or names_own_topic(question, mentioned) or not _ASKS.search(question):
        return None
    said = {token.stem for token in tokenize(question)}
    kept = [token.text for token in tokenize(topic) if token.stem not in said][:MOST_WORDS]
    return f"{question.rstrip(' ?')} ({' '.join(kept)})?" if kept else None


def _topic(question: str) -> str:
    """What a question was about: the topic it was read with, or its own words; nothing where it names none."""
    asked, topic = split_topic(question)
    if topic or not names_own_topic(asked):
        return topic
    tokens = tokenize(asked)
    before = ["", *(token.text.lower() for token in tokens)]
    # A measure is no topic: "how heavy is the whale".
    return " ".join(
        token.text for token, last in zip(tokens, before, strict=False) if token.is_content and last != "how"
    )


def is_about_topic(question: str, plain: Sequence[Evidence], with_last: Sequence[Evidence]) -> bool:
    """Whether what was found for the question with the last topic is the better answer to it, or about as good.

    "Why did he go?" cannot be meant without one: it is about the last topic whatever the articles say.
    """
    best = max(with_last, key=_score, default=None)
    if best is not None and _PERSONS.intersection(token.text.lower() for token in tokenize(question)):
        return True
    rival = max(map(_score, plain), default=0.0)
    if best is None or log_odds(best.score) <= log_odds(rival) - MARGIN:
        return False
    beside = (best.signals.before, best.signals.after) if best.signals else ()
    return bool(_content(question) & _content(" ".join((best.source.title, best.text, *beside))))


def _score(evidence: Evidence) -> float:
    return evidence.score


def _content(text: str) -> set[str]:
    return {token.stem for token in tokenize(text) if token.is_content}

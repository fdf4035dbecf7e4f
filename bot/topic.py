"""A question that names nothing, read as one about what was asked before: "How many people died?" after a stampede.

Whether it is meant so shows in the articles: it is asked both ways. About the last topic is taken if its best sentence
is the surer one, and has a word of the question itself in it or beside it: "Why is the sky blue?" finds the stampede
again. Questions about something new find little with the old topic behind them.
"""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby

from bot.conversation import Turn
from bot.leaning import is_about_the_chat, is_fragment, leans
from bot.odds import log_odds
from bot.own_topic import names_own_topic, own_topic, split_topic
from bot.reading.words import Token, tokenize
from index.domain import Evidence

MOST_WORDS = 6
_ASKS = re.compile(
    r"^(?:and|but|so|or|et|mais)\b|^(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would)\b"
    r"|\b(?:who|whom|whose|what|which|when|where|why|how|qui|quels?|quelles?|quand|où|pourquoi|comment|combien)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"(?:and|but|so|et|mais)\b", re.IGNORECASE)
# How much less sure, in log-odds, the answer about the last topic may be: the brackets make it less. With 2, of
# tests/data/follow_up_sessions.jsonl 32 of 33 are read right, and 31 of the 32 that are no test. The margin
# was chosen before what leans on the last topic went without it.
MARGIN = 2.0


def with_topic(question: str, turns: Sequence[Turn]) -> str | None:
    """The question with the topic of the last one answered that has one behind it.

    None for one that has its own, and for what is hardly a question. What was refused lends no topic.
    """
    topic = next((topic for turn in reversed(turns) if turn.cited and (topic := _topic(turn.question))), "")
    mentioned = {token.stem for token in tokenize(topic)}
    if _GOES_ON.match(question) and is_fragment(question):
        mentioned |= {token.stem for token in tokenize(question)}  # "And the referee?" is the one of the last topic
    asks = _ASKS.search(question) or is_fragment(question)
    if not topic or not asks or is_about_the_chat(question) or names_own_topic(question, mentioned):
        return None
    said = {token.stem for token in tokenize(question) if token.is_content}
    kept = [_without(run, topic, said) for run in _runs(topic)]
    text = ", ".join(filter(None, kept))
    return f"{question.rstrip(' ?')} ({text})?" if text else None


def _topic(question: str) -> str:
    """What a question was about: the topic it was read with, or its own words; nothing where it names none."""
    asked, topic = split_topic(question)
    if topic:
        return topic
    words = 0
    texts: list[str] = []
    for run in own_topic(asked, with_asked=True):
        words += sum(token.is_content for token in run)
        if words > MOST_WORDS and texts:
            break
        texts.append(asked[run[0].start : run[-1].end])
    return ", ".join(texts)


def _runs(topic: str) -> Iterator[Sequence[Token]]:
    """The tokens between its commas."""
    for is_comma, run in groupby(tokenize(topic), key=lambda token: token.text == ","):
        if not is_comma:
            yield list(run)


def _without(run: Sequence[Token], topic: str, said: AbstractSet[str]) -> str:
    """A part of the topic without the words that the question says itself, and small words that this leaves alone."""
    kept = [token for token in run if token.stem not in said]
    while kept and _is_small(kept[0]):
        kept = kept[1:]
    while kept and _is_small(kept[-1]):
        kept = kept[:-1]
    text = ""
    for before, token in zip([None, *kept], kept, strict=False):
        gap = topic[before.end : token.start] if before and not topic[before.end : token.start].strip() else " "
        text += (gap if before else "") + token.text
    return text


def _is_small(token: Token) -> bool:
    return not (token.is_content or token.text.isupper())  # but US is a name


def is_about_topic(question: str, plain: Sequence[Evidence], with_last: Sequence[Evidence]) -> bool:
    """Whether what was found for the question with the last topic is the better answer to it, or about as good.

    "Why did he go?" and "Who came second?" cannot be meant without one: they are about the last topic whatever the
    articles say.
    """
    best = max(with_last, key=_score, default=None)
    if best is not None and leans(question):
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

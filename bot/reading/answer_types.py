"""What kind of thing a question asks for, and where a sentence holds such a thing."""

import re
from collections.abc import Iterator
from enum import StrEnum

from bot.reading.facts import dates, names, numbers
from bot.reading.words import tokenize
from index.domain import Span


class AnswerType(StrEnum):
    """The kind of thing that would answer."""

    NUMBER = "number"
    TIME = "time"
    PERSON = "person"
    PLACE = "place"
    REASON = "reason"
    YES_NO = "yes_no"
    OTHER = "other"


_KINDS = (
    (
        AnswerType.NUMBER,
        r"\bhow (?:many|much|old|long|tall|high|far|fast|big|large|often|deep|wide|heavy)\b"
        r"|\b(?:what|which) (?:is the |was the |are the |were the )?(?:total |exact |average )?"
        r"(?:number|percent|percentage|proportion|share|age|ratio|amount|fraction|distance|price|cost|rate|size|population|"
        r"temperature|speed|length|height|weight)\b|\bcombien\b",
    ),
    (
        AnswerType.TIME,
        r"\bwhen\b|\b(?:what|which) (?:exact )?(?:years?|dates?|day|month|century|decade|time|season|era|period)\b|\bquand\b",
    ),
    (
        AnswerType.PLACE,
        r"\bwhere\b|\b(?:what|which) (?:country|countries|city|cities|place|state|region|town|river|continent|nation|"
        r"location|area|street|base|airbase|airport)\b|\boù\b",
    ),
    (
        AnswerType.PERSON,
        r"\bwho(?:m|se)?\b|\b(?:what|which) (?:person|man|woman|president|king|queen|author|scientist|actor|player|leader|"
        r"minister)\b|\bqui\b",
    ),
    (AnswerType.REASON, r"\bwhy\b|\b(?:for )?what reason\b|\bwhat (?:caused|causes|led)\b|\bpourquoi\b"),
    (AnswerType.YES_NO, r"^(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might|must)\b"),
)
_PATTERNS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _KINDS)
_REASON = re.compile(
    r"\b(?:because|due to|so that|in order to|as a result|caused?|reasons?|therefore|thanks to|led to|owing to|since|"
    r"accus\w+|amid|parce que|car|afin de|à cause)\b",
    re.IGNORECASE,
)
_PLACE_BEFORE = re.compile(
    r"\b(?:in|at|near|from|to|of|across|outside|inside|around|through|à|en|de)\s+(?:the\s+|la\s+|le\s+)?$"
)
_VAGUE_NUMBER = re.compile(
    r"\b(?:several|dozens?|hundreds|thousands|millions|few|half|once|twice|most|none)\b", re.IGNORECASE
)


def answer_type(question: str) -> AnswerType:
    """The kind of thing asked for; OTHER where that is not sure."""
    return next((kind for kind, pattern in _PATTERNS if pattern.search(question.strip())), AnswerType.OTHER)


def answers_in(kind: AnswerType, question: str, sentence: str) -> tuple[Span, ...]:
    """Where the sentence holds a thing of the kind that the question does not itself name."""
    return tuple(_answers(kind, question, sentence))


def fits(kind: AnswerType, question: str, sentence: str) -> float:
    """How surely the sentence holds what is asked for: 1 surely, 0.5 perhaps or where the kind says little, 0 not."""
    if kind in (AnswerType.YES_NO, AnswerType.OTHER):
        return 0.5
    if answers_in(kind, question, sentence):
        return 1.0
    return 0.5 if kind is AnswerType.NUMBER and _VAGUE_NUMBER.search(sentence) else 0.0


def _answers(kind: AnswerType, question: str, sentence: str) -> Iterator[Span]:
    match kind:
        case AnswerType.NUMBER:
            asked = numbers(question)
            for number in numbers(sentence):
                if not number.weak and not any(number.same_value(one) for one in asked):
                    yield number.start, number.end
        case AnswerType.TIME:
            known = {date.text.casefold() for date in dates(question)}
            for date in dates(sentence):
                if date.text.casefold() not in known:
                    yield date.start, date.end
        case AnswerType.PERSON | AnswerType.PLACE:
            said = {token.stem for token in tokenize(question)}
            for name in names(sentence):
                new = not {token.stem for token in tokenize(name.text)} <= said
                if new and (kind is AnswerType.PERSON or _PLACE_BEFORE.search(sentence[: name.start])):
                    yield name.start, name.end
        case AnswerType.REASON:
            for found in _REASON.finditer(sentence):
                yield found.span()

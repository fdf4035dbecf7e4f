"""What kind of thing a question asks for, and where a sentence holds such a thing."""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from enum import StrEnum

from bot.reading.facts import CalendarDate, Quantity, dates, names, numbers
from bot.reading.words import tokenize
from bot.reading.yes_no_forms import has_yes_no_form
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
        r"\bwhen\b|\b(?:what|which) (?:exact )?(?:years?|dates?|day|month|century|decade|time|season|era|period)\b"
        r"|\bquand\b",
    ),
    (
        AnswerType.PLACE,
        r"\bwhere\b|\b(?:what|which) (?:country|countries|city|cities|place|state|region|town|river|continent|nation|"
        r"location|area|street|base|airbase|airport)\b|\boù\b",
    ),
    (
        AnswerType.PERSON,
        r"\bwho(?:m|se)?\b|\b(?:what|which) (?:person|man|woman|president|king|queen|author|scientist|actor|player|"
        r"leader|minister)\b|\bqui\b",
    ),
    (AnswerType.REASON, r"\bwhy\b|\b(?:for )?what reason\b|\bwhat (?:caused|causes|led)\b|\bpourquoi\b"),
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
_VAGUE_NUMBER = re.compile(r"\b(?:several|dozens?|hundreds|thousands|millions|few|half|none)\b", re.IGNORECASE)
_CALENDAR_UNIT = re.compile(r"\b(?:what|which) (?:exact )?(?P<unit>year|month|date|day)\b", re.IGNORECASE)
_HOW_MANY = re.compile(r"\bhow many\b", re.IGNORECASE)
# A number that belongs to a name: "Airbase 101", but not the first word of a sentence, "About 60".
_NAME_BEFORE = re.compile(r"\S\s+[A-Z][^\W\d_]+\s$")
_COUNTING_UNITS = {"", "%"}  # "some 750km" says nothing of how many troops there are
_REACH = 2  # content words behind a number: "60 Russian troops"


def answer_type(question: str) -> AnswerType:
    """The kind of thing asked for; OTHER where that is not sure."""
    other = AnswerType.YES_NO if has_yes_no_form(question) else AnswerType.OTHER
    return next((kind for kind, pattern in _PATTERNS if pattern.search(question.strip())), other)


def answers_in(kind: AnswerType, question: str, sentence: str) -> tuple[Span, ...]:
    """Where the sentence holds a thing of the kind that the question does not itself name."""
    return tuple(_answers(kind, question, sentence))


def answers_too(question: str, best: str, other: str) -> bool:
    """Whether another sentence holds what is asked for, a number, time, person or place, if the best one does."""
    kind = answer_type(question)
    if kind not in (AnswerType.NUMBER, AnswerType.TIME, AnswerType.PERSON, AnswerType.PLACE):
        return True
    return bool(answers_in(kind, question, other)) or not answers_in(kind, question, best)


def plainly_missing(question: str, sentence: str) -> bool:
    """Whether the question asks outright for a number, or for a year, month or day, and the sentence has none."""
    kind = answer_type(question)
    if kind is AnswerType.NUMBER:
        return not (answers_in(kind, question, sentence) or _VAGUE_NUMBER.search(sentence))
    unit = _CALENDAR_UNIT.search(question) if kind is AnswerType.TIME else None
    if unit is None:
        return False
    return not any(_is_as_exact(date, unit["unit"].casefold()) for date in dates(sentence))


def _is_as_exact(date: CalendarDate, unit: str) -> bool:
    match unit:
        case "year":
            return date.year is not None or date.relative is not None
        case "month":
            return date.month is not None
        case _:
            return date.day is not None or date.weekday is not None


def sure_answers(question: str, sentence: str) -> tuple[Span, ...]:
    """The words of the sentence that answer, where that is certain: the number beside what is counted, the date.

    Nothing where there are several, or where the question asks for something that cannot be told by its form.
    """
    kind = answer_type(question)
    if kind not in (AnswerType.NUMBER, AnswerType.TIME):
        return ()
    found = answers_in(kind, question, sentence)
    if kind is AnswerType.NUMBER:
        asked = {token.stem for token in tokenize(question) if token.is_content}
        found = tuple((start, end) for start, end in found if _counts(sentence, start, end, asked))
    return found if len(found) == 1 else ()


def _counts(sentence: str, start: int, end: int, asked: AbstractSet[str]) -> bool:
    """Whether what the question asks about stands right behind the number."""
    following = [token for token in tokenize(sentence) if token.start >= end and token.is_content]
    within = [token for token in tokenize(sentence) if start <= token.start < end]
    return any(token.stem in asked for token in (*within, *following[:_REACH]))


def _may_count(question: str, number: Quantity) -> bool:
    """Whether a number can say how many: it has no unit, or the one that the question counts in."""
    asked = {token.stem for token in tokenize(question)}
    return number.unit in _COUNTING_UNITS or any(token.stem in asked for token in tokenize(number.text))


def _answers(kind: AnswerType, question: str, sentence: str) -> Iterator[Span]:
    match kind:
        case AnswerType.NUMBER:
            asked = numbers(question)
            for number in numbers(sentence):
                other = number.weak or any(number.same_value(one) for one in asked)
                other = other or bool(_NAME_BEFORE.search(sentence[: number.start]))
                if not other and (not _HOW_MANY.search(question) or _may_count(question, number)):
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

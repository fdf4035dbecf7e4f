"""Numbers with what they count, and dates: 60 troops and 12 planes are not 12 troops and 60 planes."""

from collections.abc import Sequence
from functools import lru_cache

from bot.reading.calendar_dates import CalendarDate, calendar_dates
from bot.reading.facts import numbers
from bot.reading.quantities import Quantity
from bot.reading.word_lists import CLAUSE_BORDERS
from bot.reading.words import alike, tokenize

_REACH = 6


@lru_cache(maxsize=4_000)
def surroundings(text: str, start: int, end: int) -> frozenset[str]:
    """Stems of the content words beside a span, within its clause: what a number there counts."""
    tokens = tokenize(text)
    near: set[str] = set()
    before = [token for token in tokens if token.end <= start][::-1]
    after = [token for token in tokens if token.start >= end]
    for side in (before, after):
        for token in side[:_REACH]:
            if token.text.lower() in CLAUSE_BORDERS and token.text != "–":
                break
            if token.is_content and not token.text[0].isdigit():
                near.add(token.stem)
    return frozenset(near)


def unsupported_numbers(statement: str, cited: Sequence[str]) -> list[Quantity]:
    """Numbers of the statement that the cited sentences lack, or that count there what another number counts."""
    theirs = [(text, each) for text in cited for each in numbers(text)]
    years = {date.year for text in cited for date in calendar_dates(text)}
    mine = numbers(statement)
    return [
        each
        for at, each in enumerate(mine)
        if not _is_supported(statement, each, theirs, years) or _is_one_too_many(each, mine[:at], theirs)
    ]


def unsupported_dates(statement: str, cited: Sequence[str]) -> list[CalendarDate]:
    """Dates of the statement that no cited date says in full, or that it says oftener than they do."""
    theirs = [date for text in cited for date in calendar_dates(text)]
    years = {number.value for text in cited for number in numbers(text) if not number.unit}
    mine = calendar_dates(statement)
    wrong: list[CalendarDate] = []
    for at, date in enumerate(mine):
        support = sum(date.supported_by(other) for other in theirs)
        said = sum(date.text.lower() == other.text.lower() for other in mine[: at + 1])
        if not (0 < said <= support or (date.text == str(date.year) and date.year in years)):
            wrong.append(date)
    return wrong


def _is_one_too_many(number: Quantity, earlier: Sequence[Quantity], theirs: Sequence[tuple[str, Quantity]]) -> bool:
    """Whether a number is said oftener than the cited sentences say it: "9 votes to 9" for "9 votes to 4"."""
    said = sum(number.value == other.value and number.unit == other.unit for other in earlier)
    return not number.weak and 0 < sum(number.same_value(other) for _, other in theirs) <= said


def _is_supported(
    statement: str, number: Quantity, theirs: Sequence[tuple[str, Quantity]], years: set[int | None]
) -> bool:
    near = surroundings(statement, number.start, number.end)
    head = counted_noun(statement, number)
    own, others = -1, 0  # most words shared with the surroundings of this number there, and of another one
    for text, other in theirs:
        if number.supported_by(other):
            counted = counted_noun(text, other)
            if bool(head) != bool(counted) or (counted and any(alike(counted, word) for word in near)):
                return True  # the number stands alone on one side, or what it counts is named
            own = max(own, len(near & surroundings(text, other.start, other.end)))
        elif other.same_unit(number) and not other.same_value(number):
            others = max(others, len(near & surroundings(text, other.start, other.end)))
    if own < 0:
        return (not number.unit and number.value in years) or (number.weak and not others)
    return own >= others


def counted_noun(text: str, number: Quantity) -> str:
    """The stem of the first content word after a number, within its clause: most often what it counts."""
    for token in tokenize(text):
        if token.start >= number.end:
            if token.text.lower() in CLAUSE_BORDERS | {"of"} or token.text[0].isdigit():
                return ""
            if token.is_content:
                return token.stem
    return ""

"""Numbers and what they count: 60 troops and 12 planes are not 12 troops and 60 planes."""

from collections.abc import Sequence
from functools import lru_cache

from bot.calendar_dates import calendar_dates
from bot.facts import numbers
from bot.quantities import Quantity
from bot.words import CLAUSE_BORDERS, tokenize

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
            if token.text.lower() in CLAUSE_BORDERS:
                break
            if token.is_content and not token.text[0].isdigit():
                near.add(token.stem)
    return frozenset(near)


def unsupported_numbers(statement: str, cited: Sequence[str]) -> list[Quantity]:
    """Numbers of the statement that the cited sentences lack, or that count there what another number counts."""
    theirs = [(text, each) for text in cited for each in numbers(text)]
    years = {date.year for text in cited for date in calendar_dates(text)}
    return [each for each in numbers(statement) if not _is_supported(statement, each, theirs, years)]


def _is_supported(
    statement: str, number: Quantity, theirs: Sequence[tuple[str, Quantity]], years: set[int | None]
) -> bool:
    near = surroundings(statement, number.start, number.end)
    common = {True: -1, False: 0}  # supports the number -> most words shared with what it stands by
    for text, other in theirs:
        supports = number.supported_by(other)
        if supports or (other.same_unit(number) and not other.same_value(number)):
            shared = len(near & surroundings(text, other.start, other.end))
            common[supports] = max(common[supports], shared)
    if common[True] < 0:
        return (not number.unit and number.value in years) or (number.weak and not common[False])
    return common[True] >= common[False]

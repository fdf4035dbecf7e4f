"""The checkable facts of a text with their spans: numbers, dates and names, and the kinds of what can be wrong."""

from dataclasses import dataclass
from enum import StrEnum

from bot.reading.calendar_dates import CalendarDate, calendar_dates
from bot.reading.names import Name, names
from bot.reading.quantities import Quantity, quantities

__all__ = ["CalendarDate", "Fact", "FactKind", "Name", "Quantity", "dates", "names", "numbers"]


class FactKind(StrEnum):
    """What kind of fact lacks its match."""

    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    NEGATION = "negation"
    OPPOSITE = "opposite"
    ORDER = "order"
    WORDING = "wording"
    CONTENT = "content"


@dataclass(frozen=True, slots=True)
class Fact:
    """A part of a statement: `text == statement[start:end]`."""

    kind: FactKind
    text: str
    start: int
    end: int


def dates(text: str) -> tuple[CalendarDate, ...]:
    """Every date of a text, in order, as exact as it is written."""
    return calendar_dates(text)


def numbers(text: str) -> tuple[Quantity, ...]:
    """Every number of a text that is no part of a date, in order, with its unit."""
    taken = [(date.start, date.end) for date in calendar_dates(text)]
    return tuple(
        each for each in quantities(text) if not any(each.start < end and each.end > start for start, end in taken)
    )

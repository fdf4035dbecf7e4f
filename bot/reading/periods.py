"""The time a question asks about: "latest", "yesterday", "last week", "in March", "since 2023".

Words for a few days say when an article was published, on one of them or the day after: they are strict. Words for a
longer time, and dates, are not: an article of January reports on last year, and "in March" may be its own words.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from bot.reading.calendar_dates import CalendarDate, calendar_dates
from bot.reading.letters import without_lookalikes
from bot.reading.number_words import SMALL

_NEWEST = re.compile(
    r"\b(?:latest|newest|most recent(?:ly)?|recent(?:ly)?|lately|now|nowadays|current(?:ly)?|at the moment|so far"
    r"|to date|these days|up[- ]to[- ]date|last time)\b",
    re.IGNORECASE,
)
_LAST_FEW = re.compile(
    rf"\b(?:last|past|previous)\s+(?:few|couple\sof|(?P<count>\d{{1,3}}|{'|'.join(SMALL)}))\s+"
    r"(?P<unit>days|weeks|months|years)\b",
    re.IGNORECASE,
)
_FEW = 4
_DAYS = {"days": 1, "weeks": 7, "months": 31, "years": 366}
_RELATIVE = re.compile(
    r"\b(?:(?P<today>today|tonight|this\s(?:morning|afternoon|evening))|(?P<yesterday>yesterday|last\snight)"
    r"|(?P<which>this|last|past|previous)\s+(?P<unit>weekend|week|month|year))\b",
    re.IGNORECASE,
)
_MONTH_TYPED_SMALL = re.compile(
    r"\b((?:in|of|since|until|before|after|by|during|early|late|from|last|this)\s+)(january|february|march|april|may|june"
    r"|july|august|september|october|november|december)\b"
)
_SINCE = re.compile(r"\b(?:since|after)\s+$", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:before|until|till)\s+$", re.IGNORECASE)
_BETWEEN = re.compile(r"\b(?:between|from)\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Period:
    """Days, both ends included; None is an open end, and with both open it asks for what is newest.

    `month` is one of any year. `strict` when what was published at another time is no answer.
    """

    phrase: str
    first: date | None = None
    last: date | None = None
    month: int | None = None
    strict: bool = False

    @property
    def newest(self) -> bool:
        """Whether it asks for what is newest."""
        return self.first is None and self.last is None and self.month is None

    def holds(self, published: str | None) -> bool | None:
        """Whether an article was published in it; None where that is not known. `published` is ISO 8601, "2024" too."""
        days = published_days(published)
        if days is None:
            return None
        if self.month is not None:
            return days[0].month == days[1].month == self.month
        return (self.first is None or self.first <= days[1]) and (self.last is None or days[0] <= self.last)


def period(question: str, today: date) -> Period | None:
    """The time that a question names, None when it names none, or several that are no range."""
    question = without_lookalikes(question)
    return _counted(question, today) or _relative(question, today) or _dated(question, today) or _asks_newest(question)


def published_days(published: str | None) -> tuple[date, date] | None:
    """The first and the last day that an ISO 8601 date may mean: "2024-05" is all of May; None for what is no date."""
    found = re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", published or "")
    if found is None:
        return None
    try:
        return _days_of(*(int(part) if part else None for part in found.groups()))
    except ValueError:
        return None


def _asks_newest(question: str) -> Period | None:
    found = _NEWEST.search(question)
    return Period(found.group()) if found else None


def _counted(question: str, today: date) -> Period | None:
    found = _LAST_FEW.search(question)
    if found is None:
        return None
    count, unit = (found["count"] or "").lower(), found["unit"].lower()
    number = int(count) if count.isdecimal() else int(SMALL.get(count, _FEW))
    first = today - timedelta(days=number * _DAYS[unit])
    return Period(found.group(), first, today, strict=unit in ("days", "weeks"))


def _relative(question: str, today: date) -> Period | None:
    found = _RELATIVE.search(question)
    if found is None:
        return None
    phrase = found.group()
    if found["today"]:
        return Period(phrase, today, today, strict=True)
    if found["yesterday"]:
        return Period(phrase, today - timedelta(days=1), today, strict=True)
    unit, back = found["unit"].lower(), found["which"].lower() != "this"
    if unit in ("week", "weekend"):
        monday = today - timedelta(days=today.weekday() + (7 if back else 0))
        first = monday + timedelta(days=5 if unit == "weekend" else 0)
        return Period(phrase, first, monday + timedelta(days=7), strict=True)
    if unit == "month":
        last_of_it = today.replace(day=1) - timedelta(days=1) if back else today
        return Period(phrase, *_days_of(last_of_it.year, last_of_it.month, None))
    return Period(phrase, *_days_of(today.year - back, None, None))


def _dated(question: str, today: date) -> Period | None:
    text = _MONTH_TYPED_SMALL.sub(lambda found: found[1] + found[2].title(), question)
    dates = [one for one in calendar_dates(text) if one.year or one.month or one.weekday]
    if len(dates) == 2 and _BETWEEN.search(text[: dates[0].start]):
        ranges = [_days(one, today) for one in dates]
        if ranges[0] and ranges[1] and ranges[0][0] <= ranges[1][1]:
            return Period(text[dates[0].start : dates[1].end], ranges[0][0], ranges[1][1])
    if len(dates) != 1:
        return None
    before, one = text[: dates[0].start], dates[0]
    days = _days(one, today)
    if days and _SINCE.search(before):
        return Period(one.text, first=days[0])
    if days and (end := _UNTIL.search(before)):
        return Period(one.text, last=days[0] - timedelta(days=1) if "before" in end.group().lower() else days[1])
    if one.month and not (one.year or one.day or one.relative):
        return Period(one.text, month=one.month)
    return Period(one.text, *days) if days else None


def _days(written: CalendarDate, today: date) -> tuple[date, date] | None:
    """The days of a date; where it has no year, the last such days that have begun."""
    if written.weekday and not written.month:
        day = today - timedelta(days=(today.isoweekday() - written.weekday) % 7)
        return day, day
    try:
        if written.year:
            return _days_of(written.year, written.month, written.day)
        days = _days_of(today.year, written.month, written.day)
        return days if days[0] <= today else _days_of(today.year - 1, written.month, written.day)
    except ValueError:  # 30 February, or 29 February of another year
        return None


def _days_of(year: int | None, month: int | None, day: int | None) -> tuple[date, date]:
    """The first and the last day of a year, a month or a day. ValueError where there is no such."""
    first = date(year or 0, month or 1, day or 1)
    if day:
        return first, first
    end = month or 12
    return first, date(first.year, end, monthrange(first.year, end)[1])

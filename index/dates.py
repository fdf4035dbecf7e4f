"""Dates as newspapers write them -> ISO 8601, only where they can be read in one way."""

import math
import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

# The first letters that tell a month apart, in English, French, Spanish, German, Portuguese, Italian, Dutch.
_MONTHS = (
    ("jan", "janv", "ene", "gen", "jän"),
    ("feb", "févr", "fevr", "fev", "fév"),
    ("mar", "mär", "maer", "maar", "mrt"),
    ("apr", "avr", "abr"),
    ("may", "mai", "mag", "mei"),
    ("jun", "juin", "giu"),
    ("jul", "juil", "lug"),
    ("aug", "août", "aout", "ago"),
    ("sep", "set"),
    ("oct", "okt", "out", "ott"),
    ("nov",),
    ("dec", "déc", "dic", "dez"),
)
_MONTH = r"(?P<month>(?:" + "|".join(name for names in _MONTHS for name in names) + r")[^\W\d_]{0,7})\.?"
# Read as `_MONTH` is, which takes "ſ" for "s".
_MONTH_STARTS = [re.compile("|".join(names), re.IGNORECASE) for names in _MONTHS]
_YEAR = r"(?P<year>(?:1[6-9]|20)\d\d)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th|er|º|\.)?"
_WEEKDAY = r"(?:[^\W\d_]{3,13}\.?,?\s+)?"
_TIME = r"(?:(?:\s*,|\s+-|\s+at)?\s*\d{1,2}[:.h]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?\s*(?:\(?[A-Z]{2,4}\)?)?)?"
MONTH_FIRST = rf"{_WEEKDAY}{_MONTH}\s+{_DAY},?\s+{_YEAR}{_TIME}"
DAY_FIRST = rf"{_WEEKDAY}{_DAY}\s+(?:de\s+)?{_MONTH},?\s+(?:de\s+)?{_YEAR}{_TIME}"
MONTH_AND_YEAR = rf"{_MONTH},?\s+(?:de\s+)?{_YEAR}"
_WRITTEN = [re.compile(pattern, re.IGNORECASE) for pattern in (MONTH_FIRST, DAY_FIRST, MONTH_AND_YEAR)]
_YEAR_FIRST = re.compile(r"(?P<year>(?:1[6-9]|20)\d\d)(?:[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?)?")
_YEAR_LAST = re.compile(r"(?P<first>\d{1,2})[-/.](?P<second>\d{1,2})[-/.](?P<year>(?:1[6-9]|20)\d\d)")
_IN_NAME = re.compile(r"(?<!\d)(20\d\d|19\d\d)([-_.]?)([01]\d)\2([0-3]\d)(?!\d)")
_TIME_BEHIND = re.compile(rf"(?P<date>\d[\d/.-]*\d)(?=[\s,]){_TIME}", re.IGNORECASE)
_ZONE = re.compile(r"\s*(?:(?P<offset>[+-]\d\d(?::?\d\d)?)|UTC|GMT)$")
_EPOCH_SECONDS = range(10**8, 10**10)
_YEARS_AND_DAYS = range(1600, 10**8)


def parse_date(value: object) -> str | None:
    """ISO 8601, as exact as given ("2024", "2024-05", "2024-05-03", with a time where one stands in a standard form).

    None where the value is no date or can be read in two ways ("03/05/2024"). Takes text, `date`, `datetime` and
    seconds or milliseconds since 1970.
    """
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_number(value)
    if not isinstance(value, str):
        return None
    text = value.strip()
    dated = _TIME_BEHIND.fullmatch(text)
    return _standard(text) or _numbers(dated["date"] if dated else text) or _words(text)


def date_in_name(name: str) -> str | None:
    """The date in a file name such as `2024-05-03-title` or `title_20240503`."""
    found = _IN_NAME.search(name)
    return _iso(int(found[1]), int(found[3]), int(found[4])) if found else None


def _from_number(value: float) -> str | None:
    """A year, a day as 20240503, or seconds or milliseconds since 1970, of which parts of a second are left out."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    whole = int(value)
    seconds = whole if whole in _EPOCH_SECONDS else whole // 1000
    if seconds in _EPOCH_SECONDS:
        return datetime.fromtimestamp(seconds, UTC).isoformat()
    return _numbers(str(whole)) if whole == value and whole in _YEARS_AND_DAYS else None


def _standard(text: str) -> str | None:
    """ISO 8601 with a time, or RFC 2822 as in feeds."""
    try:
        if re.match(r"\d{4}-\d\d-\d\d[T ]\d\d", text):
            return datetime.fromisoformat(_ZONE.sub(_offset, text)).isoformat()
        if re.match(r"(?:\w{3},\s*)?\d{1,2} \w{3} \d{4} \d\d:", text):
            return parsedate_to_datetime(text).isoformat()
    except (ValueError, OverflowError):  # a zone of more hours than a number holds
        return None
    return None


def _offset(zone: re.Match[str]) -> str:
    return zone["offset"] or "+00:00"


def _numbers(text: str) -> str | None:
    if found := _YEAR_FIRST.fullmatch(text):
        return _iso(*(int(part) if part else None for part in found.group("year", "month", "day")))
    if found := re.fullmatch(r"((?:19|20)\d\d)(\d\d)(\d\d)", text):
        return _iso(int(found[1]), int(found[2]), int(found[3]))
    if found := _YEAR_LAST.fullmatch(text):
        first, second, year = (int(part) for part in found.group("first", "second", "year"))
        if first > 12 or first == second:
            return _iso(year, second, first)
        if second > 12:
            return _iso(year, first, second)
    return None


def _words(text: str) -> str | None:
    for pattern in _WRITTEN:
        if found := pattern.fullmatch(text):
            months = (number for number, name in enumerate(_MONTH_STARTS, start=1) if name.match(found["month"]))
            month = next(months, None)
            day = int(found["day"]) if "day" in pattern.groupindex else None
            return _iso(int(found["year"]), month, day) if month else None
    return None


def _iso(year: int | None, month: int | None = None, day: int | None = None) -> str | None:
    try:
        exact = date(year or 0, month or 1, day or 1)
    except ValueError:
        return None
    return exact.isoformat()[: 10 if day else 7 if month else 4]

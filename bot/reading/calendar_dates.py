"""Dates as news writes them, as exact as they are: "3 May 2024", "In March", "on Tuesday", "last year", "the 1990s"."""

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.reading.letters import without_lookalikes
from bot.reading.word_lists import words_of

_MONTHS = {
    spelling: number
    for number, spellings in enumerate(
        (
            "january jan janvier enero januar",
            "february feb février febrero februar",
            "march mar mars marzo märz",
            "april apr avril abril",
            "may mai mayo",
            "june jun juin junio juni",
            "july jul juillet julio juli",
            "august aug août agosto",
            "september sept sep septembre septiembre",
            "october oct octobre octubre oktober",
            "november nov novembre noviembre",
            "december dec décembre diciembre dezember",
        ),
        1,
    )
    for spelling in spellings.split()
}
_WEEKDAYS = {
    day: number
    for number, days in enumerate(
        (
            "monday lundi lunes montag",
            "tuesday mardi martes dienstag",
            "wednesday mercredi miércoles mittwoch",
            "thursday jeudi jueves donnerstag",
            "friday vendredi viernes freitag",
            "saturday samedi sábado samstag",
            "sunday dimanche domingo sonntag",
        ),
        1,
    )
    for day in days.split()
}
_ENGLISH_MONTHS = words_of(
    "january jan february feb march mar april apr may june jun july jul august aug september sept sep october oct "
    "november nov december dec"
)
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_WEEKDAY = "|".join(sorted(_WEEKDAYS, key=len, reverse=True))
_RELATIVE = r"(?:earlier this|later this|last|next|this|past|previous|coming|following)"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:1\d{3}|20\d{2})"
_NOT_MORE = r"(?![\w%]|[.,]\d)"
_DATE = re.compile(
    rf"(?P<iso>\b{_YEAR}-[01]\d-[0-3]\d\b)"
    rf"|(?:\b(?P<relative>{_RELATIVE})\s+)?(?:\b(?P<weekday>{_WEEKDAY})\b,?\s*)?"
    rf"(?:\b(?P<day>{_DAY})(?:st|nd|rd|th|\.)?\s+(?:of\s+|de\s+)?)?"
    rf"\b(?P<month>{_MONTH})\b\.?"
    rf"(?:\s+(?P<day2>{_DAY})(?:st|nd|rd|th)?{_NOT_MORE}(?!\s+(?:{_MONTH})\b))?(?:,?\s+(?:de\s+)?(?P<year>{_YEAR}){_NOT_MORE})?"
    rf"|(?:\b(?P<relative2>{_RELATIVE})\s+)?\b(?P<weekday2>{_WEEKDAY})\b"
    rf"|\b(?P<period>{_RELATIVE}\s+(?:night|weekend|week|month|year|spring|summer|autumn|fall|winter|decade|century))\b"
    r"|\b(?P<near>yesterday|today|tomorrow|tonight)\b"
    r"|\b(?P<decade>(?:1\d|20)\d0s|(?:mid-)?(?:twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties))\b"
    r"|(?:(?<=in )|(?<=since )|(?<=by )|(?<=from )|(?<=until )|(?<=to )|(?<=of )|(?<=and )|(?<=between )|(?<=before )"
    r"|(?<=after )|(?<=early )|(?<=late )|(?<=mid-)|(?<=the )|(?<=[(/–,-])|(?<=, ))"
    rf"(?P<bare>{_YEAR}){_NOT_MORE}",
    re.IGNORECASE,
)
_NAME_BEFORE = re.compile(r"\b(?!(?:In|On|By|Since|Until|Last|Next|This|Late|Early|Mid|The)\b)[A-Z][a-z]+\s$")


@dataclass(frozen=True, slots=True)
class CalendarDate:
    """A date with its span, as exact as it was written; what was not said is None.

    `relative` is a phrase kept as it is, lower case: "last year", "yesterday", "the 1990s" as "1990s", or "last" beside
    a weekday or a month.
    """

    text: str
    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    relative: str | None = None

    def supported_by(self, cited: "CalendarDate") -> bool:
        """Whether the cited date says everything this one says."""
        return all(
            mine is None or mine == theirs
            for mine, theirs in (
                (self.year, cited.year),
                (self.month, cited.month),
                (self.day, cited.day),
                (self.weekday, cited.weekday),
                (self.relative, cited.relative),
            )
        )


def _is_month(match: re.Match[str], text: str) -> bool:
    """Whether the month's word is one: `may` and `march` are verbs, `Theresa May` is a name, `Mars` a planet."""
    word, exact = match["month"], bool(match["day"] or match["day2"] or match["year"])
    if word.lower() in _ENGLISH_MONTHS and not word[0].isupper():
        return False
    if word in ("Mars", "Mar") and not exact:
        return False
    if word in ("May", "March") and not exact and not match["relative"]:
        before = text[: match.start("month")]
        return bool(before.strip()) and before.rstrip()[-1:] not in '.!?“"' and not _NAME_BEFORE.search(before)
    return True


def _date(match: re.Match[str], written: str) -> CalendarDate:
    start, end = match.span()
    text = written[start:end]
    if match["iso"]:
        return CalendarDate(text, start, end, int(text[:4]), int(text[5:7]), int(text[8:]))
    if match["bare"]:
        return CalendarDate(text, start, end, year=int(match["bare"]))
    phrase = match["period"] or match["near"] or match["decade"]
    if phrase:
        return CalendarDate(text, start, end, relative=" ".join(phrase.lower().split()))
    relative, weekday = match["relative"] or match["relative2"], match["weekday"] or match["weekday2"]
    day = match["day"] or match["day2"]
    return CalendarDate(
        text,
        start,
        end,
        int(match["year"]) if match["year"] else None,
        _MONTHS[match["month"].lower()] if match["month"] else None,
        int(day) if day else None,
        _WEEKDAYS[weekday.lower()] if weekday else None,
        relative.lower() if relative else None,
    )


@lru_cache(maxsize=2_000)
def calendar_dates(text: str) -> tuple[CalendarDate, ...]:
    """Every date of a text, in order."""
    plain = without_lookalikes(text)
    matches = (match for match in _DATE.finditer(plain) if not match["month"] or _is_month(match, plain))
    return tuple(_date(match, text) for match in matches)

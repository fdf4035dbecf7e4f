"""Written and spelt numbers with the unit they carry: "1.2 million dollars" and "$1,200,000" are one quantity."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from math import isclose
from unicodedata import numeric

from bot.reading.letters import without_lookalikes
from bot.reading.number_words import FRACTIONS, ORDINALS, SCALES, SMALL, SPELT, fraction_value, spelt_value
from bot.reading.units import CURRENCY_SIGNS, MAGNITUDES, TIME_UNITS, unit_after
from bot.reading.word_lists import words_of

_ROUNDING = 1e-14  # of what is multiplied, as in "3.3 million": twelve digits that differ in the last are two numbers
_VAGUE = words_of("dozens scores hundreds thousands millions billions trillions")
_TIMES = {"twice": 2.0, "thrice": 3.0}

_VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"
_WRITTEN = re.compile(
    rf"(?<![\w.])(?<!\d,)(?:\d+(?:[,\u00a0\u202f]\d{{3}})*(?:[.,]\d+)?(?:st|nd|rd|th|\s?[{_VULGAR}])?|[{_VULGAR}])(?![\d])"
)
# A hyphen behind a word is none: "1-3", "COVID-19".
_MINUS = re.compile(r"(?:(?<![^\s(\[“\"«‘'$€£])[-−–‒]|\bminus\s)$", re.IGNORECASE)
_GROUPED = re.compile(r"[,\u00a0\u202f](?=\d{3}(?:\D|$))")
_SPELT_WORDS = "|".join(sorted(SPELT | SCALES, key=len, reverse=True))
_SPELT_NUMBER = re.compile(
    rf"\b(?:an?[\s-](?=hundred|thousand|million|billion|trillion|dozen)|half[\s-]an?[\s-](?=million|billion|dozen))?"
    rf"(?:{_SPELT_WORDS})\b(?:(?:[\s-](?:and[\s-])?)(?:{_SPELT_WORDS})\b)*(?:\sand\sa\shalf\b)?",
    re.IGNORECASE,
)
_FRACTION = re.compile(
    rf"\b(?:(?P<count>an?|{'|'.join(SMALL)})[\s-])(?P<part>(?:{'|'.join(FRACTIONS)})s?|halves)\b|\bhalf\b",
    re.IGNORECASE,
)
_ORDINAL = re.compile(rf"\b(?:{'|'.join(ORDINALS)})\b", re.IGNORECASE)
_WORDS = re.compile(rf"\b(?:{'|'.join(_VAGUE | set(_TIMES))})\b", re.IGNORECASE)
_AT_LEAST = re.compile(
    r"(?:more than|over|above|at least|upwards of|exceed(?:ing|ed|s)?|no fewer than|no less than|greater than)\s+\W?$",
    re.I,
)
_AT_MOST = re.compile(
    r"(?:less than|fewer than|under|below|at most|up to|no more than|nearly|almost|just short of)\s+\W?$", re.I
)
_OR_SO = re.compile(r"\s+or\s+(?:(?P<more>more)|fewer|less)\b", re.IGNORECASE)
_RANGE_LINK = re.compile(r"\s?(?:to|and|or|-|–)\s?")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its span. `unit` is canonical ("km", "%", "$", "ordinal", "" when none stands by it).

    `bound` is "+" for "more than", "-" for "less than"; `weak` marks "one", which is often a pronoun; a vague
    quantity ("dozens", "hundreds") has its word as unit and the value 0.
    """

    text: str
    start: int
    end: int
    value: float
    unit: str = ""
    bound: str = ""
    weak: bool = False

    def same_value(self, other: "Quantity") -> bool:
        """Whether both numbers are equal; a fraction of one equals its percentage."""
        if isclose(self.value, other.value, rel_tol=_ROUNDING, abs_tol=1e-12):
            return True
        share, percent = sorted((self, other), key=lambda quantity: quantity.unit == "%")
        return (
            percent.unit == "%"
            and share.unit == ""
            and 0 < share.value < 1
            and isclose(share.value * 100, percent.value, rel_tol=_ROUNDING)
        )

    def same_unit(self, other: "Quantity") -> bool:
        """Whether the units agree; a unit of time may be left unsaid ("aged 12"), a vague degree has no scale."""
        units = {self.unit, other.unit}
        if len(units) == 1 or ("%" in units and min(self.value, other.value) < 1 and "" in units):
            return True
        return ("" in units and bool(units & TIME_UNITS)) or units == {"°", "°c"} or units == {"°", "°f"}

    def supported_by(self, cited: "Quantity") -> bool:
        """Whether the cited quantity says this one: value, unit and bound."""
        if not (self.same_value(cited) and self.same_unit(cited)):
            return False
        return self.bound in ("", cited.bound)


def _written_value(text: str) -> float:
    part = numeric(text[-1]) if text[-1] in _VULGAR else 0.0
    digits = _GROUPED.sub("", text).rstrip("stndrh" + _VULGAR + " ")
    return float(digits.replace(",", ".") or 0) + part


def is_negative(text: str, at: int) -> bool:
    """Whether a minus stands right before the number, or the sign of its currency, that starts at `at`."""
    return bool(_MINUS.search(text, 0, at))


@lru_cache(maxsize=2_000)
def quantities(text: str) -> tuple[Quantity, ...]:
    """Every number of a text, in order, with its unit; numbers inside names such as G5 are no quantities."""
    written, text = text, without_lookalikes(text)
    found: list[Quantity] = []
    taken: list[tuple[int, int]] = []

    def add(start: int, end: int, value: float, unit: str | None = None, *, scale: bool = True) -> None:
        if any(start < last and end > first for first, last in taken):
            return
        stop, sign = end, CURRENCY_SIGNS.search(text, 0, start)
        currency = sign.group().strip() if sign else ""
        if scale and (magnitude := MAGNITUDES.match(text, end)):
            word = magnitude["word"].lower()
            if word not in ("m", "k", "b") or currency:
                value *= {"m": 1e6, "k": 1e3, "b": 1e9, "bn": 1e9, "mn": 1e6, "tn": 1e12}.get(word) or SCALES[word]
                stop = magnitude.end()
        if unit is None:
            unit, stop = unit_after(text, stop, currency)
        if unit == "decade":
            value, unit = 10 * value, "year"
        if minus := _MINUS.search(text, 0, sign.start() if sign else start):
            value, start = -value, minus.start()
        before = text[max(0, start - 24) : start if minus else start - len(currency)]
        after = _OR_SO.match(text, stop)
        if after:
            bound = "+" if after["more"] else "-"
        else:
            bound = "+" if _AT_LEAST.search(before) else "-" if _AT_MOST.search(before) else ""
        word = text[start:end]
        taken.append((start, stop))
        found.append(
            Quantity(written[start:stop], start, stop, value, unit, bound, weak=word.lower() == "one" and not unit)
        )

    for match in _WRITTEN.finditer(text):
        ordinal = match.group()[-2:] in ("st", "nd", "rd", "th")
        add(*match.span(), _written_value(match.group()), "ordinal" if ordinal else None)
    for match in _FRACTION.finditer(text):
        after_ordinal = _ORDINAL.search(text[max(0, match.start() - 9) : match.start()])
        part_of_number = text[: match.start()].endswith("and ")  # "two and a half"
        if not (
            after_ordinal
            or part_of_number
            or re.match(r"[\s-](?:a|an)[\s-](?:million|billion|dozen)", text[match.end() :])
        ):
            add(*match.span(), fraction_value(match["part"], match["count"]), None)
    for match in _SPELT_NUMBER.finditer(text):
        add(*match.span(), spelt_value(match.group()), None, scale=False)
    for match in _ORDINAL.finditer(text):
        if not text[: match.start()].lower().endswith("at "):  # "at first" counts nothing
            add(*match.span(), ORDINALS[match.group().lower()], "ordinal")
    for match in _WORDS.finditer(text):
        word = match.group().lower()
        add(*match.span(), _TIMES.get(word, 0.0), "times" if word in _TIMES else word)
    return _with_range_units(text, sorted(found, key=lambda quantity: quantity.start))


def _with_range_units(text: str, found: list[Quantity]) -> tuple[Quantity, ...]:
    """In "5 to 10 %" the first number is a percentage too."""
    for at in range(len(found) - 2, -1, -1):
        first, second = found[at], found[at + 1]
        rising = first.unit == "" and second.unit not in ("", "ordinal") and second.value >= first.value
        if rising and _RANGE_LINK.fullmatch(text, first.end, second.start):
            found[at] = replace(first, unit=second.unit)
    return tuple(found)

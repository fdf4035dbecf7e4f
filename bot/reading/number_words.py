"""Spelt numbers and their values: "two and a half million", "one hundred and twenty", "two-thirds"."""

import re

_TEENS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_FRENCH = "deux trois quatre cinq six sept huit neuf dix onze douze"
_RANKS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"


def _values(words: str, first: int, step: float = 1.0) -> dict[str, float]:
    return {word: step * value for value, word in enumerate(words.split(), first)}


SMALL = _values(_TEENS, 0)
SPELT = SMALL | _values(_TENS, 2, 10.0) | _values(_FRENCH, 2)
SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0}
ORDINALS = _values(_RANKS, 1) | {"thirteenth": 13.0, "fourteenth": 14.0, "fifteenth": 15.0, "twentieth": 20.0}
FRACTIONS = {word: 1 / value for word, value in ORDINALS.items() if value >= 3} | {"half": 0.5, "quarter": 0.25}


def spelt_value(text: str) -> float:
    """The value of a spelt number."""
    total = current = 0.0
    words = re.split(r"[\s-]+", text.lower())
    half = words[-3:] == ["and", "a", "half"]
    for word in words[:-3] if half else words:
        if word in SPELT:
            current += SPELT[word]
        elif word == "half":
            current = 0.5
        elif word in ("hundred", "dozen"):
            current = (current or 1) * SCALES[word]
        elif word in SCALES:
            total += (current or 1) * SCALES[word]
            current = 0
    return total + current + (0.5 if half else 0)


def fraction_value(part: str | None, count: str | None) -> float:
    """The value of "two thirds", "a quarter", or plain "half" when both parts are None."""
    part = (part or "half").lower().replace("halves", "half")
    value = FRACTIONS.get(part) or FRACTIONS[part.removesuffix("s")]
    return value * SMALL.get((count or "a").lower(), 1.0)

"""Units and currencies by their canonical sign: "kilometres" is "km", "per cent" is "%", "€" is "euro"."""

import re

_SPELLINGS = {
    "%": "% percent",
    "km": "km kilometre kilometres kilometer kilometers",
    "m": "m metre metres meter meters",
    "cm": "cm centimetre centimetres centimeter centimeters",
    "mm": "mm millimetre millimetres millimeter millimeters",
    "mi": "mi mile miles",
    "ft": "ft foot feet",
    "in": "inch inches",
    "yd": "yard yards",
    "kg": "kg kilo kilos kilogram kilograms",
    "g": "g gram grams gramme grammes",
    "t": "tonne tonnes",
    "ton": "ton tons",
    "lb": "lb lbs",
    "oz": "oz ounce ounces",
    "l": "litre litres liter liters",
    "gal": "gallon gallons",
    "bbl": "barrel barrels",
    "ha": "ha hectare hectares",
    "ac": "acre acres",
    "mw": "mw megawatt megawatts",
    "gw": "gw gigawatt gigawatts",
    "kw": "kw kilowatt kilowatts",
    "mph": "mph",
    "kmh": "km/h kmh kph",
    "second": "second seconds secs sec",
    "minute": "minute minutes mins min",
    "hour": "hour hours hr hrs",
    "day": "day days",
    "week": "week weeks",
    "month": "month months",
    "year": "year years yr yrs",
    "decade": "decade decades",
    "century": "century centuries",
    "times": "times",
    "$": "dollar dollars usd",
    "euro": "euro euros eur",
    "pound": "pound pounds gbp sterling",
    "yen": "yen",
    "yuan": "yuan renminbi",
    "rupee": "rupee rupees",
    "rouble": "rouble roubles ruble rubles",
    "franc": "franc francs",
    "peso": "peso pesos",
    "naira": "naira",
    "rand": "rand",
    "krona": "krona kronor",
    "won": "won",
    "cent": "cent cents",
    "°c": "°c",
    "°f": "°f",
    "°": "° degree degrees",
    "am": "am",
    "pm": "pm",
}
_CANONICAL = {spelling: unit for unit, spellings in _SPELLINGS.items() for spelling in spellings.split()}
_SIGNS = {
    "$": "$",
    "US$": "$",
    "€": "euro",
    "£": "pound",
    "¥": "yen",
    "₹": "rupee",
    "₦": "naira",
    "₽": "rouble",
    "₩": "won",
}
TIME_UNITS = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade", "century"})

CURRENCY_SIGNS = re.compile(r"(?:[A-Z]{1,2}\$|[$€£¥₹₦₽₩])\s?$")
MAGNITUDES = re.compile(
    r"[\s-]?(?P<word>hundred|thousand|million|billion|trillion|dozen|mn|bn|tn|m|k|b)\b", re.IGNORECASE
)

_WORDS = "|".join(re.escape(word) for word in sorted(_CANONICAL, key=len, reverse=True))
_SEPARATOR = r"[\s\u00a0\u202f-]?"
_POINTS = re.compile(
    rf"{_SEPARATOR}(?:percentage|per\s?cent|%)[\s-]points?\b|{_SEPARATOR}basis[\s-]points?\b", re.IGNORECASE
)
_PERCENT = re.compile(rf"{_SEPARATOR}(?:%|per\s?cent\b|percentage\b)", re.IGNORECASE)
_HALF_DAY = re.compile(r"\s?(?P<half>[ap])\.?m\b\.?", re.IGNORECASE)
_DEGREES = re.compile(r"\s?(?:°|degrees?)\s?(?P<scale>C(?:elsius)?|F(?:ahrenheit)?)\b", re.IGNORECASE)
_NATIONAL = re.compile(
    r"\s(?P<country>US|American|Canadian|Australian|Hong Kong|New Zealand|Singapore|Swiss|Indian|Pakistani|Egyptian)"
    r"\s(?P<word>dollars?|francs?|rupees?|pounds?)\b"
)
_UNIT = re.compile(rf"{_SEPARATOR}(?P<word>{_WORDS})(?![^\W\d_])", re.IGNORECASE)
_OF_POINT = re.compile(r"\sof an? percentage points?\b", re.IGNORECASE)


def unit_after(text: str, at: int, currency: str = "") -> tuple[str, int]:
    """The canonical unit that starts at `at` and where it ends; `currency` is the sign that stood before the number."""
    if currency:
        return _SIGNS.get(currency, currency), at
    for pattern, unit in ((_OF_POINT, "point"), (_POINTS, "point"), (_PERCENT, "%")):
        if match := pattern.match(text, at):
            return ("basis point" if "basis" in match.group().lower() else unit), match.end()
    if match := _DEGREES.match(text, at):
        return f"°{match['scale'][0].lower()}", match.end()
    if match := _HALF_DAY.match(text, at):
        return f"{match['half'].lower()}m", match.end()
    if match := _NATIONAL.match(text, at):
        unit = _CANONICAL[match["word"].lower()]
        american = match["country"] in ("US", "American")
        return (unit if american else f"{match['country'].lower()} {unit}"), match.end()
    if match := _UNIT.match(text, at):
        return _CANONICAL[match["word"].lower()], match.end()
    return "", at

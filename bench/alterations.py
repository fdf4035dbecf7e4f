"""Ways to make a true sentence false, one at a time: what a verifier of statements must catch.

The patterns are plain and know nothing of `bot`, so that a fact the verifier cannot read is altered all the same.
"""

import random
import re
from collections.abc import Callable, Sequence
from itertools import pairwise

Alteration = Callable[[str, Sequence[str], random.Random], str | None]

_MONTH_NAMES = "January February March April May June July August September October November December"
_DAY_NAMES = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
MONTHS, DAYS = _MONTH_NAMES.split(), _DAY_NAMES.split()
_NAME = re.compile(r"\b[A-Z][a-zé]+(?:[ -][A-Z][a-zé]+){0,2}\b|\b[A-Z]{2,5}\b")
_NO_NAME = """
    The A An In On At It He She They We I But And For By As This That These Those There Its His Her Their Our
    My You If When While After Before Since Although However According One Two Three Some Many Most More All
    No Not What Who How Why Where Even Now Then Here So Yet Still Also With From To Of Or Is Are Was Were Do
    Does Did Has Have Had Can Could Will Would Should Earlier Later Last Next Under Over Despite During Until
    Once Both Each Every Other Another Such Mr Mrs Ms Dr Sir Image Photo File
"""
_ORDINARY = frozenset(_NO_NAME.split())
_UNITS = (
    "kilometres miles|kilometers miles|km miles|miles kilometres|metres feet|meters feet|feet metres|kg pounds"
    "|kilograms pounds|tonnes kilograms|tons pounds|hours days|hour day|minutes hours|minute hour|seconds minutes"
    "|days weeks|day week|weeks months|week month|months years|month year|years months|year month|decades years"
    "|centuries decades|inches centimetres|acres hectares|hectares acres|pounds kilograms|degrees kilometres"
)
_CURRENCIES = "$ €|£ $|€ £|dollars euros|pounds euros|euros dollars|dollar euro|yen euros|US$ €|A$ £"
_MAGNITUDES = "million billion|millions billions|thousand million|thousands millions|hundreds thousands|bn m"
_NUMBERS = "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty hundred"
_DIRECTIONS = (
    "rose fell|risen fallen|rise fall|rising falling|increased decreased|increase decrease|increasing decreasing"
    "|grew shrank|growth decline|higher lower|more less|before after|above below|over under|up down|gained lost"
    "|won lost|raised lowered|upward downward|north south|east west|northern southern|eastern western|into out of"
    "|first last|earlier later|top bottom|highest lowest|most least|larger smaller"
)
_ANTONYMS = (
    "accepted rejected|support oppose|allowed banned|opened closed|arrived left|started ended|began ended|good bad"
    "|better worse|best worst|old new|young old|long short|large small|big small|strong weak|early late|rich poor"
    "|guilty innocent|arrested released|possible impossible|likely unlikely|safe dangerous|public private|male female"
    "|men women|man woman|survived died|included excluded|success failure|positive negative|high low|easy difficult"
    "|cheap expensive|victory defeat|buy sell|bought sold|success failure|confirmed denied|win lose|always never"
)
_UNSEEN = (
    "ancient modern|simple complex|wide narrow|deep shallow|rare common|famous obscure|natural artificial|urban rural"
    "|local national|wet dry|healthy sick|clean dirty|quiet noisy|liberal conservative|teacher pupil|students teachers"
    "|parents children|daughter son|wife husband|mother father|brother sister|black white|summer winter|morning evening"
    "|day night|land sea|future past|question answer|different identical|major minor|main secondary|human animal"
    "|visible hidden|expected feared|hope fear|friends rivals|government opposition|senior junior|world village"
    "|city countryside|free captive|alone together|general specific|real fake|traditional novel|international domestic"
)
_AUXILIARY = re.compile(r"\b(is|are|was|were|will|can|could|has|have|had|would|should|may|might|must)\b(?! not\b|n.t)")
_NEGATION = re.compile(r"(?:n['’]t| not)\b(?! only| just)|\bnever |\bno (?!longer)")
_VERB = re.compile(r"(?: [a-z]+){0,2} [a-z]+(?:ed|s|ew|ook|ent|old|aid|on)(?: [a-z]+){0,2} ")
_SPELT = r"(?:(?<=two )|(?<=three )|(?<=four )|(?<=five )|(?<=ten )|(?<=six ))"
_BEFORE_MONTH = (
    r"(?:(?<=[Ii]n )|(?<=[Oo]f )|(?<=[Ss]ince )|(?<=\d )|(?<=last )|(?<=until )|(?<=by )|(?<=, )|(?<=early )"
    r"|(?<=late ))"
)
_PERCENT = re.compile(r"(?<=\d)\s?(?:%|per ?cent)(?![ -](?:age|point))")


def _pick(pattern: re.Pattern[str], text: str, chance: random.Random) -> re.Match[str] | None:
    matches = list(pattern.finditer(text))
    return chance.choice(matches) if matches else None


def _put(text: str, match: re.Match[str], new: str) -> str:
    return text[: match.start()] + new + text[match.end() :]


def _exchange(pairs: str, before: str = r"\b", *, both: bool = True) -> Alteration:
    """One word for its partner; `before` is what must stand in front."""
    table: dict[str, str] = {}
    for pair in pairs.split("|"):
        first, second = pair.split(" ", 1)
        table.setdefault(first, second)
        if both:
            table.setdefault(second, first)
    words = "|".join(re.escape(word) for word in sorted(table, key=len, reverse=True))
    pattern = re.compile(rf"(?:{before})(?:{words})(?!\w)")

    def alter(text: str, _names: Sequence[str], chance: random.Random) -> str | None:
        match = _pick(pattern, text, chance)
        return _put(text, match, table[match.group()]) if match else None

    return alter


def _choice(words: Sequence[str], before: str, after: str = r"\b") -> Alteration:
    """One word of a list for another of it."""
    pattern = re.compile(rf"{before}(?:{'|'.join(words)}){after}")

    def alter(text: str, _names: Sequence[str], chance: random.Random) -> str | None:
        match = _pick(pattern, text, chance)
        return _put(text, match, chance.choice([word for word in words if word != match.group()])) if match else None

    return alter


def names_in(text: str) -> list[re.Match[str]]:
    """Capitalised spans that look like names of persons, places and organisations."""
    return [
        match
        for match in _NAME.finditer(text)
        if match.group() not in _ORDINARY
        and match.group().split()[0] not in {*_ORDINARY, *MONTHS, *DAYS}
        and (match.start() > 0 or " " in match.group())
    ]


def _digit(text: str, _names: Sequence[str], chance: random.Random) -> str | None:
    match = _pick(re.compile(r"\d"), text, chance)
    others = [digit for digit in "123456789" if match and digit != match.group()]
    return _put(text, match, chance.choice(others)) if match else None


def _name(text: str, others: Sequence[str], chance: random.Random) -> str | None:
    found = names_in(text)
    if not found:
        return None
    match = chance.choice(found)
    words = set(re.findall(r"\w+", text))
    strangers = [name for name in others if words.isdisjoint(re.findall(r"\w+", name))]
    return _put(text, match, chance.choice(strangers)) if strangers else None


def _negation_added(text: str, _names: Sequence[str], chance: random.Random) -> str | None:
    match = _pick(_AUXILIARY, text, chance)
    return _put(text, match, match.group() + " not") if match else None


def _negation_dropped(text: str, _names: Sequence[str], chance: random.Random) -> str | None:
    match = _pick(_NEGATION, text, chance)
    return _put(text, match, "") if match else None


def _percent(text: str, _names: Sequence[str], chance: random.Random) -> str | None:
    match = _pick(_PERCENT, text, chance)
    return _put(text, match, " percentage points") if match else None


def _role_swap(text: str, _names: Sequence[str], chance: random.Random) -> str | None:
    """ "A attacked B" -> "B attacked A": two names with one to four plain words between, one of them past tense."""
    found = names_in(text)
    pairs = [
        (first, second)
        for first, second in pairwise(found)
        if first.group() != second.group() and _VERB.fullmatch(text, first.end(), second.start())
    ]
    if not pairs:
        return None
    first, second = chance.choice(pairs)
    middle = text[first.end() : second.start()]
    return text[: first.start()] + second.group() + middle + first.group() + text[second.end() :]


KINDS: dict[str, Alteration] = {
    "digit": _digit,
    "number word": _choice(_NUMBERS.split(), r"\b"),
    "magnitude": _exchange(_MAGNITUDES),
    "percent -> points": _percent,
    "currency": _exchange(_CURRENCIES, r"(?<![A-Za-z])"),
    "unit": _exchange(_UNITS, rf"(?<=\d[ -])|(?<=\d)|{_SPELT}", both=False),
    "month": _choice(MONTHS, _BEFORE_MONTH),
    "weekday": _choice(DAYS, r"\b"),
    "year": _choice([str(year) for year in range(1960, 2025)], r"\b"),
    "name": _name,
    "negation added": _negation_added,
    "negation dropped": _negation_dropped,
    "direction": _exchange(_DIRECTIONS),
    "antonym": _exchange(_ANTONYMS),
    "antonym, no table": _exchange(_UNSEEN),
    "role swap": _role_swap,
}

"""Words that turn a statement round: "rose" for "fell", "before" for "after", "accepted" for "rejected"."""

from collections.abc import Sequence
from functools import lru_cache

from bot.checks.antonyms import PARTICLES, SIDES
from bot.checks.negation import polarity
from bot.reading.units import TIME_UNITS
from bot.reading.word_lists import CLAUSE_BORDERS
from bot.reading.words import Token, stem, tokenize

_REACH = 8
_MARKS = frozenset(",;:—.")


def _table(sides: Sequence[tuple[str, str]]) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    own: dict[str, set[str]] = {}
    other: dict[str, set[str]] = {}
    for pair in sides:
        first, second = ([stem(word) for word in side.split()] for side in pair)
        for side, against in ((first, second), (second, first)):
            for word in side:
                own.setdefault(word, set()).update(side)
                other.setdefault(word, set()).update(against)
    return {word: (frozenset(own[word]), frozenset(other[word] - own[word])) for word in own}


@lru_cache(maxsize=1)
def _opposites() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    return _table(SIDES)


@lru_cache(maxsize=1)
def _with_particles() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    return _table(SIDES + PARTICLES)


def same_side(first: str, second: str) -> bool:
    """Whether two stems may stand for one another: `rise`, `climb`."""
    entry = _opposites().get(first)
    return entry is not None and second in entry[0]


def opposite(first: str, second: str) -> bool:
    """Whether one stem in the other's place turns a sentence round, small words such as `up` and `down` included."""
    entry = _with_particles().get(first)
    return entry is not None and second in entry[1]


def _sense(tokens: Sequence[Token], at: int) -> str:
    """The stem that counts: "up 8 %" and "down by" tell of a rise and a fall, "turned down" does not."""
    word = tokens[at].stem
    if word in ("up", "down") and at + 1 < len(tokens):
        following = tokens[at + 1].text.lower()
        if following in ("by", "from") or following[0].isdigit():
            return "rise" if word == "up" else "fall"
    return word


def _surroundings(tokens: Sequence[Token], at: int) -> frozenset[str]:
    """Stems of the content words beside a word, not past the borders of its clause."""
    near: set[str] = set()
    for step in (-1, 1):
        place = at + step
        while 0 <= place < len(tokens) and abs(place - at) <= _REACH:
            token = tokens[place]
            if token.text.lower() in CLAUSE_BORDERS:
                break
            if token.is_content:
                near.add(token.stem)
            place += step
    return frozenset(near)


def reversed_words(statement: str, cited: Sequence[str]) -> list[Token]:
    """Words of the statement in whose place the cited sentences, about the same things, say the opposite.

    "Did not rise" and "fell" do not contradict, so a word under a negation on either side is passed over.
    """
    table = _opposites()
    tokens = tokenize(statement)
    affirmed = polarity(statement).affirmed
    found: list[Token] = []
    for at, token in enumerate(tokens):
        sense = _sense(tokens, at)
        if sense not in table:
            continue
        denied = token.is_content and token.stem not in affirmed
        own, other = table[sense]
        near = _surroundings(tokens, at)
        agree = disagree = 0
        for text in cited:
            theirs = tokenize(text)
            said = polarity(text).affirmed
            for place, word in enumerate(theirs):
                meant = _sense(theirs, place)
                if meant in own:
                    agree = max(agree, 1 + 2 * len(near & _surroundings(theirs, place)))
                elif meant in other and denied == (word.is_content and word.stem not in said):
                    disagree = max(disagree, 2 * len(near & _surroundings(theirs, place)))
        if disagree > agree:
            found.append(token)
    return found + _wrong_sequence(tokens, cited)


def _wrong_sequence(tokens: Sequence[Token], cited: Sequence[str]) -> list[Token]:
    """`before` and `after` with their sides: "X after Y" is "Y before X", not "Y after X" nor "X before Y"."""
    found: list[Token] = []
    for at, token in enumerate(tokens):
        if token.stem not in ("before", "after"):
            continue
        left, right = _sides(tokens, at)
        alike = unlike = 0
        for text in cited:
            theirs = tokenize(text)
            for place, word in enumerate(theirs):
                if word.stem in ("before", "after"):
                    first, second = _sides(theirs, place)
                    straight = _both(left & first, right & second)
                    crossed = _both(left & second, right & first)
                    if word.stem != token.stem:
                        straight, crossed = crossed, straight
                    alike, unlike = max(alike, straight), max(unlike, crossed)
        if unlike > alike:
            found.append(token)
    return found


def _both(first: frozenset[str], second: frozenset[str]) -> int:
    return len(first) + len(second) if first and second else 0


def _sides(tokens: Sequence[Token], at: int) -> tuple[frozenset[str], frozenset[str]]:
    """The content words on both sides; "After the vote she left" and "a week after …, she left" have theirs behind."""
    end = next((place for place in range(at, len(tokens)) if tokens[place].text in _MARKS), len(tokens))
    left, right = _content(tokens[:at]), _content(tokens[at + 1 : end])
    return (left or _content(tokens[end:])), right


def _content(tokens: Sequence[Token]) -> frozenset[str]:
    """Stems of the content words; measures of time ("a week after") say nothing about what came first."""
    return frozenset(
        token.stem for token in tokens if token.is_content and token.stem not in TIME_UNITS and token.text[0].isalpha()
    )

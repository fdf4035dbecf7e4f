"""Who did what to whom, as far as the order of two names round a verb tells: "A attacked B", "B was attacked by A"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from bot.reading.names import Name, names
from bot.reading.quantities import Quantity, quantities
from bot.reading.word_lists import words_of
from bot.reading.words import Token, tokenize

_MUTUAL = words_of("meet talk agre marri join speak negoti share border")
_BEING = words_of("is are was were be been being gets got")
_IDLE = _MUTUAL | words_of("""and or , . ( ) “ ” " - –""") | {""}
_ARTICLES = frozenset({"a", "an", "the"})
_REACH = 9
_PAIR_LINK = re.compile(r"\s?(?:[-‐‑–—:/]|to|à|bis|zu)\s?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Relation:
    """A verb (its stem; any content word between two names) with who does it and to whom, by their names' last keys."""

    agent: str
    verb: str
    patient: str
    start: int
    end: int


@lru_cache(maxsize=2_000)
def relations(text: str) -> tuple[Relation, ...]:
    """Every relation of two neighbouring names of a text; a passive is turned into its active."""
    return tuple(_relations(text))


def _relations(text: str) -> Iterator[Relation]:
    tokens = tokenize(text)
    held = names(text)
    for first, second in pairwise(held):
        between = [token for token in tokens if first.end <= token.start < second.start]
        if len(between) > _REACH or any(token.text in ".!?;:," for token in between):
            continue
        low = [token.text.lower() for token in between]
        passive = "by" in low and not _BEING.isdisjoint(low[: low.index("by")])
        agent, patient = (second, first) if passive else (first, second)
        for token in between:
            if token.is_content and token.stem not in _MUTUAL and not token.text[0].isdigit():
                yield Relation(_last(agent), token.stem, _last(patient), first.start, second.end)


def _last(name: Name) -> str:
    return name.keys[-1] if name.keys else name.text


def swapped_relations(statement: str, cited: Sequence[str]) -> list[Relation]:
    """Relations of the statement that the cited sentences say only the other way round."""
    said = {(each.agent, each.verb, each.patient) for text in cited for each in relations(text)}
    return [
        each
        for each in relations(statement)
        if (each.patient, each.verb, each.agent) in said and (each.agent, each.verb, each.patient) not in said
    ]


def turned_pairs(statement: str, cited: Sequence[str]) -> list[Quantity]:
    """Numbers that open a score or range which the cited sentences have only the other way round: 1-3 for 3-1."""
    said = {(first.value, second.value) for text in cited for first, second in _pairs(text)}
    return [
        first
        for first, second in _pairs(statement)
        if (second.value, first.value) in said and (first.value, second.value) not in said
    ]


def _pairs(text: str) -> list[tuple[Quantity, Quantity]]:
    return [
        (first, second)
        for first, second in pairwise(quantities(text))
        if _PAIR_LINK.fullmatch(text, first.end, second.start)
    ]


def exchanged_places(statement: str, cited: Sequence[str]) -> list[Token]:
    """Names or numbers that stand between each other's neighbours: "imports from China rose, from Vietnam fell"."""
    mine = _neighbours(statement)
    found: list[Token] = []
    for text in cited:
        theirs = _neighbours(text)
        common = [word for word in mine if word in theirs]
        for at, first in enumerate(common):
            for second in common[at + 1 :]:
                if any(
                    mine[first][side] == theirs[second][side] != theirs[first][side] == mine[second][side]
                    and mine[first][side] not in _IDLE
                    and mine[second][side] not in _IDLE
                    for side in (0, 1)
                ):
                    found.append(mine[first][2])
    return found


def _neighbours(text: str) -> dict[str, tuple[str, str, Token]]:
    """The stems before and after each name, capitalised word and number that stands once in a text."""
    tokens = [token for token in tokenize(text) if token.text.lower() not in _ARTICLES]
    places = [
        (token.stem, at, at)
        for at, token in enumerate(tokens)
        if token.text[0].isdigit() or (token.is_capitalised and token.is_content)
    ]
    for name in names(text):
        inside = [at for at, token in enumerate(tokens) if name.start <= token.start < name.end]
        if len(name.keys) > 1 or len(inside) > 1:
            places.append((" ".join(name.keys), inside[0], inside[-1]))
    found: dict[str, tuple[str, str, Token]] = {}
    twice: set[str] = set()
    for word, first, last in places:
        before = tokens[first - 1].stem if first else ""
        after = tokens[last + 1].stem if last + 1 < len(tokens) else ""
        if word in found:
            twice.add(word)
        found[word] = (before, after, tokens[first])
    return {word: each for word, each in found.items() if word not in twice}

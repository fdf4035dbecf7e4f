"""Who did what to whom, as far as the order of two names round a verb tells: "A attacked B", "B was attacked by A"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.names import Name, names
from bot.words import tokenize

_MUTUAL = frozenset("meet talk agre marri join speak negoti share border".split())
_BEING = frozenset("is are was were be been being gets got".split())
_REACH = 9


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
    for first, second in zip(held, held[1:], strict=False):
        between = [token for token in tokens if first.end <= token.start < second.start]
        if len(between) > _REACH or any(token.text in ".!?;:" for token in between):
            continue
        low = [token.text.lower() for token in between]
        passive = "by" in low and not _BEING.isdisjoint(low[: low.index("by")])
        agent, patient = (second, first) if passive else (first, second)
        for token in between:
            if token.is_content and token.stem not in _MUTUAL:
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

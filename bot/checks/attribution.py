"""Who said it: a statement that gives one speaker's words to another is as false as a wrong number."""

from functools import lru_cache

from bot.checks.synonyms import is_reporting
from bot.reading.names import Name, NameIndex, names
from bot.reading.words import tokenize

_ADDRESSING = frozenset({"tell"})  # what follows "told" is the hearer


@lru_cache(maxsize=2_000)
def speakers(text: str) -> tuple[tuple[Name, ...], bool]:
    """The names that stand right beside a reporting verb, and whether every such verb has one."""
    tokens = tokenize(text)
    starts = {name.start: name for name in names(text)}
    ends = {name.end: name for name in names(text)}
    found: list[Name] = []
    complete = True
    for at, token in enumerate(tokens):
        if not (token.is_word and is_reporting(token.stem) and token.text.islower()):
            continue
        before = ends.get(tokens[at - 1].end) if at else None
        after = starts.get(tokens[at + 1].start) if at + 1 < len(tokens) and token.stem not in _ADDRESSING else None
        if speaker := before or after:
            found.append(speaker)
        else:
            complete = False
    return tuple(found), complete


def misattributed(statement: str, cited: tuple[str, ...]) -> list[Name]:
    """Speakers of the statement that are none of the cited ones, where all of those are named beside their verbs."""
    said = [speakers(text) for text in cited]
    theirs = [name.text for found, _ in said for name in found]
    if not theirs or not all(complete for _, complete in said):
        return []
    held = NameIndex.of(theirs)
    return [name for name in speakers(statement)[0] if not (held.holds(name) or held.keys & set(name.keys))]

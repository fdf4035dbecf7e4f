"""Marks: short names for the sentences offered to a model, new for every question, and how they are found again.

A mark is a letter and two digits. Which ones are used is drawn by the system's random source, so that a text that was
written before the question cannot name them, and none occurs in the texts they stand among.
"""

import re
from collections.abc import Collection, Sequence
from secrets import SystemRandom

_LETTERS = "abcdefghjkmnpqrstuvwxyz"  # no i, l or o, which read as digits
EXAMPLE = "k73"  # in the instructions, which stay the same so that a server reads them once; never drawn
_ALL = tuple(mark for letter in _LETTERS for number in range(10, 100) if (mark := f"{letter}{number}") != EXAMPLE)
_SHAPE = r"[A-Za-z]{0,2}\d{1,3}[A-Za-z]?"
_SEPARATOR = r"\s*(?:[,;/&|+]|\band\b)?\s*"
_SOURCE = r"(?:\s*[†:][^\]】］\n]{0,40})?"  # some models write 【k73†source】
# What stands in square brackets of any kind and looks like a mark is one, known or not.
_BRACKETED = re.compile(
    rf"\^?[\[【［⟦〔{{]\s*\^?({_SHAPE}(?:{_SEPARATOR}{_SHAPE})*){_SOURCE}\s*[\]】］⟧〕}}]", re.IGNORECASE
)
_OPENING, _CLOSING = r"[\[【［⟦〔{(（<^]", r"[\]】］⟧〕})）>]"
_UNFINISHED = re.compile(r"(?:\^?[\[【［⟦〔{(（][^\])】］⟧〕}）\n]{0,60}|\b[A-Za-z]\d{0,2}|\d{1,3})$")


def draw_marks(count: int, texts: Collection[str]) -> tuple[str, ...]:
    """So many marks, none of which is a word of the texts."""
    words = {word.lower() for text in texts for word in re.findall(r"\b[A-Za-z]\d\d\b", text)}
    return tuple(SystemRandom().sample([mark for mark in _ALL if mark not in words], count))


class MarkReader:
    """Finds marks in what a model wrote: `[k73]`, `(k73)`, `【k73】`, `[k73, p20]`, `[K73]`, a bare `k73`."""

    def __init__(self, marks: Sequence[str]) -> None:
        known = "|".join(map(re.escape, marks)) or r"(?!)"
        # Offered marks occur in no text, so that they need no brackets to be known.
        loose = re.compile(
            rf"{_OPENING}?\s*\b(?:{known})\b(?:{_SEPARATOR}\b(?:{known})\b)*\s*{_CLOSING}?", re.IGNORECASE
        )
        self._group = re.compile(rf"(?:{_BRACKETED.pattern}|{loose.pattern})", re.IGNORECASE)

    def split(self, text: str) -> tuple[str, tuple[str, ...]]:
        """The text without its marks, and the marks in their order, lower case, each once; unknown ones too."""
        marks = [mark for found in self._group.finditer(text) for mark in _names(found.group())]
        bare = re.sub(r"\s+([.,;:!?…])", r"\1", self._group.sub(" ", text))
        return " ".join(bare.split()), tuple(dict.fromkeys(marks))

    def groups(self, text: str) -> list[tuple[int, int]]:
        """The spans of the text that are marks, with their brackets."""
        return [found.span() for found in self._group.finditer(text)]


def may_go_on(text: str) -> bool:
    """Whether the text could end inside a mark."""
    return _UNFINISHED.search(text) is not None


def is_open(group: str) -> bool:
    """Whether marks begin with a bracket and do not end with one: there may be more to come."""
    return re.match(_OPENING, group) is not None and re.search(rf"{_CLOSING}\s*$", group) is None


def _names(group: str) -> list[str]:
    return [name.lower() for name in re.findall(rf"(?<![A-Za-z0-9]){_SHAPE}(?![A-Za-z0-9])", group.split("†")[0])]

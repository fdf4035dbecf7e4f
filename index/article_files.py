"""A folder -> its article files, and the names that their articles go by. No file is read."""

import os
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from index.errors import CitewireError

FORMATS = (".txt", ".md", ".markdown", ".html", ".htm", ".pdf", ".docx", ".jsonl", ".jsonl.gz")
# What people take for articles though nothing here reads it: named rather than passed over in silence.
_UNREAD = (".doc", ".rtf", ".odt", ".epub", ".json", ".xml", ".csv", ".tsv")
_KNOWN = FORMATS + _UNREAD
_VARIATION = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")  # invisible: another form of the same character


@dataclass(frozen=True, slots=True)
class ArticleFile:
    """A file of the articles folder; `name` is its path below that folder, with forward slashes."""

    location: str | Path  # of 20,000 files, most are only looked at, and to make a Path costs more than that
    name: str

    @property
    def path(self) -> Path:
        """Where it is."""
        return Path(self.location)


def scan(folder: Path) -> Iterator[ArticleFile]:
    """Every article file below a folder, in the order of names. Hidden files and folders are passed over.

    Symbolic links are followed, but not round in circles. CitewireError when a folder is missing or cannot be read:
    going on would look as if its articles had been removed.
    """
    if not folder.is_dir():
        raise CitewireError(f"{folder}: no such folder; create it, or name another with --articles")
    yield from _scan(folder, "", ())


def _scan(folder: Path, prefix: str, above: tuple[Path, ...]) -> Iterator[ArticleFile]:
    try:
        here = folder.resolve()
        with os.scandir(folder) as listed:
            entries = sorted(listed, key=lambda entry: entry.name)
    except OSError as error:
        raise CitewireError(
            f"{folder}: the folder cannot be read ({error.strerror}); change its permissions"
        ) from error
    for entry in entries:
        name = prefix + entry.name
        if entry.name.startswith("."):
            continue
        path = folder / entry.name if entry.is_symlink() or entry.is_dir() else None
        if path and path.is_dir():
            if path.resolve() not in (*above, here):
                yield from _scan(path, f"{name}/", (*above, here))
        elif entry.name.lower().endswith(_KNOWN) and (path or entry.is_file()):
            yield ArticleFile(entry.path, name)


def article_id(name: str) -> str:
    """The id of a file's article: its name without the ending, with its folder, safe to type in a shell."""
    base = unicodedata.normalize("NFC", name.removesuffix(name[len(name) - len(ending(name)) :]))
    return hyphenated(base, r"[^\w./+-]+", lambda one: is_mark(one) or _is_emoji(one)).strip("-") or "article"


def hyphenated(text: str, unwanted: str, wanted: Callable[[str], bool]) -> str:
    """The text with a hyphen for each run of what matches `unwanted` and is no `wanted` character."""

    def replaced(found: re.Match[str]) -> str:
        return "".join("".join(run) if kept else "-" for kept, run in groupby(found[0], wanted))

    return re.sub(unwanted, replaced, text)


def is_mark(character: str) -> bool:
    """Whether it is part of the letter before it, such as a vowel sign; `\\w` has only the letters."""
    return unicodedata.category(character) in ("Mn", "Mc") and not _VARIATION.match(character)


def _is_emoji(character: str) -> bool:
    """Not so other symbols, such as "°" and "©"."""
    placed = "\u2600" <= character <= "\u27bf" or character >= "\U0001f000"
    return placed and unicodedata.category(character) in ("So", "Sk")


def ending(name: str) -> str:
    """One of `FORMATS`, or of what people take for articles; "" for any other file."""
    return max((one for one in _KNOWN if name.lower().endswith(one)), key=len, default="")

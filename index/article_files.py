"""A folder -> its article files, and the names that their articles go by. No file is read."""

import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from index.errors import CitewireError

FORMATS = (".txt", ".md", ".markdown", ".html", ".htm", ".pdf", ".docx", ".jsonl", ".jsonl.gz")
# What people take for articles though nothing here reads it: named rather than passed over in silence.
_UNREAD = (".doc", ".rtf", ".odt", ".epub", ".json", ".xml", ".csv", ".tsv")
_KNOWN = FORMATS + _UNREAD


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
    return re.sub(r"[^\w./+-]+", "-", base).strip("-") or "article"


def ending(name: str) -> str:
    """One of `FORMATS`, or of what people take for articles; "" for any other file."""
    return max((one for one in _KNOWN if name.lower().endswith(one)), key=len, default="")

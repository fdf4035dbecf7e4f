"""The small file that makes a data folder ours and names its last finished run."""

import json
import os
from dataclasses import asdict, dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path

from index.errors import CitewireError, DamagedIndexError

FORMAT = 2  # 1: no run left the records of the one before as they were
FILE = "citewire.json"
# What else Citewire keeps in a data folder, and may have left there before the end of its first run.
_OURS = (
    FILE,
    f"{FILE}.new",
    "writer.*",
    "chroma-*",
    "lexicon",
    "files.json*",
    "copies.npz*",
    "history",
    "telegram-*.sqlite3*",
)


@dataclass(frozen=True, slots=True)
class Generation:
    """A finished run: the how-manieth it was, the hash of its settings, the fingerprint of its embedder.

    A run that only took articles away leaves the records as they are: `base` is then the run that wrote them last, and
    `removed` are the ids of the articles that have been taken away since.
    """

    number: int
    settings: str
    embedder: str
    base: int | None = None
    removed: tuple[str, ...] = ()

    @property
    def written(self) -> int:
        """The number of the run that wrote the records."""
        return self.number if self.base is None else self.base


UNBUILT = Generation(0, "", "")


def read_generation(folder: Path) -> Generation:
    """The last finished run, `UNBUILT` when there is none.

    CitewireError when the folder is not one of ours, DamagedIndexError when the file cannot be understood.
    """
    try:
        return _read(folder)
    except FileNotFoundError:
        if folder.is_dir() and not all(_is_ours(entry.name) for entry in folder.iterdir()):
            raise CitewireError(
                f"{folder}: not empty and no Citewire index; name an empty or new folder with --data"
            ) from None
        return UNBUILT
    except OSError as error:
        raise CitewireError(
            f"{folder}: the index cannot be read ({error.strerror}); name another with --data"
        ) from error


def write_generation(folder: Path, generation: Generation) -> None:
    """Replace the file in one step, so that readers see the run before or this one, and nothing between."""
    new = folder / f"{FILE}.new"
    with new.open("w", encoding="utf-8") as file:
        json.dump({"format": FORMAT, **asdict(generation)}, file)
        file.flush()
        os.fsync(file.fileno())
    new.replace(folder / FILE)
    flush(folder)


def later_run(chroma: Path, written: Generation) -> Generation:
    """The last run that took articles away and left the records in a Chroma folder as they are, by a copy of the file
    kept there; the run that wrote them, if there is none.
    """
    try:
        found = _read(chroma)
    except (OSError, DamagedIndexError):
        return written
    same = (found.written, found.settings, found.embedder) == (written.number, written.settings, written.embedder)
    return found if same else written


def flush(path: Path) -> None:
    """Have the disk hold what was written to a file, or the names in a folder: a power cut may come at once."""
    if os.name == "nt" and path.is_dir():
        return  # Windows keeps a folder's names without being asked, and cannot open one
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _read(folder: Path) -> Generation:
    try:
        found = json.loads((folder / FILE).read_bytes())
        if found["format"] > FORMAT:
            raise CitewireError(f"{folder}: written by a newer Citewire; update Citewire, or name another with --data")
        generation = Generation(int(found["number"]), str(found["settings"]), str(found["embedder"]))
        if found.get("base") is None:
            return generation
        return replace(generation, base=int(found["base"]), removed=tuple(map(str, found["removed"])))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DamagedIndexError(f"{folder / FILE}: damaged") from error


def _is_ours(name: str) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in _OURS)

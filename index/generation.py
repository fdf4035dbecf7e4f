"""The small file that makes a data folder ours and names its last finished run."""

import json
import os
from dataclasses import asdict, dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from index.errors import CitewireError, DamagedIndexError

FORMAT = 1
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
    """A finished run: the how-manieth it was, the hash of its settings, the fingerprint of its embedder."""

    number: int
    settings: str
    embedder: str


UNBUILT = Generation(0, "", "")


def read_generation(folder: Path) -> Generation:
    """The last finished run, `UNBUILT` when there is none.

    CitewireError when the folder is not one of ours, DamagedIndexError when the file cannot be understood.
    """
    try:
        found = json.loads((folder / FILE).read_bytes())
        if found["format"] > FORMAT:
            raise CitewireError(f"{folder}: written by a newer Citewire; update Citewire, or name another with --data")
        return Generation(int(found["number"]), str(found["settings"]), str(found["embedder"]))
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
    except (ValueError, KeyError, TypeError) as error:
        raise DamagedIndexError(f"{folder / FILE}: damaged") from error


def write_generation(folder: Path, generation: Generation) -> None:
    """Replace the file in one step, so that readers see the run before or this one, and nothing between."""
    new = folder / f"{FILE}.new"
    with new.open("w", encoding="utf-8") as file:
        json.dump({"format": FORMAT, **asdict(generation)}, file)
        file.flush()
        os.fsync(file.fileno())
    new.replace(folder / FILE)
    flush(folder)


def flush(path: Path) -> None:
    """Have the disk hold what was written to a file, or the names in a folder: a power cut may come at once."""
    if os.name == "nt" and path.is_dir():
        return  # Windows keeps a folder's names without being asked, and cannot open one
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _is_ours(name: str) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in _OURS)

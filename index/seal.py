"""What the files of a finished folder were, so that damage is noticed before a library is given them.

Chroma's vector index and tantivy's segments are read without checks: noise in one of them can end the process.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from hashlib import file_digest, sha256
from pathlib import Path

from index.generation import flush

FILE = "seal.json"


@dataclass(frozen=True, slots=True)
class Stamp:
    """A file as it was sealed; `modified` is in nanoseconds since 1970."""

    size: int
    modified: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Seal:
    """The sealed files by their names within the folder, and what else is to be known of the folder."""

    files: Mapping[str, Stamp]
    facts: Mapping[str, str | int]


def write_seal(folder: Path, files: Iterable[Path], facts: Mapping[str, str | int], known: Seal | None = None) -> None:
    """Seal these files of a folder. Its other files may change.

    `known` is the seal of a folder that this one began from: files with its size and time are not read again.
    """
    before = known.files if known else {}
    names = {path.relative_to(folder).as_posix(): path for path in sorted(files)}
    stamps = {name: asdict(_stamp(path, before.get(name))) for name, path in names.items()}
    path = folder / FILE
    path.write_text(json.dumps({"facts": dict(facts), "files": stamps}), encoding="utf-8")
    flush(path)


def read_seal(folder: Path) -> Seal | None:
    """None when there is none, or it is damaged."""
    try:
        found = json.loads((folder / FILE).read_bytes())
        return Seal({name: Stamp(**stamp) for name, stamp in found["files"].items()}, dict(found["facts"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def seal_name(folder: Path) -> str | None:
    """What tells one seal from every other, None when there is none."""
    try:
        return sha256((folder / FILE).read_bytes()).hexdigest()
    except OSError:
        return None


def damage(folder: Path, *, every_byte: bool = False) -> str | None:
    """What is not as it was sealed, None when all is.

    A file is read only if its size or time of modification is another, as a copy's is, or with `every_byte`.
    """
    seal = read_seal(folder)
    if seal is None:
        return f"{folder / FILE}: missing or damaged" if folder.is_dir() else f"{folder}: missing"
    for name, sealed in seal.files.items():
        path = folder / name
        try:
            status = path.stat()
            alike = (status.st_size, status.st_mtime_ns) == (sealed.size, sealed.modified)
            if status.st_size != sealed.size or ((every_byte or not alike) and _digest(path) != sealed.sha256):
                return f"{path}: not as it was written"
        except FileNotFoundError:
            return f"{path}: missing"
        except OSError as error:
            return f"{path}: cannot be read ({error.strerror})"
    return None


def _stamp(path: Path, known: Stamp | None) -> Stamp:
    status = path.stat()
    if known and (status.st_size, status.st_mtime_ns) == (known.size, known.modified):
        return known
    return Stamp(status.st_size, status.st_mtime_ns, _digest(path))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()

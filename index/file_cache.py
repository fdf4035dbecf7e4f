"""What each article file was found to hold, so that a file that has not changed need not be read again.

A cache of a pure function (bytes of a file, settings -> articles and their versions): it may be lost at any time, and
is right whatever became of the index in between.
"""

import json
import time
from collections.abc import Mapping
from hashlib import file_digest
from pathlib import Path
from typing import NamedTuple

_FILE = "files.json"
# A file written again within the clock's resolution keeps its size and time: trust those only after a while.
_SETTLED_NS = 2_000_000_000


# Tuples, not dataclasses: JSON writes them as they are, in half the time for 20,000 files.
class FileStamp(NamedTuple):
    """A file as it was when it was looked at; times are nanoseconds since 1970."""

    size: int
    modified: int
    looked: int
    sha256: str

    @property
    def settled(self) -> bool:
        """Whether size and time of modification tell the file from all that it was before."""
        return self.modified + _SETTLED_NS < self.looked


class FileContents(NamedTuple):
    """What a file holds: {article id: version} in the file's order, and what could not be read of it."""

    stamp: FileStamp
    articles: Mapping[str, str]
    faults: tuple[str, ...]


class FileCache:
    """The last known contents of files, by name."""

    def __init__(self, folder: Path, settings: str) -> None:
        self._path = folder / _FILE
        self._settings = settings
        self._known = self._load()
        self._seen: dict[str, FileContents] = {}

    def find(self, name: str, path: Path) -> FileContents | None:
        """The contents, None when the file has changed or is new. OSError when it cannot be read."""
        known = self._known.get(name)
        if known is None:
            return None
        status = path.stat()
        alike = (status.st_size, status.st_mtime_ns) == (known.stamp.size, known.stamp.modified)
        if not (alike and known.stamp.settled):
            stamp = look(path)
            if stamp.sha256 != known.stamp.sha256:
                return None
            known = known._replace(stamp=stamp)
        self._seen[name] = known
        return known

    def put(self, name: str, contents: FileContents) -> None:
        """Remember what a file holds."""
        self._seen[name] = contents

    def save(self) -> None:
        """Keep what was found or put, and forget all other files."""
        if self._seen == self._known:
            return
        new = self._path.with_name(f"{_FILE}.new")
        new.write_text(json.dumps({"settings": self._settings, "files": self._seen}), encoding="utf-8")
        new.replace(self._path)

    def _load(self) -> dict[str, FileContents]:
        try:
            found = json.loads(self._path.read_bytes())
            if found["settings"] != self._settings:
                return {}
            return {
                name: FileContents(FileStamp(*stamp), articles, tuple(faults))
                for name, (stamp, articles, faults) in found["files"].items()
            }
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}


def look(path: Path) -> FileStamp:
    """The file's stamp; what is written to it while it is read shows as a change the next time."""
    looked = time.time_ns()
    status = path.stat()
    with path.open("rb") as file:
        return FileStamp(status.st_size, status.st_mtime_ns, looked, file_digest(file, "sha256").hexdigest())

"""What each article file was found to hold, so that a file that has not changed need not be read again.

A cache of a pure function (bytes of a file, settings -> articles and their versions): it may be lost at any time, and
is right whatever became of the index in between.
"""

import json
import os
import time
from collections.abc import Mapping
from hashlib import file_digest
from pathlib import Path
from typing import NamedTuple

_FILE = "files.json"
# A file written again within the clock's resolution keeps its size and time: trust those only after a while.
_SETTLED_NS = 2_000_000_000


# Tuples, not dataclasses: there are as many as files, and they cost a third.
class FileStamp(NamedTuple):
    """A file as it was when it was looked at; times are nanoseconds since 1970.

    The time of modification is anyone's to set, as `touch -d` and `cp -p` do; `changed` is the system's, and another
    file in the place of one has another `inode`.
    """

    size: int
    modified: int
    changed: int
    inode: int
    looked: int
    sha256: str

    @property
    def settled(self) -> bool:
        """Whether size and times tell the file from all that it was before."""
        return max(self.modified, self.changed) + _SETTLED_NS < self.looked

    def fits(self, status: os.stat_result) -> bool:
        """Whether the file is the one it was, as far as can be told without reading it."""
        return (
            status.st_mtime_ns == self.modified
            and status.st_size == self.size
            and status.st_ctime_ns == self.changed
            and status.st_ino == self.inode
        )


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
        self._changed = False

    def find(self, name: str, path: str | Path) -> FileContents | None:
        """The contents, None when the file has changed or is new. OSError when it cannot be read."""
        known = self._known.get(name)
        if known is None:
            return None
        status, stamp = os.stat(path), known[0]  # noqa: PTH116  # a Path costs more than the call
        if not (stamp.fits(status) and stamp.settled):
            stamp = look(Path(path))
            if stamp.sha256 != known.stamp.sha256:
                return None
            known = known._replace(stamp=stamp)
            self._changed = True
        self._seen[name] = known
        return known

    def lacks(self, files: Mapping[str, str | Path]) -> bool:
        """Whether some of these files, {name: path}, are new and may be read, where others are known.

        One that may not be read is never known: it would be new to every run.
        """
        new = files.keys() - self._known.keys() if self._known else ()
        return any(os.access(files[name], os.R_OK) for name in new)

    def put(self, name: str, contents: FileContents) -> None:
        """Remember what a file holds."""
        self._seen[name] = contents
        self._changed = True

    def save(self) -> None:
        """Keep what was found or put, and forget all other files. A second time it costs nothing."""
        if not self._changed and len(self._seen) == len(self._known):
            return
        seen = self._seen.values()
        columns = zip(*(one.stamp for one in seen), strict=True)
        found = {
            "settings": self._settings,
            "names": list(self._seen),
            "stamps": dict(zip(FileStamp._fields, columns, strict=False)),
            "articles": [one.articles for one in seen],
            "faults": {name: one.faults for name, one in self._seen.items() if one.faults},
        }
        new = self._path.with_name(f"{_FILE}.new")
        new.write_text(json.dumps(found), encoding="utf-8")
        new.replace(self._path)
        self._known, self._changed = dict(self._seen), False

    def _load(self) -> dict[str, FileContents]:
        """Kept by columns, which are read in a third of the time that a record a file would take."""
        try:
            found = json.loads(self._path.read_bytes())
            if found["settings"] != self._settings:
                return {}
            names, faults = found["names"], found["faults"]
            # What an older state does not have fits no file, so its files are hashed.
            columns = (found["stamps"].get(field, [0] * len(names)) for field in FileStamp._fields)
            stamps = map(FileStamp, *columns)
            told = (tuple(faults.get(name, ())) for name in names)
            contents = map(FileContents, stamps, found["articles"], told)
            return dict(zip(names, contents, strict=True))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}


def look(path: Path) -> FileStamp:
    """The file's stamp; what is written to it while it is read shows as a change the next time."""
    looked = time.time_ns()
    status = path.stat()
    with path.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    return FileStamp(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino, looked, digest)

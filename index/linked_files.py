"""The article files that symbolic links lead to: a watch on a folder hears nothing of changes in them."""

import os
import time
from pathlib import Path

from index.article_files import scan
from index.errors import CitewireError

_LOOK_SECONDS = 1.0
_LEAST_REST = 20  # times as long as a look took


class LinkedFiles:
    """Looked at now and then. Files below a folder that is a link are no links: the watch itself goes there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._links: list[str] = []
        self._seen: list[tuple[int, ...]] = []
        self._not_before = 0.0

    def find(self) -> None:
        """Look for the links, which may be others since something changed in the folder."""
        try:
            locations = [os.fspath(file.location) for file in scan(self._folder)]
        except CitewireError:
            locations = []  # a run says what is wrong with the folder
        self._links = [location for location in locations if Path(location).is_symlink()]
        self._look()

    def changed(self) -> bool:
        """Whether any file is not as it was at the last look. Costs nothing where there are no links."""
        if not self._links or time.monotonic() < self._not_before:
            return False
        before = self._seen
        self._look()
        return self._seen != before

    def _look(self) -> None:
        begun = time.monotonic()
        self._seen = [_stamp(link) for link in self._links]
        taken = time.monotonic() - begun
        self._not_before = begun + max(_LOOK_SECONDS, _LEAST_REST * taken)


def _stamp(link: str) -> tuple[int, ...]:
    """What tells the file from what it was; nothing where there is none."""
    try:
        status = Path(link).stat()
    except OSError:
        return ()
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino

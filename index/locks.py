"""One writer at a time: a file lock that says who holds it."""

import json
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import CitewireError


class BusyError(CitewireError):
    """Another process is indexing now."""


@contextmanager
def writer_lock(folder: Path) -> Iterator[None]:
    """Hold the folder's writer lock. BusyError, at once, when another holds it; a dead holder's lock is free."""
    from filelock import FileLock, Timeout

    holder = folder / "writer.json"
    lock = FileLock(folder / "writer.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise BusyError(f"{folder}: {_who(holder)} is indexing; wait until it is done, or stop it") from error
    except OSError as error:
        raise CitewireError(f"{folder}: cannot be written ({error.strerror}); change its permissions") from error
    try:
        # A file of its own: on Windows a locked file cannot be read by others.
        holder.write_text(json.dumps({"pid": os.getpid(), "host": platform.node()}), encoding="utf-8")
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def _who(holder: Path) -> str:
    try:
        found = json.loads(holder.read_bytes())
        return f"process {found['pid']} on {found['host']}"
    except (OSError, ValueError, KeyError):
        return "another process"  # between taking the lock and writing its name

"""Who reads a folder: a lock on the folder itself, so that nothing is written into one that somebody reads.

It is let go of by the system when its holder dies, and stays with the folder when that is renamed. Windows has no such
lock; there a folder with open files cannot be renamed, which whoever wants to write into it does first.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


def hold(folder: Path) -> Callable[[], None] | None:
    """Read a folder beside others, until what is returned is called. None when it is gone or being written."""
    if sys.platform == "win32":
        return lambda: None
    import fcntl

    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    except OSError:
        pass  # a file system without locks, where nobody is `alone` either
    return lambda: os.close(descriptor)


@contextmanager
def alone(folder: Path) -> Iterator[bool]:
    """Whether nobody reads a folder; then nobody can begin to until the end of the block."""
    if sys.platform == "win32":
        yield True
        return
    import fcntl

    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        yield False
        return
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            free = True
        except OSError:
            free = False
        yield free
    finally:
        os.close(descriptor)

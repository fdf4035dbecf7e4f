"""A folder watched: something is done at once, and again after every burst of changes in it."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from index.errors import CitewireError
from index.linked_files import LinkedFiles

if TYPE_CHECKING:
    from watchfiles import Change

_LOOK_MS = 250  # how often the folder is looked at when nothing is heard of it
_LONGEST_BURST_MS = 10_000


def follow(
    folder: Path,
    act: Callable[[], bool],
    stop: Event,
    *,
    ignore: Path | None = None,
    quiet_ms: int = 500,
    retry_seconds: float = 5.0,
) -> None:
    """Call `act` now and after each burst of changes, until `stop` is set.

    A burst is over when nothing has changed for `quiet_ms`, or after ten seconds. Changes while `act` runs are the next
    burst. When `act` returns False it is called again after `retry_seconds`, changes or not. Hidden files and what is
    below `ignore` do not count. Files behind symbolic links are looked at about once a second. A folder that is gone is
    waited for; `act` is called once when it goes.
    CitewireError when the system cannot watch it.
    """
    while not stop.is_set():
        place = _place(folder)
        if place is None:
            act()
            while _place(folder) is None and not stop.wait(_LOOK_MS / 1000):
                pass
            continue
        # What changed before the watch began is unknown, so there is something to do from the start.
        due, not_before = True, 0.0
        linked = LinkedFiles(folder)
        linked.find()
        for changed in _bursts(folder, ignore, stop, quiet_ms):
            if changed:
                linked.find()
            if changed or linked.changed():
                due, not_before = True, 0.0
            if due and time.monotonic() >= not_before:
                due = not act()
                not_before = time.monotonic() + retry_seconds
            if _place(folder) != place:
                break  # another folder, or none, has come in its place, and of that nothing would be heard


def _bursts(folder: Path, ignore: Path | None, stop: Event, quiet_ms: int) -> Iterator[bool]:
    """True after a burst, False now and then without one; ends when the folder itself was touched, or at `stop`."""
    from watchfiles import watch

    root = folder.resolve()
    ignored = ignore.resolve() if ignore else None

    def counts(_change: "Change", name: str) -> bool:
        path = Path(name)
        hidden = any(part.startswith(".") for part in path.relative_to(root).parts) if root in path.parents else False
        return not hidden and not (ignored and path.is_relative_to(ignored))

    try:
        for changes in watch(
            root,
            watch_filter=counts,
            debounce=_LONGEST_BURST_MS,
            step=quiet_ms,
            rust_timeout=_LOOK_MS,
            yield_on_timeout=True,
            stop_event=stop,
        ):
            yield bool(changes)
            if any(Path(name) == root for _, name in changes):
                return  # deleted and made again, it may look the same and yet not be the one that is watched
    except FileNotFoundError:
        return
    except (OSError, RuntimeError) as error:
        reason = f"{folder}: changes cannot be watched for ({error})"
        raise CitewireError(f"{reason}; set WATCHFILES_FORCE_POLLING=1 to look for them instead") from error


def _place(folder: Path) -> tuple[int, int] | None:
    """What tells a folder from another one of the same name; None when there is none."""
    try:
        status = folder.stat()
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if folder.is_dir() else None

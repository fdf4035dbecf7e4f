"""One writer at a time across machines: a lease in the catalogue, which runs out unless it is renewed.

Whoever is on the machine of a dead holder sees that it is dead, and need not wait. Each lease is a record of its own,
`lease-12` after `lease-11`, and Chroma's `add` leaves a record of that name as it is: of two who take the same, the
first has it. Times are the server's, so that machines need not agree.
"""

import os
import platform
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from uuid import uuid4

from index.chroma_tables import Metadata, Record, Table
from index.errors import CitewireError

SECONDS = 60.0  # a lease, from its last renewal; a dead holder's can be taken after that
_RENEWALS = 4  # in that time
_KIND = "lease"


@dataclass(frozen=True, slots=True)
class Lease:
    """Held by `holding`."""

    name: str
    token: str
    table: Table

    def held(self) -> bool:
        """Whether it has not run out and been taken by another."""
        return _newest(self.table)[1].get("token") == self.token


@contextmanager
def holding(table: Table, now: Callable[[], float], where: str, seconds: float = SECONDS) -> Iterator[Lease]:
    """The lease, renewed until the end of the block. CitewireError, at once, when another holds it.

    `seconds` is how long it lasts from its last renewal, for those who cannot see whether its holder is dead.
    """
    number, last = _newest(table)
    if int(last.get("until", 0)) > now() and not _is_dead(last):
        raise CitewireError(
            f"{where}: process {last['pid']} on {last['host']} is indexing; wait until it is done, or, if it is dead, "
            f"{int(last['until']) - now():.0f} s"
        )
    lease = Lease(f"lease-{number + 1}", uuid4().hex, table)
    table.add(_record(lease, now() + seconds))
    if not lease.held():
        raise CitewireError(f"{where}: another process began to index at the same moment; wait until it is done")
    table.delete([f"lease-{number}"])
    ended = Event()
    renewing = Thread(target=_renew, args=(lease, now, ended, seconds), daemon=True)
    renewing.start()
    try:
        yield lease
    finally:
        ended.set()
        renewing.join()
        _write(lease, 0)


def _renew(lease: Lease, now: Callable[[], float], ended: Event, seconds: float) -> None:
    """In a thread of its own: embedding one long batch must not lose the lease."""
    while not ended.wait(seconds / _RENEWALS):
        try:
            _write(lease, now() + seconds)
        except CitewireError:
            return  # the server is away: what the run writes next will say so


def _write(lease: Lease, until: float) -> None:
    if lease.held():
        lease.table.set_metadata(_record(lease, until))


def _record(lease: Lease, until: float) -> Record:
    number = int(lease.name.removeprefix("lease-"))
    metadata: Metadata = {
        "kind": _KIND,
        "number": number,
        "token": lease.token,
        "until": round(until),
        "pid": os.getpid(),
        "host": platform.node(),
        "system": _system(),
    }
    return Record(lease.name, "", metadata)


def _is_dead(holder: Metadata) -> bool:
    """Whether it was a process of this system that is no more."""
    if not _system() or holder.get("system") != _system():
        return False
    try:
        os.kill(int(holder["pid"]), 0)
    except ProcessLookupError:
        return True
    except OSError:
        pass  # it is another user's
    return False


def _system() -> str:
    """What tells the processes that this one can see from those of other machines and containers; "" if unknown."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
        return f"{boot} {Path('/proc/self/ns/pid').readlink()}"
    except OSError:
        return ""


def _newest(table: Table) -> tuple[int, Metadata]:
    """Its number and what it says; 0 and nothing before the first."""
    found = {int(one.metadata["number"]): one.metadata for one in table.all(_KIND)}
    number = max(found, default=0)
    return number, found.get(number, {})

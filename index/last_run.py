"""What the last run left, as the next one finds it: named again where what should name it is damaged."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from index.chroma_file import record_counts
from index.errors import DamagedIndexError
from index.generation import FILE, UNBUILT, Generation, later_run, read_generation, write_generation
from index.integrity import incomplete
from index.run_folder import chroma_folder, open_snapshot, run_folders
from index.seal import FILE as SEAL
from index.seal import damage, read_seal
from index.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Last:
    """What the last run left, as far as it can be used; `held` is without the articles that lack something."""

    generation: Generation
    snapshot: Snapshot  # open until somebody closes it; without anything where nothing can be used
    held: Mapping[str, str]
    mended: tuple[str, ...] = ()
    lost: str | None = None  # why nothing of it can be used


def find_last(folder: Path) -> Last:
    """The last finished run, for a writer who holds the lock. What names it is written again where it is damaged."""
    generation, mended = _found_again(folder)
    nothing = Snapshot(generation, None, {})
    if generation == UNBUILT:
        return Last(generation, nothing, {}, lost=mended)
    try:
        snapshot = open_snapshot(folder)
    except DamagedIndexError as error:
        return Last(generation, nothing, {}, lost=error.what)
    try:
        faults = _faults(chroma_folder(folder, generation.written), snapshot)
    except DamagedIndexError as error:
        snapshot.close()
        return Last(generation, nothing, {}, lost=error.what)
    held = {one: version for one, version in snapshot.versions.items() if one not in faults}
    return Last(generation, snapshot, held, tuple(filter(None, (mended, *faults.values()))))


def next_number(folder: Path, last: Generation) -> int:
    """The number of the run after this one; a run that was cut off has left its folder under it.

    Where no run can be found, a folder that was never sealed is that of a first run that was cut off. Any other is of
    a run that cannot be found again, and not to be gone on with.
    """
    if last != UNBUILT:
        return last.number + 1
    left = dict(run_folders(folder))
    first = left.keys() <= {1} and not (chroma_folder(folder, 1) / SEAL).exists()
    return 1 if first else max(left) + 1


def _faults(chroma: Path, snapshot: Snapshot) -> dict[str, str]:
    """What is not whole, looked for only if there are not as many records as when it was sealed: quick, and by an
    accident never so.
    """
    seal = read_seal(chroma)
    if snapshot.database is None or (seal is not None and record_counts(chroma).items() <= seal.facts.items()):
        return {}
    return incomplete(snapshot.database, snapshot.versions)


def _found_again(folder: Path) -> tuple[Generation, str | None]:
    """The last run, by the newest sealed folder where the file that should name it is missing or damaged."""
    try:
        generation = read_generation(folder)
    except DamagedIndexError as error:
        what = error.what
    else:
        if generation != UNBUILT:
            return generation, None
        what = f"{folder / FILE}: missing"
    for number, chroma in sorted(run_folders(folder), reverse=True):
        seal = read_seal(chroma)
        if seal is not None and damage(chroma) is None:
            sealed = Generation(number, str(seal.facts["settings"]), str(seal.facts["embedder"]))
            generation = later_run(chroma, sealed)
            write_generation(folder, generation)
            return generation, what
    return UNBUILT, what if any(run_folders(folder)) else None

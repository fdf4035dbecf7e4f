"""The Chroma folders of a data folder: one a run, sealed when the run is whole, and not written while it may be read.

`chroma-7` is the seventh run's. It begins as the fifth's brought up to date, as a copy of the sixth's, or empty when
everything is made anew.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from index.chroma_client import open_folder
from index.chroma_file import record_counts, sqlite_faults
from index.errors import DamagedIndexError
from index.folder_hold import hold
from index.generation import FILE, UNBUILT, Generation, flush, read_generation, write_generation
from index.integrity import incomplete
from index.records import versions_of
from index.seal import FILE as SEAL
from index.seal import Seal, damage, read_seal, write_seal
from index.snapshot import Snapshot

WRITING = "writing"  # is there while a write is on its way
_VERSIONS = "versions.json"  # {article id: version} of the finished run: other records are not deleted at once


@dataclass(frozen=True, slots=True)
class Last:
    """What the last run left, as far as it can be used; `held` is without the articles that lack something."""

    generation: Generation
    versions: Mapping[str, str]
    held: Mapping[str, str]
    mended: tuple[str, ...] = ()
    lost: str | None = None  # why nothing of it can be used


def chroma_folder(folder: Path, number: int) -> Path:
    """Where a run leaves its Chroma folder."""
    return folder / f"chroma-{number}"


def open_snapshot(folder: Path) -> Snapshot:
    """The last finished run of a data folder. DamagedIndexError when its files are not as the run left them."""
    while True:
        generation = read_generation(folder)
        if generation == UNBUILT:
            return Snapshot(generation, None, {})
        try:
            snapshot = _open(chroma_folder(folder, generation.number), generation)
        except DamagedIndexError:
            if read_generation(folder) == generation:
                raise
        else:
            if read_generation(folder) == generation:
                return snapshot
            snapshot.close()


def _open(chroma: Path, generation: Generation) -> Snapshot:
    """Held until the snapshot is closed, so that no run writes into it."""
    release = hold(chroma)
    if release is None:
        raise DamagedIndexError(f"{chroma}: missing")
    seal, fault = read_seal(chroma), damage(chroma)
    if fault:
        release()
        raise DamagedIndexError(fault)
    database = open_folder(chroma, release)
    try:
        if seal is not None and seal.facts["articles"] and not record_counts(chroma)["articles"]:
            raise DamagedIndexError(f"{chroma}: its articles are gone")  # noqa: TRY301  # a helper would be no clearer
        versions = _versions(chroma) or versions_of(database.articles.ids())
    except DamagedIndexError:
        database.close()
        raise
    return Snapshot(generation, database, versions)


def _versions(chroma: Path) -> dict[str, str] | None:
    """None in a folder of before there was such a file."""
    try:
        found: dict[str, str] = json.loads((chroma / _VERSIONS).read_bytes())
    except FileNotFoundError:
        return None
    except ValueError as error:
        raise DamagedIndexError(f"{chroma / _VERSIONS}: damaged") from error
    return found


def find_last(folder: Path) -> Last:
    """The last finished run, for a writer who holds the lock. What names it is written again where it is damaged."""
    generation, mended = _found_again(folder)
    if generation == UNBUILT:
        return Last(generation, {}, {}, lost=mended)
    chroma = chroma_folder(folder, generation.number)
    try:
        snapshot = open_snapshot(folder)
    except DamagedIndexError as error:
        return Last(generation, {}, {}, lost=error.what)
    try:
        faults = (
            {} if snapshot.database is None or _as_sealed(chroma) else incomplete(snapshot.database, snapshot.versions)
        )
    except DamagedIndexError as error:
        return Last(generation, {}, {}, lost=error.what)
    finally:
        snapshot.close()
    held = {one: version for one, version in snapshot.versions.items() if one not in faults}
    return Last(generation, snapshot.versions, held, tuple(filter(None, (mended, *faults.values()))))


def _as_sealed(chroma: Path) -> bool:
    """Whether there are as many records as when it was sealed: quick, and by an accident never so."""
    seal = read_seal(chroma)
    return seal is not None and record_counts(chroma).items() <= seal.facts.items()


def folder_faults(folder: Path) -> Iterator[str]:
    """What can be told of a data folder without Chroma, which damaged files can end the process of."""
    try:
        generation = read_generation(folder)
    except DamagedIndexError as error:
        yield error.what
        return
    if generation == UNBUILT:
        if any(read_seal(chroma) for _, chroma in _folders(folder)):
            yield f"{folder / FILE}: missing"
        return
    chroma = chroma_folder(folder, generation.number)
    if fault := damage(chroma, every_byte=True):
        yield fault
        return
    seal = read_seal(chroma)
    if seal is None or not asdict(generation).items() <= seal.facts.items():
        yield f"{chroma}: is not the run that {folder / FILE} names"
    yield from sqlite_faults(chroma)


def next_number(folder: Path, last: Generation) -> int:
    """The number of the run after this one; a run that was cut off has left its folder under it."""
    return last.number + 1 if last != UNBUILT else max((number for number, _ in _folders(folder)), default=0) + 1


def seal_run(chroma: Path, generation: Generation, versions: Mapping[str, str], known: Seal | None) -> None:
    """Have the disk hold a finished folder, and seal it but for its SQLite file, which finds damage by itself.

    Readers see these articles in these versions. `known` is the seal that the folder had before the run, if any.
    """
    (chroma / _VERSIONS).write_text(json.dumps(dict(versions)), encoding="utf-8")
    files = [path for path in chroma.rglob("*") if path.is_file()]
    for path in files:
        flush(path)
    sealed = [path for path in files if path.suffix in {".bin", ".pickle"} or path.name == _VERSIONS]
    write_seal(chroma, sealed, {**asdict(generation), **record_counts(chroma)}, known)
    for folder in {path.parent for path in files}:
        flush(folder)


def unseal(chroma: Path) -> None:
    """Before the first write to a folder."""
    (chroma / SEAL).unlink(missing_ok=True)


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
    for _, chroma in sorted(_folders(folder), reverse=True):
        seal = read_seal(chroma)
        if seal is not None and damage(chroma) is None:
            facts = seal.facts
            generation = Generation(int(facts["number"]), str(facts["settings"]), str(facts["embedder"]))
            write_generation(folder, generation)
            return generation, what
    return UNBUILT, what if any(_folders(folder)) else None


def _folders(folder: Path) -> Iterator[tuple[int, Path]]:
    for path in folder.glob("chroma-*"):
        number = path.name.removeprefix("chroma-")
        if number.isdecimal():
            yield int(number), path

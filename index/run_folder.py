"""The Chroma folders of a data folder: one a run, sealed when the run is whole, and not written while it may be read.

`chroma-7` is the seventh run's. It begins as the fifth's brought up to date, as a copy of the sixth's, or empty when
everything is made anew. A run that only takes articles away has none: it leaves the last as it is.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from index.chroma_client import open_folder
from index.chroma_file import record_counts, sqlite_faults
from index.errors import DamagedIndexError
from index.folder_hold import hold
from index.generation import FILE, UNBUILT, Generation, flush, read_generation
from index.records import versions_of
from index.seal import FILE as SEAL
from index.seal import Seal, damage, read_seal, write_seal
from index.snapshot import Snapshot

WRITING = "writing"  # is there while a write is on its way
_VERSIONS = "versions.json"  # {article id: version} of the finished run: other records are not deleted at once


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
            snapshot = _open(chroma_folder(folder, generation.written), generation)
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
    for article_id in generation.removed:
        versions.pop(article_id, None)
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


def folder_faults(folder: Path) -> Iterator[str]:
    """What can be told of a data folder without Chroma, which damaged files can end the process of."""
    try:
        generation = read_generation(folder)
    except DamagedIndexError as error:
        yield error.what
        return
    if generation == UNBUILT:
        if any(read_seal(chroma) for _, chroma in run_folders(folder)):
            yield f"{folder / FILE}: missing"
        return
    chroma = chroma_folder(folder, generation.written)
    if fault := damage(chroma, every_byte=True):
        yield fault
        return
    seal = read_seal(chroma)
    if seal is None or not _facts(generation).items() <= seal.facts.items():
        yield f"{chroma}: is not the run that {folder / FILE} names"
    yield from sqlite_faults(chroma)


def seal_run(chroma: Path, generation: Generation, versions: Mapping[str, str], known: Seal | None) -> None:
    """Have the disk hold a finished folder, and seal it but for its SQLite file, which finds damage by itself.

    Readers see these articles in these versions. `known` is the seal that the folder had before the run, if any.
    """
    (chroma / _VERSIONS).write_text(json.dumps(dict(versions)), encoding="utf-8")
    files = [path for path in chroma.rglob("*") if path.is_file()]
    for path in files:
        flush(path)
    sealed = [path for path in files if path.suffix in {".bin", ".pickle"} or path.name == _VERSIONS]
    write_seal(chroma, sealed, {**_facts(generation), **record_counts(chroma)}, known)
    for folder in {path.parent for path in files}:
        flush(folder)


def _facts(generation: Generation) -> dict[str, str | int]:
    """What is known of a folder's records beside their number."""
    return {"number": generation.written, "settings": generation.settings, "embedder": generation.embedder}


def unseal(chroma: Path) -> None:
    """Before the first write to a folder."""
    for name in (SEAL, FILE):
        (chroma / name).unlink(missing_ok=True)


def run_folders(folder: Path) -> Iterator[tuple[int, Path]]:
    """The Chroma folders and the numbers of their runs, finished or not, in no order."""
    for path in folder.glob("chroma-*"):
        number = path.name.removeprefix("chroma-")
        if number.isdecimal():
            yield int(number), path

"""A run of the writer on embedded Chroma: from the last finished run's folder to the next.

The run works in a folder of its own, seen by readers when it is whole: the one of the run before the last, which
nobody reads any more, or a copy of the last. A run that was cut off leaves that folder behind, and the next goes on
with it, unless it was cut off within a write: Chroma's vector index, written in place, may then be damaged, and opening
it can end the process. A run that only takes a few articles away writes no folder, but that they are not to be seen.
"""

import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import CitewireError, DamagedIndexError
from index.generation import UNBUILT, Generation, read_generation, write_generation
from index.integrity import incomplete
from index.last_run import find_last, next_number
from index.locks import writer_lock
from index.records import article_key, article_record, passage_records
from index.run import Entry, why_anew
from index.run_folder import chroma_folder, run_folders, seal_run
from index.snapshot import Snapshot
from index.target_folder import TargetFolder, few_stale

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MOST_REMOVED = 1000  # ids in the small file that is read before each question


@contextmanager
def begin_run(folder: Path, settings: str, embedder: str, *, rebuild: bool = False) -> Iterator["FolderRun"]:
    """A run that holds the writer's lock until the end of the block.

    `settings` is a hash of all that an article's passages depend on, `embedder` the embedder's fingerprint.
    CitewireError when another process writes, or the folder is not one of ours.
    """
    with suppress(DamagedIndexError):
        read_generation(folder)  # before anything is written
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with writer_lock(folder):
            run = FolderRun(folder, settings, embedder, rebuild=rebuild)
            try:
                yield run
            finally:
                run.close()
    except DamagedIndexError as error:  # of what the run itself wrote: `find_last` deals with what the last one did
        raise CitewireError(f"{error.what}; see whether the disk is full, then run `citewire index` again") from error
    except (OSError, sqlite3.Error) as error:
        raise CitewireError(
            f"{folder}: cannot be written ({error}); see to it and run `citewire index` again, which goes on from here"
        ) from error


class FolderRun:
    """See `index.run.Run`. Begun by `begin_run`."""

    def __init__(self, folder: Path, settings: str, embedder: str, *, rebuild: bool) -> None:
        last = find_last(folder)
        self.before = last.snapshot.versions
        self.number = next_number(folder, last.generation)
        self.rebuilt = last.lost or why_anew(last.generation, settings, rebuild=rebuild)
        self.mended = last.mended
        self._folder = folder
        self._last = last.generation
        self._read = last.snapshot
        self._next = Generation(self.number, settings, embedder)
        anew = self.rebuilt is not None or self._last == UNBUILT
        self._base = chroma_folder(folder, self._last.written)
        older = (number for number, _ in run_folders(folder) if number < self._last.written)
        spare = chroma_folder(folder, max(older, default=0))
        self._target = TargetFolder(chroma_folder(folder, self.number), settings, None if anew else self._base, spare)
        self._held = set() if self.rebuilt else {article_key(*item) for item in last.held.items()}
        self._went_on = False
        kept = {self._base} if anew else {self._base, spare}
        if not rebuild and self._target.begun:
            try:
                self._held, self._went_on = self._go_on(), True
                kept = {self._base, self._target.path}
            except DamagedIndexError:
                self._target.let_go()  # and cleared away: the last run's is there to begin from
        self._clear_away(kept)

    def holds(self, article_id: str, version: str) -> bool:
        """See `index.run.Run.holds`."""
        return article_key(article_id, version) in self._held

    def expect(self) -> None:
        """See `index.run.Run.expect`."""
        self._target.expect()

    def put(self, entries: Sequence[Entry], embeddings: "NDArray[np.float32]") -> None:
        """See `index.run.Run.put`."""
        passages = [record for entry in entries for record in passage_records(entry.stored, entry.passages)]
        articles = [article_record(entry.stored, len(entry.passages)) for entry in entries]
        self._target.put(passages, embeddings, articles)
        self._held |= {record.id for record in articles}

    def finish(self, versions: Mapping[str, str], follow: Callable[[Snapshot], None]) -> int:
        """See `index.run.Run.finish`."""
        whole = self._last != UNBUILT and not self.mended and not self.rebuilt and not self._target.expected
        if whole and versions == self.before:
            return self._last.number
        removed = (*self._last.removed, *sorted(self.before.keys() - versions.keys()))
        few = len(removed) <= _MOST_REMOVED and few_stale(len(removed), len(versions))
        only_fewer = whole and versions.items() <= self.before.items()
        if only_fewer and few and versions:
            self._leave(versions, removed, follow)
        else:
            self._write(versions, follow)
        return self.number

    def _leave(self, versions: Mapping[str, str], removed: tuple[str, ...], follow: Callable[[Snapshot], None]) -> None:
        """The records as they are, of which some are not to be seen any more."""
        following = replace(self._next, base=self._last.written, removed=removed)
        follow(Snapshot(following, self._read.database, versions))
        write_generation(self._base, following)  # a copy, should the other be lost
        write_generation(self._folder, following)

    def _write(self, versions: Mapping[str, str], follow: Callable[[Snapshot], None]) -> None:
        target = self._target
        if not versions:
            target.start_over()  # Chroma cannot be made to write that its vector index is empty, as a reader would
        target.tidy(versions, strays=bool(self.mended) or self._went_on)
        target.settle()
        follow(Snapshot(self._next, target.opened(), versions))
        self.close()
        target.keep_new()
        seal_run(target.path, self._next, versions, target.known)
        write_generation(self._folder, self._next)

    def close(self) -> None:
        """Let go of the files. A run not finished is gone on with by the next."""
        self._target.close()
        self._read.close()

    def _go_on(self) -> set[str]:
        """The articles that the run before this one had put, or had from the beginning."""
        database = self._target.opened()
        faults = incomplete(database)
        return {key for key in database.articles.ids() if key.rpartition("@")[0] not in faults}

    def _clear_away(self, kept: set[Path]) -> None:
        """Every other run's folder. Readers in the middle of a question may have had the last but one until now."""
        for chroma in self._folder.glob("chroma-*"):
            if chroma not in kept:
                shutil.rmtree(chroma)

"""A run of the writer on embedded Chroma: from the last finished run's folder to the next.

The run works in a folder of its own, seen by readers when it is whole. A run that was cut off leaves that folder
behind, and the next goes on with it, unless it was cut off within a write: Chroma's vector index, written in place,
may then be damaged, and opening it can end the process.
"""

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from index.chroma_client import open_folder
from index.chroma_tables import Database
from index.errors import CitewireError, DamagedIndexError
from index.generation import UNBUILT, Generation, read_generation, write_generation
from index.integrity import counts, incomplete
from index.locks import writer_lock
from index.records import article_key, article_record, key_of_passage, passage_records, versions_of
from index.run import Entry, why_anew
from index.run_folder import WRITING, chroma_folder, copy_folder, find_last, next_number, seal_run, unseal
from index.snapshot import Snapshot

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SETTINGS = "settings.json"  # in a run's folder: what it was begun with


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
        self.before = last.versions
        self.number = next_number(folder, last.generation)
        self.rebuilt = last.lost or why_anew(last.generation, settings, rebuild=rebuild)
        self.mended = last.mended
        self._folder = folder
        self._last = last.generation
        self._next = Generation(self.number, settings, embedder)
        self._target = chroma_folder(folder, self.number)
        self._database: Database | None = None
        self._held = {} if self.rebuilt else dict(last.held)
        if not rebuild and self._begun():
            try:
                self._held = self._go_on()
            except DamagedIndexError:
                self.close()  # and cleared away: the last run's is there to begin from
        self._clear_away()

    def holds(self, article_id: str, version: str) -> bool:
        """See `index.run.Run.holds`."""
        return self._held.get(article_id) == version

    def put(self, entries: Sequence[Entry], embeddings: "NDArray[np.float32]") -> None:
        """See `index.run.Run.put`."""
        database = self._opened()
        passages = [record for entry in entries for record in passage_records(entry.stored, entry.passages)]
        articles = [article_record(entry.stored, len(entry.passages)) for entry in entries]
        with self._writing():
            # An article's record comes last: where it is, its passages are.
            database.passages.put(passages, embeddings)
            database.articles.put(articles, _ones(len(articles)))
        self._held |= {entry.stored.article.id: entry.stored.version for entry in entries}

    def finish(self, versions: Mapping[str, str], follow: Callable[[Snapshot], None]) -> int:
        """See `index.run.Run.finish`."""
        same = versions == self.before and not self.mended and not self.rebuilt
        if same and self._last != UNBUILT:
            return self._last.number
        if not versions:
            self._start_over()  # Chroma cannot be made to write that its vector index is empty, as a reader would
        self._sweep(self._opened(), versions)
        with self._writing():
            database = self._opened()
            database.keep_log(short=True)
            self.close()
            self._opened().settle()
        database = self._opened()
        follow(Snapshot(self._next, database, versions))
        counted = counts(database)
        self.close()
        seal_run(self._target, self._next, counted)
        write_generation(self._folder, self._next)
        return self.number

    def close(self) -> None:
        """Let go of the files. A run not finished is gone on with by the next."""
        if self._database is not None:
            self._database.close()
            self._database = None

    def _start_over(self) -> None:
        self.close()
        if self._target.exists():
            shutil.rmtree(self._target)
        self._prepare(empty=True)

    def _begun(self) -> bool:
        try:
            settings = json.loads((self._target / _SETTINGS).read_bytes())
        except (OSError, ValueError):
            return False
        return settings == self._next.settings and not (self._target / WRITING).exists()

    def _go_on(self) -> dict[str, str]:
        database = self._opened()
        database.keep_log(short=False)
        held = versions_of(database.articles.ids())
        self._sweep(database, held)
        faults = incomplete(database)
        return {one: version for one, version in held.items() if one not in faults}

    def _clear_away(self) -> None:
        """Every other run's folder. The last but one stayed until now for readers in the middle of a question."""
        kept = {self._target.name} if self._database else set()
        for chroma in self._folder.glob("chroma-*"):
            if chroma.name not in kept | {chroma_folder(self._folder, self._last.number).name}:
                shutil.rmtree(chroma)

    def _opened(self) -> Database:
        if self._database is None:
            new = not self._target.exists()
            if new:
                self._prepare(empty=self.rebuilt is not None or self._last == UNBUILT)
            unseal(self._target)
            with self._writing():
                self._database = open_folder(self._target)
                if new:
                    self._database.keep_log(short=False)
        return self._database

    def _prepare(self, *, empty: bool) -> None:
        new = self._target.with_name(f"{self._target.name}.new")
        new.mkdir()
        if not empty:
            copy_folder(chroma_folder(self._folder, self._last.number), new)
        (new / _SETTINGS).write_text(json.dumps(self._next.settings), encoding="utf-8")
        new.rename(self._target)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        mark = self._target / WRITING
        outermost = not mark.exists()
        mark.touch()
        yield
        if outermost:
            mark.unlink()  # not after an error: what it left is not known

    def _sweep(self, database: Database, versions: Mapping[str, str]) -> None:
        """Delete every record that is of no article in these versions."""
        keys = {article_key(*item) for item in versions.items()}
        articles = [key for key in database.articles.ids() if key not in keys]
        passages = [key for key in database.passages.ids() if key_of_passage(key) not in keys]
        if articles or passages:
            with self._writing():
                database.articles.delete(articles)
                database.passages.delete(passages)


def _ones(count: int) -> "NDArray[np.float32]":
    import numpy as np

    return np.ones((count, 1), dtype=np.float32)

"""One run of the writer: from the last finished run's Chroma folder to the next, seen by readers when it is whole.

The run works in a folder of its own, a copy of the last run's or, when everything is made anew, an empty one. A run
that was cut off leaves that folder behind, and the next goes on with it, unless it was cut off within a write:
Chroma's vector index, written in place, may then be damaged, and opening it can end the process.
"""

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.chroma_client import SQLITE, Database, open_folder
from index.domain import Passage
from index.errors import CitewireError
from index.generation import UNBUILT, Generation, read_generation, write_generation
from index.locks import writer_lock
from index.records import (
    StoredArticle,
    article_key,
    article_record,
    key_of_passage,
    passage_records,
    versions_of,
)
from index.store import Snapshot, chroma_folder, open_snapshot

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SETTINGS = "settings.json"  # in a run's folder: what it was begun with
WRITING = "writing"  # is there while a write is on its way


@dataclass(frozen=True, slots=True)
class Entry:
    """An article to be stored, with its passages."""

    stored: StoredArticle
    passages: tuple[Passage, ...]


@contextmanager
def begin_run(folder: Path, settings: str, embedder: str, *, rebuild: bool = False) -> Iterator["Run"]:
    """A run that holds the writer's lock until the end of the block.

    `settings` is a hash of all that an article's passages depend on, `embedder` the embedder's fingerprint.
    CitewireError when another process writes, or the folder is not one of ours.
    """
    read_generation(folder)  # before anything is written
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with writer_lock(folder):
            run = Run(folder, settings, embedder, rebuild=rebuild)
            try:
                yield run
            finally:
                run.close()
    except (OSError, sqlite3.Error) as error:
        raise CitewireError(
            f"{folder}: cannot be written ({error}); see to it and run `citewire index` again, which goes on from here"
        ) from error


class Run:
    """What a run writes; nothing of it can be read before `finish`. Begun by `begin_run`."""

    def __init__(self, folder: Path, settings: str, embedder: str, *, rebuild: bool) -> None:
        last = open_snapshot(folder)
        last.close()
        self.before: Mapping[str, str] = last.versions  # article id -> version, as readers see it
        self.number = last.generation.number + 1
        self.rebuilt = why_anew(last.generation, settings, rebuild=rebuild)
        self._folder = folder
        self._last = last.generation
        self._next = Generation(self.number, settings, embedder)
        self._target = chroma_folder(folder, self.number)
        self._database: Database | None = None
        self._held = {} if self.rebuilt else dict(last.versions)
        if not rebuild and self._begun():
            self._held = self._go_on()
        self._clear_away()

    def holds(self, article_id: str, version: str) -> bool:
        """Whether the run has this version of an article already."""
        return self._held.get(article_id) == version

    def put(self, entries: Sequence[Entry], embeddings: "NDArray[np.float32]") -> None:
        """Store articles; a row of `embeddings` for each of their passages, in their order."""
        database = self._opened()
        passages = [record for entry in entries for record in passage_records(entry.stored, entry.passages)]
        articles = [article_record(entry.stored, len(entry.passages)) for entry in entries]
        with self._writing():
            # An article's record comes last: where it is, its passages are.
            database.passages.put(passages, embeddings)
            database.articles.put(articles, _ones(len(articles)))
        self._held |= {entry.stored.article.id: entry.stored.version for entry in entries}

    def finish(self, versions: Mapping[str, str], follow: Callable[[Snapshot], None]) -> int:
        """Make the run the one that is read: these articles in these versions, all held, and no others.

        `follow` is shown the new state before any reader is. Returns the generation, the last one when the new state
        would be the same.
        """
        if versions == self.before and not self.rebuilt and self._last != UNBUILT:
            return self._last.number
        self._sweep(self._opened(), versions)
        self.close()
        with self._writing():
            self._opened().passages.settle()  # else a reader would, while another loads the same files
        follow(Snapshot(self._next, self._opened(), versions))
        self.close()
        write_generation(self._folder, self._next)
        return self.number

    def close(self) -> None:
        """Let go of the files. A run not finished is gone on with by the next."""
        if self._database is not None:
            self._database.close()
            self._database = None

    def _begun(self) -> bool:
        try:
            settings = json.loads((self._target / _SETTINGS).read_bytes())
        except (OSError, ValueError):
            return False
        return settings == self._next.settings and not (self._target / WRITING).exists()

    def _go_on(self) -> dict[str, str]:
        database = self._opened()
        held = versions_of(database.articles.ids())
        self._sweep(database, held)
        return held

    def _clear_away(self) -> None:
        """Every other run's folder. The last but one stayed until now for readers in the middle of a question."""
        kept = {self._target.name} if self._database else set()
        for chroma in self._folder.glob("chroma-*"):
            if chroma.name not in kept | {chroma_folder(self._folder, self._last.number).name}:
                shutil.rmtree(chroma)

    def _opened(self) -> Database:
        if self._database is None:
            if not self._target.exists():
                self._prepare()
            self._database = open_folder(self._target)
        return self._database

    def _prepare(self) -> None:
        new = self._target.with_name(f"{self._target.name}.new")
        new.mkdir()
        if not self.rebuilt and self._last != UNBUILT:
            _copy(chroma_folder(self._folder, self._last.number), new)
        (new / _SETTINGS).write_text(json.dumps(self._next.settings), encoding="utf-8")
        new.rename(self._target)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        mark = self._target / WRITING
        mark.touch()
        yield
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


def why_anew(last: Generation, settings: str, *, rebuild: bool) -> str | None:
    """Why nothing of the last run can be kept, None when it can."""
    if last == UNBUILT:
        return None
    if rebuild:
        return "asked for"
    return None if last.settings == settings else "the settings or the embedder changed"


def _copy(source: Path, target: Path) -> None:
    """A Chroma folder that others may be reading: opening it writes a little to its SQLite file, but not meanwhile."""
    others = shutil.ignore_patterns("*-journal", WRITING)
    with closing(sqlite3.connect(f"{(source / SQLITE).absolute().as_uri()}?mode=rw", uri=True)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM sqlite_master").fetchone()  # takes the lock that readers share
        shutil.copytree(source, target, dirs_exist_ok=True, ignore=others)


def _ones(count: int) -> "NDArray[np.float32]":
    import numpy as np

    return np.ones((count, 1), dtype=np.float32)

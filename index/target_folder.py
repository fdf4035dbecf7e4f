"""The Chroma folder that a run writes: begun from what earlier runs left, marked while a write is on its way."""

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from index.chroma_client import open_folder
from index.chroma_file import copy_folder, log_length, record_counts, record_ids
from index.chroma_tables import Database, Record
from index.errors import DamagedIndexError
from index.folder_hold import alone
from index.generation import FILE as GENERATION
from index.new_records import NewRecords
from index.records import article_key, key_of_passage
from index.run_folder import WRITING, unseal
from index.seal import FILE as SEAL
from index.seal import Seal, damage, read_seal, seal_name
from index.spare import catch_up, expect_as_many, missed_changes

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SETTINGS = "settings.json"  # what the run was begun with
_VECTOR_INDEXES = 2  # one a table
# What may be in Chroma's log alone at the end of a run. A reader takes up to half a second more to open the index; to
# write the whole vector index would take a run that, at 100,000 passages.
_LEAST_IN_LOG, _SHARE_IN_LOG, _MOST_IN_LOG = 100, 0.01, 1000
# Of the articles' records, those that are gone or were written anew. No reader sees them, and to delete one passage
# takes some 5 ms among 100,000, most of it for Chroma's index of words.
_LEAST_STALE, _SHARE_STALE = 20, 0.05


def few_stale(stale: int, total: int) -> bool:
    """Whether what readers do not see may stay, among so many."""
    return stale <= max(_LEAST_STALE, _SHARE_STALE * total)


class TargetFolder:
    """For a writer who holds the lock."""

    def __init__(self, path: Path, settings: str, base: Path | None, spare: Path) -> None:
        """`base` is the last run's folder, None to begin empty; `spare` the one before, there or not."""
        self.path = path
        self.known: Seal | None = None  # of the spare folder, if that was taken
        self._settings = settings
        self._base = base
        self._spare = spare
        self._database: Database | None = None
        self._threads = ThreadPoolExecutor(1, "opening")
        self._opening: Future[None] | None = None
        self._new = NewRecords()

    @property
    def begun(self) -> bool:
        """Whether a run with the same settings was cut off here, and not within a write."""
        try:
            settings = json.loads((self.path / _SETTINGS).read_bytes())
        except (OSError, ValueError):
            return False
        return settings == self._settings and not (self.path / WRITING).exists()

    @property
    def expected(self) -> bool:
        """Whether the folder is there, or soon will be."""
        return self._opening is not None or self.path.exists()

    def expect(self) -> None:
        """Begin to open, for which Chroma loads its vector index."""
        if self._opening is None and self._database is None:
            self._opening = self._threads.submit(self._begin)

    def opened(self) -> Database:
        """To be read, and written within `writing`."""
        if self._opening is not None:
            self._opening.result()
        elif self._database is None:
            self._begin()
        return self._open()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Marks the folder until the end of the block."""
        mark = self.path / WRITING
        outermost = not mark.exists()
        mark.touch()
        yield
        if outermost:
            mark.unlink()  # not after an error: what it left is not known

    def put(self, passages: Sequence[Record], embeddings: "NDArray[np.float32]", articles: Sequence[Record]) -> None:
        """Articles and their passages, whose embeddings are of shape (len(passages), dimensions)."""
        database, ones = self.opened(), _ones(len(articles))
        with self.writing():
            # An article's record comes last: where it is, its passages are.
            database.passages.put(passages, embeddings)
            database.articles.put(articles, ones)
        self._new.put({"passages": (passages, embeddings), "articles": (articles, ones)})

    def tidy(self, versions: Mapping[str, str], *, strays: bool) -> None:
        """Delete what belongs to no article in these versions, when there is much of it.

        With `strays` there may be passages of no article at all: those are deleted in any case.
        """
        database, total = self.opened(), record_counts(self.path)["articles"]
        few = few_stale(total - len(versions), total)
        if few and not strays:
            return
        ids = record_ids(self.path)
        keys = ids["articles"] if few else {article_key(*item) for item in versions.items()}
        articles = ids["articles"] - keys
        passages = {key for key in ids["passages"] if key_of_passage(key) not in keys}
        self._new.delete({"articles": articles, "passages": passages})
        with self.writing():
            database.articles.delete(sorted(articles))
            database.passages.delete(sorted(passages))

    def settle(self) -> None:
        """Have Chroma write its vector index, if more than a little is in its log alone."""
        database = self.opened()
        share = _SHARE_IN_LOG * sum(record_counts(self.path).values())
        # An index that was never written is written, in part, by whoever opens it next.
        written = len(list(self.path.rglob("*.pickle"))) == _VECTOR_INDEXES
        if written and log_length(self.path) <= max(_LEAST_IN_LOG, min(_MOST_IN_LOG, share)):
            return
        with self.writing():
            database.keep_log(short=True)  # heeded when the folder is opened
            self.let_go()
            self._open().settle()
            self._open().keep_log(short=False)

    def keep_new(self) -> None:
        """Leave to the next run what was put, and what else has changed."""
        self._new.keep(self.path)

    def start_over(self) -> None:
        """Empty, whatever it began with."""
        self.let_go()
        if self.path.exists():
            shutil.rmtree(self.path)
        self._prepare(None)
        self._new.begin_from(None)

    def close(self) -> None:
        """Let go of the files, at the end."""
        self._threads.shutdown()
        self.let_go()

    def let_go(self) -> None:
        """Let go of the files; they are opened again when they are wanted. From any thread, its own too."""
        if self._database is not None:
            self._database.close()
            self._database = None

    def _open(self) -> Database:
        if self._database is None:
            unseal(self.path)
            self._database = open_folder(self.path)
        return self._database

    def _begin(self) -> None:
        """By whatever there is to begin with."""
        if self.path.exists():
            with self.writing():
                self._open().keep_log(short=False)  # a run may have been cut off in `settle`
            return
        if not self._taken_over():
            self._prepare(self._base)
        self._new.begin_from(None if self._base is None else seal_name(self._base))

    def _prepare(self, base: Path | None) -> None:
        new = self.path.with_name(f"{self.path.name}.new")
        new.mkdir()
        if base is not None:
            if self._spare.exists():
                shutil.rmtree(self._spare)  # of no use: the disk need not hold three
            copy_folder(base, new, without=(WRITING, SEAL, GENERATION))
        self._name_settings(new)
        new.rename(self.path)

    def _taken_over(self) -> bool:
        """Whether the spare folder could be had, and brought up to date."""
        if self._base is None or damage(self._spare) is not None:
            return False
        try:
            missed = missed_changes(self._spare, self._base)
            with alone(self._spare) as free:
                if missed is None or not free:
                    return False
                self.known = read_seal(self._spare)
                unseal(self._spare)
                self._spare.rename(self.path)  # where no reader looks before the end of the run
            with self.writing():
                self._name_settings(self.path)
                catch_up(self._open(), missed, self._base)
            expect_as_many(self.path, self._base)
        except DamagedIndexError:
            self.let_go()
            if self.path.exists():
                shutil.rmtree(self.path)
            return False
        return True

    def _name_settings(self, folder: Path) -> None:
        (folder / _SETTINGS).write_text(json.dumps(self._settings), encoding="utf-8")


def _ones(count: int) -> "NDArray[np.float32]":
    import numpy as np

    return np.ones((count, 1), dtype=np.float32)

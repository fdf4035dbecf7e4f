"""What readers see of the index: the last finished run, and no other.

Every run that changes something leaves a Chroma folder of its own (`chroma-7` for the seventh), which is never
written again. A reader keeps to one folder, and goes on to the next when the generation file names it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from index.chroma_client import Database, open_folder
from index.domain import Passage, Source
from index.errors import CitewireError
from index.generation import FILE, UNBUILT, Generation, read_generation
from index.records import (
    ArticleSummary,
    StoredArticle,
    StoredPassage,
    article_key,
    article_summary,
    key_of_passage,
    stored_article,
    stored_passage,
    versions_of,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage near a question; `similarity` is the cosine, 0..1, 1 is the same."""

    id: str
    passage: Passage
    source: Source
    similarity: float


class Snapshot:
    """The index after one run. Safe for several threads; its files are let go of when the last reader drops it."""

    def __init__(self, generation: Generation, database: Database | None, versions: Mapping[str, str]) -> None:
        self.generation = generation
        self.versions = versions  # article id -> version: nothing else is seen, whatever the tables hold
        self._database = database
        self._keys = frozenset(article_key(*item) for item in versions.items())

    def nearest(self, embedding: "NDArray[np.float32]", count: int) -> list[Hit]:
        """The `count` passages nearest to an embedding of shape (dimensions,), nearest first."""
        if self._database is None:
            return []
        total = self._database.passages.count()
        asked = min(count, total)
        while asked > 0:
            found = self._database.passages.nearest(embedding, asked)
            seen = [(record, similarity) for record, similarity in found if key_of_passage(record.id) in self._keys]
            if len(seen) >= count or asked == total:
                stored = ((stored_passage(record), similarity) for record, similarity in seen[:count])
                return [Hit(one.id, one.passage, one.source, similarity) for one, similarity in stored]
            asked = min(asked * 4, total)
        return []

    def passages_by_id(self, ids: Sequence[str]) -> dict[str, StoredPassage]:
        """The passages of these ids, as `Hit` and the lexicon name them; without those that are no more."""
        if self._database is None:
            return {}
        known = [one for one in ids if key_of_passage(one) in self._keys]
        return {record.id: stored_passage(record) for record in self._database.passages.get(known)}

    def passages_of(self, article_ids: Sequence[str]) -> Iterator[StoredPassage]:
        """Every passage of these articles, in no order."""
        if self._database is not None:
            ids = self._database.passages.ids_of_articles(article_ids)
            known = [one for one in ids if key_of_passage(one) in self._keys]
            yield from map(stored_passage, self._database.passages.get(known))

    def article(self, article_id: str) -> StoredArticle | None:
        """An article with its sentences, None when there is none of that id."""
        if self._database is None or article_id not in self.versions:
            return None
        key = article_key(article_id, self.versions[article_id])
        return next(map(stored_article, self._database.articles.get([key])), None)

    def articles(self) -> list[ArticleSummary]:
        """Every article, in the order of ids."""
        if self._database is None:
            return []
        found = map(article_summary, self._database.articles.get(sorted(self._keys), text=False))
        return sorted(found, key=lambda summary: summary.source.article_id)

    def close(self) -> None:
        """Let go of the files now, for whoever is sure to be the last reader."""
        if self._database is not None:
            self._database.close()


class Store:
    """The index of a data folder. Several threads may read and refresh at once.

    Each method answers from the last finished run, even when one finishes meanwhile. Whoever calls several for one
    question and wants them of one run compares `generation` before and after, or keeps the `Snapshot` of `refresh`.
    """

    def __init__(self, folder: Path) -> None:
        """Nothing is written; a folder that is missing or empty is an index without articles, of generation 0."""
        self.folder = folder
        self._reopening = Lock()
        self._snapshot = open_snapshot(folder)

    @classmethod
    def open(cls, folder: Path) -> "Store":
        """CitewireError when the folder holds something else, or an index of a newer version."""
        return cls(folder)

    @property
    def generation(self) -> int:
        """How many runs have been finished; 0 before the first."""
        return self._snapshot.generation.number

    @property
    def snapshot(self) -> Snapshot:
        """What the last `refresh` saw."""
        return self._snapshot

    def refresh(self) -> Snapshot:
        """Go on to the last finished run. Costs the reading of a small file when there is no new one."""
        if read_generation(self.folder) != self._snapshot.generation:
            with self._reopening:
                if read_generation(self.folder) != self._snapshot.generation:
                    self._snapshot = open_snapshot(self.folder)
        return self._snapshot

    def expect_embedder(self, fingerprint: str) -> None:
        """CitewireError when the index was made with another embedder: its vectors could not be compared."""
        generation = self.refresh().generation
        if generation != UNBUILT and generation.embedder != fingerprint:
            raise CitewireError(f"{self.folder}: made with another embedder; run `citewire index` with this one")

    def nearest(self, embedding: "NDArray[np.float32]", count: int) -> list[Hit]:
        """See `Snapshot.nearest`."""
        return self._read(lambda snapshot: snapshot.nearest(embedding, count))

    def passages_by_id(self, ids: Sequence[str]) -> dict[str, StoredPassage]:
        """See `Snapshot.passages_by_id`."""
        return self._read(lambda snapshot: snapshot.passages_by_id(ids))

    def article(self, article_id: str) -> StoredArticle | None:
        """See `Snapshot.article`."""
        return self._read(lambda snapshot: snapshot.article(article_id))

    def articles(self) -> list[ArticleSummary]:
        """See `Snapshot.articles`."""
        return self._read(lambda snapshot: snapshot.articles())

    def close(self) -> None:
        """Let go of the files now. Nothing can be read afterwards."""
        self._snapshot.close()

    def _read(self, read: Callable[[Snapshot], T]) -> T:
        """The folder of a run is deleted two runs later: what was read before that is what the folder held."""
        while True:
            snapshot = self.refresh()
            result = read(snapshot)
            if read_generation(self.folder) == snapshot.generation:
                return result


def chroma_folder(folder: Path, number: int) -> Path:
    """Where a run leaves its Chroma folder."""
    return folder / f"chroma-{number}"


def open_snapshot(folder: Path) -> Snapshot:
    """The last finished run of a data folder."""
    while True:
        generation = read_generation(folder)
        if generation == UNBUILT:
            return Snapshot(generation, None, {})
        chroma = chroma_folder(folder, generation.number)
        if chroma.is_dir():
            database = open_folder(chroma)
            snapshot = Snapshot(generation, database, versions_of(database.articles.ids()))
            if read_generation(folder) == generation:
                return snapshot
            snapshot.close()
        elif read_generation(folder) == generation:
            raise CitewireError(f"{chroma}: missing; delete {folder / FILE} and run `citewire index`")

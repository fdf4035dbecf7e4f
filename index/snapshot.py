"""The index after one run, as readers ask it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from index.chroma_tables import Database, Record
from index.domain import Passage, Source
from index.generation import Generation
from index.records import (
    ArticleSummary,
    StoredArticle,
    StoredPassage,
    article_key,
    article_summary,
    key_of_passage,
    stored_article,
    stored_passage,
    stored_signature,
)
from index.vectors import MOST, Vectors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_FARTHEST = 4  # times as many as there are: what is still not found then is not to be found


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
        self.database = database
        self._keys = frozenset(article_key(*item) for item in versions.items())
        self._reading = Lock()
        self._read = False
        self._vectors: Vectors | None = None

    def nearest(self, embedding: "NDArray[np.float32]", count: int) -> list[Hit]:
        """The `count` passages nearest to an embedding of shape (dimensions,), nearest first.

        Of more than `index.vectors.MOST` passages, and on a server, one may be passed over that is as near.
        """
        if self.database is None or not self.versions or count < 1:
            return []
        vectors = self._all_vectors(self.database)
        if vectors is None:
            found = self._nearest_by_graph(self.database, embedding, count)
        else:
            near = vectors.nearest(embedding, count)
            records = {record.id: record for record in self.database.passages.get([one for one, _ in near])}
            found = [(records[one], similarity) for one, similarity in near]
        stored = ((stored_passage(record), similarity) for record, similarity in found)
        return [Hit(one.id, one.passage, one.source, similarity) for one, similarity in stored]

    def _all_vectors(self, database: Database) -> Vectors | None:
        """Read for the first question; None when they are too many, or a network is between."""
        with self._reading:
            if not self._read:
                table = database.passages
                if database.local and table.count() <= MOST:
                    self._vectors = Vectors(table, [one for one in table.ids() if key_of_passage(one) in self._keys])
                self._read = True
            return self._vectors

    def _nearest_by_graph(
        self, database: Database, embedding: "NDArray[np.float32]", count: int
    ) -> list[tuple[Record, float]]:
        table, asked = database.passages, count + count // 8
        while True:
            found = table.nearest(embedding, asked)
            seen = [(record, similarity) for record, similarity in found if key_of_passage(record.id) in self._keys]
            # Others stand among them: those of articles that are gone and not yet deleted. While a server deletes some,
            # it finds them and then leaves them out, so that there are fewer than were asked for.
            if len(seen) >= count or len(found) >= (total := table.count()) or asked > _FARTHEST * total:
                return seen[:count]
            asked *= 4

    def passages_by_id(self, ids: Sequence[str]) -> dict[str, StoredPassage]:
        """The passages of these ids, as `Hit` and the lexicon name them; without those that are no more."""
        if self.database is None:
            return {}
        known = [one for one in ids if key_of_passage(one) in self._keys]
        return {record.id: stored_passage(record) for record in self.database.passages.get(known)}

    def passages_of(self, article_ids: Sequence[str]) -> Iterator[StoredPassage]:
        """Every passage of these articles, in no order."""
        if self.database is not None:
            ids = self.database.passages.ids_of_articles(article_ids)
            known = [one for one in ids if key_of_passage(one) in self._keys]
            yield from map(stored_passage, self.database.passages.get(known))

    def article(self, article_id: str) -> StoredArticle | None:
        """An article with its sentences, None when there is none of that id."""
        if self.database is None or article_id not in self.versions:
            return None
        key = article_key(article_id, self.versions[article_id])
        return next(map(stored_article, self.database.articles.get([key])), None)

    def articles_by_id(self, article_ids: Sequence[str]) -> dict[str, StoredArticle]:
        """The articles of these ids, with their sentences; without those that are not there."""
        found = (stored_article(record) for record in self._article_records(article_ids, text=True))
        return {stored.article.id: stored for stored in found}

    def signatures_of(self, article_ids: Sequence[str]) -> Iterator[tuple[str, tuple[int, ...]]]:
        """(article id, `index.duplicates.signature`) of these articles, in no order."""
        yield from map(stored_signature, self._article_records(article_ids, text=False))

    def _article_records(self, article_ids: Sequence[str], *, text: bool) -> Iterator[Record]:
        if self.database is not None:
            known = [article_key(one, self.versions[one]) for one in article_ids if one in self.versions]
            yield from self.database.articles.get(known, text=text)

    def articles(self) -> list[ArticleSummary]:
        """Every article, in the order of ids."""
        if self.database is None:
            return []
        found = map(article_summary, self.database.articles.get(sorted(self._keys), text=False))
        return sorted(found, key=lambda summary: summary.source.article_id)

    def close(self) -> None:
        """Let go of the files now, for whoever is sure to be the last reader."""
        if self.database is not None:
            self.database.close()

"""Chroma's collections as two tables of records."""

import warnings
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Protocol, TypeVar, cast

if TYPE_CHECKING:
    import numpy as np
    from chromadb.api.models.Collection import Collection
    from chromadb.api.types import GetResult, Include, Where
    from numpy.typing import NDArray

T = TypeVar("T")
_NO_VECTOR: Sequence[float] = [1.0]  # for records never searched by vector: Chroma wants one
Metadata = Mapping[str, str | int]
# Changes that Chroma keeps in a log before it writes the whole vector index: 170 MB for 100,000 passages. A reader
# applies the log anew, in its memory; were it as long as this, the reader would write files that others are reading.
LONG_LOG, NO_LOG = 5000, 1
PAGE = 300  # records a request; embedded Chroma allows 5,461 in one add, Chroma Cloud 300


@dataclass(frozen=True, slots=True)
class Record:
    """A text with flat metadata, as Chroma keeps it."""

    id: str
    text: str
    metadata: Metadata


class Requests(Protocol):
    """How Chroma is asked: what its errors mean, and whether to try again. Every request may be made twice."""

    @property
    def page(self) -> int | None:
        """How many ids one request may ask for, None for all."""
        ...

    def read(self, request: Callable[[], T]) -> T:
        """What the request returns. CitewireError when it cannot be had."""
        ...

    def write(self, request: Callable[[], T]) -> T:
        """The same for one that changes something."""
        ...


class Table:
    """A Chroma collection."""

    def __init__(self, collection: "Collection", requests: Requests) -> None:
        self._collection = collection
        self._requests = requests

    def count(self) -> int:
        """The number of records."""
        return self._requests.read(self._collection.count)

    def ids(self) -> list[str]:
        """Every record's id: 100,000 in half a second."""
        page = self._requests.page
        found = list(self._get(include=[], limit=page)["ids"])
        while page and len(found) % page == 0 and (more := self._get(include=[], limit=page, offset=len(found))["ids"]):
            found += more
        return found

    def all(self, kind: str) -> list[Record]:
        """The few records of a kind, as their metadata have it."""
        found = self._get(where={"kind": kind}, include=["documents", "metadatas"])
        return list(_records(found["ids"], found["documents"] or [], found["metadatas"] or []))

    def add(self, record: Record) -> None:
        """Add one of the few records without a vector, unless there is one of its id: the first who adds it has it."""
        self._requests.write(
            partial(
                self._collection.add,
                ids=[record.id],
                embeddings=_NO_VECTOR,
                documents=[record.text],
                metadatas=[dict(record.metadata)],
            )
        )

    def get(self, ids: Sequence[str], *, text: bool = True) -> Iterator[Record]:
        """The records of these ids, in no order, without those that are not there."""
        for page in pages(ids):
            found = self._get(ids=page, include=["documents", "metadatas"] if text else ["metadatas"])
            documents = found["documents"] or [""] * len(found["ids"])
            yield from _records(found["ids"], documents, found["metadatas"] or [])

    def ids_of_articles(self, article_ids: Sequence[str]) -> Iterator[str]:
        """The ids of records with one of these article ids, in no order."""
        for page in pages(article_ids):
            where = cast("Where", {"article_id": {"$in": page}})
            yield from self._get(where=where, include=[])["ids"]

    def nearest(self, embedding: "NDArray[np.float32]", count: int) -> list[tuple[Record, float]]:
        """The `count` nearest records, nearest first, with their cosine similarity, 0..1."""
        query = partial(
            self._collection.query,
            query_embeddings=cast("list[Sequence[float]]", [embedding]),
            n_results=count,
            include=["documents", "metadatas", "distances"],
        )
        found = self._requests.read(query)
        records = _records(found["ids"][0], (found["documents"] or [[]])[0], (found["metadatas"] or [[]])[0])
        # Chroma's cosine distance is 1 - cosine: 0..2, of which the half beyond 1 is as good as unrelated.
        return [
            (record, min(1.0, max(0.0, 1.0 - distance)))
            for record, distance in zip(records, (found["distances"] or [[]])[0], strict=True)
        ]

    def keep_log(self, *, short: bool) -> None:
        """How soon the vector index is written: `short` at once, by whoever opens the folder next and searches."""
        log = NO_LOG if short else LONG_LOG
        with warnings.catch_warnings():
            # To Chroma a collection without an embedding function of its own is a "legacy" one, which it deplores here.
            warnings.simplefilter("ignore", DeprecationWarning)
            self._requests.write(partial(self._collection.modify, configuration={"hnsw": {"sync_threshold": log}}))

    def settle(self) -> None:
        """Search once, which loads the vector index, applies its log and writes the index."""
        found = self._get(limit=1, include=["embeddings"])["embeddings"]
        if found is not None and len(found):
            embedding = cast("list[Sequence[float]]", found)
            self._requests.write(partial(self._collection.query, query_embeddings=embedding, n_results=1, include=[]))

    def put(self, records: Sequence[Record], embeddings: "NDArray[np.float32]") -> None:
        """Add or replace records with their embeddings, shape (len(records), dimensions).

        What is there is deleted first: Chroma would change its vector while it adds others, and may lose sight of one.
        """
        for start in range(0, len(records), PAGE):
            page = records[start : start + PAGE]
            self.delete(self._get(ids=[record.id for record in page], include=[])["ids"])
            upsert = partial(
                self._collection.upsert,
                ids=[record.id for record in page],
                embeddings=embeddings[start : start + PAGE],
                documents=[record.text for record in page],
                metadatas=[dict(record.metadata) for record in page],
            )
            self._requests.write(upsert)

    def set_metadata(self, record: Record) -> None:
        """Replace the metadata of one of the few records, if it is there."""
        self._requests.write(partial(self._collection.update, ids=[record.id], metadatas=[dict(record.metadata)]))

    def delete(self, ids: Sequence[str]) -> None:
        """Delete these records; ids that are not there are passed over."""
        for page in pages(ids):
            self._requests.write(partial(self._collection.delete, ids=page))

    def embeddings(self, ids: Sequence[str]) -> "dict[str, NDArray[np.float32]]":
        """The embeddings of these ids, each of shape (dimensions,), without those that are not there."""
        import numpy as np

        found: dict[str, NDArray[np.float32]] = {}
        for page in pages(ids):
            records = self._get(ids=page, include=["embeddings"])
            # Chroma hands them over in twice the precision that it keeps.
            found |= zip(records["ids"], np.asarray(records["embeddings"], dtype=np.float32), strict=True)
        return found

    def _get(
        self,
        *,
        include: "Include",
        ids: list[str] | None = None,
        where: "Where | None" = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> "GetResult":
        get = partial(self._collection.get, ids=ids, where=where, limit=limit, offset=offset, include=include)
        return self._requests.read(get)


class Database:
    """The two tables. Closed by `close`, or when the last who holds it lets go: a reader may be in the middle."""

    def __init__(self, passages: Table, articles: Table, stop: Callable[[], None], *, local: bool) -> None:
        """`local` where no network is between, so that every record may be read."""
        self.passages = passages
        self.articles = articles
        self.local = local
        self._finalizer = weakref.finalize(self, stop)

    def keep_log(self, *, short: bool) -> None:
        """See `Table.keep_log`."""
        self.passages.keep_log(short=short)
        self.articles.keep_log(short=short)

    def settle(self) -> None:
        """See `Table.settle`."""
        self.passages.settle()
        self.articles.settle()

    def close(self) -> None:
        """Let go of every file; calling twice is harmless."""
        self._finalizer()


def pages(ids: Iterable[str]) -> Iterator[list[str]]:
    """In turns of what one request holds."""
    remaining = iter(ids)
    while page := list(islice(remaining, PAGE)):
        yield page


def _records(
    ids: Sequence[str], texts: Sequence[str | None], metadatas: Sequence[Mapping[str, object] | None]
) -> Iterator[Record]:
    for one, text, metadata in zip(ids, texts, metadatas, strict=True):
        yield Record(one, text or "", cast("Metadata", metadata or {}))

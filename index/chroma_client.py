"""Chroma, and nothing else of it elsewhere: two collections as tables of records.

Embedded Chroma writes its vector index in place: a process that opens it meanwhile can die of a segmentation fault
(seen with 1.5.9), and one that holds it open does not see what another writes. So a folder given to `open_folder`
must have no writer in another process; `index.run` sees to that by never writing into a folder that readers know.
"""

import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, cast

from index.errors import CitewireError

if TYPE_CHECKING:
    import numpy as np
    from chromadb.api import ClientAPI
    from chromadb.api.collection_configuration import CreateHNSWConfiguration
    from chromadb.api.models.Collection import Collection
    from chromadb.api.types import Where
    from numpy.typing import NDArray

Metadata = Mapping[str, str | int]
SQLITE = "chroma.sqlite3"  # where embedded Chroma keeps all but the vectors, in its folder
# Changes that Chroma keeps in a log before it writes the vector index. Every process applies the log anew at its first
# search, 0.7 s for a thousand changes (Chroma's default), and writes the index itself were the log full.
_LOG = 100
PAGE = 500  # records a request; Chroma allows 5,461 in one add
_opening = Lock()


@dataclass(frozen=True, slots=True)
class Record:
    """A text with flat metadata, as Chroma keeps it."""

    id: str
    text: str
    metadata: Metadata


class Table:
    """A Chroma collection."""

    def __init__(self, collection: "Collection") -> None:
        self._collection = collection

    def count(self) -> int:
        """The number of records."""
        return self._collection.count()

    def ids(self) -> list[str]:
        """Every record's id: 100,000 in half a second."""
        return list(self._collection.get(include=[])["ids"])

    def get(self, ids: Sequence[str], *, text: bool = True) -> Iterator[Record]:
        """The records of these ids, in no order, without those that are not there."""
        for page in pages(ids):
            found = self._collection.get(ids=list(page), include=["documents", "metadatas"] if text else ["metadatas"])
            documents = found["documents"] or [""] * len(found["ids"])
            yield from _records(found["ids"], documents, found["metadatas"] or [])

    def ids_of_articles(self, article_ids: Sequence[str]) -> Iterator[str]:
        """The ids of records with one of these article ids, in no order."""
        for page in pages(article_ids):
            where = cast("Where", {"article_id": {"$in": page}})
            yield from self._collection.get(where=where, include=[])["ids"]

    def nearest(self, embedding: "NDArray[np.float32]", count: int) -> list[tuple[Record, float]]:
        """The `count` nearest records, nearest first, with their cosine similarity, 0..1."""
        found = self._collection.query(
            query_embeddings=cast("list[Sequence[float]]", [embedding]),
            n_results=count,
            include=["documents", "metadatas", "distances"],
        )
        records = _records(found["ids"][0], (found["documents"] or [[]])[0], (found["metadatas"] or [[]])[0])
        # Chroma's cosine distance is 1 - cosine: 0..2, of which the half beyond 1 is as good as unrelated.
        return [
            (record, min(1.0, max(0.0, 1.0 - distance)))
            for record, distance in zip(records, (found["distances"] or [[]])[0], strict=True)
        ]

    def settle(self) -> None:
        """Search once, which loads the vector index, applies its log and, if that was full, writes the index."""
        found = self._collection.get(limit=1, include=["embeddings"])["embeddings"]
        if found is not None and len(found):
            self._collection.query(query_embeddings=cast("list[Sequence[float]]", found), n_results=1, include=[])

    def put(self, records: Sequence[Record], embeddings: "NDArray[np.float32]") -> None:
        """Add or replace records with their embeddings, shape (len(records), dimensions)."""
        for start in range(0, len(records), PAGE):
            page = records[start : start + PAGE]
            with _telling():
                self._collection.upsert(
                    ids=[record.id for record in page],
                    embeddings=embeddings[start : start + PAGE],
                    documents=[record.text for record in page],
                    metadatas=[dict(record.metadata) for record in page],
                )

    def delete(self, ids: Sequence[str]) -> None:
        """Delete these records; ids that are not there are passed over."""
        for page in pages(ids):
            with _telling():
                self._collection.delete(ids=page)


class Database:
    """The two tables. Closed by `close`, or when the last who holds it lets go: a reader may be in the middle."""

    def __init__(self, passages: Table, articles: Table, stop: Callable[[], None]) -> None:
        self.passages = passages
        self.articles = articles
        self._finalizer = weakref.finalize(self, stop)

    def close(self) -> None:
        """Let go of every file; calling twice is harmless."""
        self._finalizer()


def open_folder(folder: Path) -> Database:
    """Embedded Chroma in a folder, new or old. CitewireError when Chroma cannot open it."""
    from chromadb.api import ServerAPI
    from chromadb.api.client import Client
    from chromadb.api.shared_system_client import SharedSystemClient
    from chromadb.config import Settings, System
    from chromadb.errors import ChromaError

    settings = Settings(anonymized_telemetry=False, is_persistent=True, persist_directory=str(folder))
    try:
        with _opening:
            # Clients of one folder share a system, and with it what they last saw of the vectors; this one shares
            # with nobody: https://github.com/chroma-core/chroma/blob/1.5.9/chromadb/api/shared_system_client.py
            system = System(settings)
            system.instance(ServerAPI)  # type: ignore[type-abstract]  # Chroma names its parts by abstract classes
            system.start()
            client = Client.from_system(system)
            SharedSystemClient.clear_system_cache()
        return Database(_table(client, "passages", {}), _table(client, "articles", _NO_SEARCH), system.stop)
    except (ChromaError, ValueError, OSError) as error:
        raise CitewireError(
            f"{folder}: Chroma cannot open it ({error}); "
            "delete it and citewire.json beside it, and run `citewire index`"
        ) from error


# Articles are never searched by vector, but Chroma wants one: each has the same, of one dimension.
_NO_SEARCH: "CreateHNSWConfiguration" = {"max_neighbors": 2, "ef_construction": 2, "ef_search": 2}


def _table(client: "ClientAPI", name: str, search: "CreateHNSWConfiguration") -> Table:
    hnsw: CreateHNSWConfiguration = {"space": "cosine", "sync_threshold": _LOG, **search}
    return Table(client.get_or_create_collection(name, embedding_function=None, configuration={"hnsw": hnsw}))


@contextmanager
def _telling() -> Iterator[None]:
    """What Chroma could not write, as an error for people."""
    from chromadb.errors import ChromaError

    try:
        yield
    except ChromaError as error:
        raise CitewireError(
            f"Chroma cannot write ({error}); see whether the disk is full, then run `citewire index` again"
        ) from error


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

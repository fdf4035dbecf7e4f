"""A run of the writer on a Chroma server, where readers and the writer share the same collections.

It writes new passages, then their articles' records, then the list of articles that belong to it, then finishes; only
then it deletes what is of no use any more. A reader keeps to the list of its run and drops all other hits, so a
half-finished run is never seen; what one left behind is gone on with, or deleted by the next.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import uuid4

from index.catalogue import Catalogue, FinishedRun
from index.errors import CitewireError
from index.generation import UNBUILT, Generation
from index.integrity import incomplete
from index.lease import Lease
from index.records import article_key, article_record, key_of_passage, passage_records
from index.run import Entry, why_anew
from index.snapshot import Snapshot

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class ServerRun:
    """See `index.run.Run`. Whoever makes one holds the lease."""

    def __init__(self, catalogue: Catalogue, lease: Lease, settings: str, embedder: str, *, rebuild: bool) -> None:
        last = catalogue.last()
        self.before: Mapping[str, str] = catalogue.versions(last)
        self.rebuilt = why_anew(last.generation, settings, rebuild=rebuild)
        self._catalogue = catalogue
        self._lease = lease
        self._last = last
        tables = f"{settings}-a" if last.tables != f"{settings}-a" or not rebuild else f"{settings}-b"
        self._next = FinishedRun(Generation(last.generation.number + 1, settings, embedder), uuid4().hex, tables)
        catalogue.drop_tables(but={last.tables} if rebuild else {last.tables, tables})
        self._database = catalogue.tables(tables)
        faults = incomplete(self._database)
        # Records of several versions may stand side by side where a run was cut off.
        self._held = {key for key in self._database.articles.ids() if key.rpartition("@")[0] not in faults}
        whole = all(article_key(*item) in self._held for item in self.before.items())
        self.mended = () if self.rebuilt or whole else tuple(faults.values()) or ("records of articles were missing",)

    def holds(self, article_id: str, version: str) -> bool:
        """See `index.run.Run.holds`."""
        return article_key(article_id, version) in self._held

    def expect(self) -> None:
        """Nothing here takes a while."""

    def put(self, entries: Sequence[Entry], embeddings: "NDArray[np.float32]") -> None:
        """See `index.run.Run.put`."""
        import numpy as np

        passages = [record for entry in entries for record in passage_records(entry.stored, entry.passages)]
        articles = [article_record(entry.stored, len(entry.passages)) for entry in entries]
        self._database.passages.put(passages, embeddings)
        self._database.articles.put(articles, np.ones((len(articles), 1), dtype=np.float32))
        self._held |= {record.id for record in articles}

    def finish(self, versions: Mapping[str, str], follow: Callable[[Snapshot], None]) -> int:
        """See `index.run.Run.finish`."""
        same = versions == self.before and not self.mended and not self.rebuilt
        if same and self._last.generation != UNBUILT:
            return self._last.generation.number
        follow(Snapshot(self._next.generation, self._database, versions))
        if not self._lease.held():
            raise CitewireError("the writer's lease has run out and another took it; run `citewire index` again")
        finished = self._catalogue.finish(self._next, versions)
        self._catalogue.forget_before(finished)
        self._sweep(versions)
        return finished.generation.number

    def _sweep(self, versions: Mapping[str, str]) -> None:
        """Delete every record that is of no article in these versions: readers have gone on."""
        keys = {article_key(*item) for item in versions.items()}
        passages = [key for key in self._database.passages.ids() if key_of_passage(key) not in keys]
        articles = [key for key in self._database.articles.ids() if key not in keys]
        if self._lease.held():
            self._database.passages.delete(passages)
            self._database.articles.delete(articles)

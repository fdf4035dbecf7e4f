"""What readers see of the index: the last finished run, and no other."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Protocol, TypeVar

from index.embedded import EmbeddedBackend
from index.errors import CitewireError
from index.generation import UNBUILT, Generation
from index.records import ArticleSummary, StoredArticle, StoredPassage
from index.run import Run
from index.snapshot import Hit, Snapshot

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

T = TypeVar("T")


class Backend(Protocol):
    """Where the index is kept: finished runs for any number of readers, and one writer at a time."""

    @property
    def name(self) -> str:
        """What people call it: a folder, an address."""
        ...

    @property
    def folder(self) -> Path:
        """This machine's own folder, for what can be made again."""
        ...

    def generation(self) -> Generation:
        """The last finished run, `UNBUILT` when there is none. Asked before each question, so it costs little."""
        ...

    def finished_at(self) -> datetime | None:
        """When that run ended; None if that is not known."""
        ...

    def open(self) -> Snapshot:
        """The last finished run to read from. DamagedIndexError when it is not what the run left."""
        ...

    def faults(self) -> Iterator[str]:
        """What is wrong with how the index is kept, looked at byte by byte, so that it can be opened without harm."""
        ...

    def begin(self, settings: str, embedder: str, *, rebuild: bool = False) -> AbstractContextManager[Run]:
        """A run; what is not finished by the end of the block is not seen. CitewireError when another writes."""
        ...

    def close(self) -> None:
        """Let go of what is held open. Nothing can be asked afterwards."""
        ...


class Store:
    """The index of a backend. Several threads may read and refresh at once.

    Each method answers from the last finished run, even when one finishes meanwhile. Whoever calls several for one
    question and wants them of one run compares `generation` before and after, or keeps the `Snapshot` of `refresh`.
    """

    def __init__(self, backend: Backend) -> None:
        """Nothing is read before the first question: a writer may come to mend what no reader could open."""
        self.backend = backend
        self._reopening = Lock()
        self._snapshot: Snapshot | None = None

    @classmethod
    def open(cls, folder: Path) -> "Store":
        """An index in a folder. Nothing is written; one that is missing or empty is an index without articles.

        Reading raises CitewireError when the folder holds something else, or an index of a newer version.
        """
        return cls(EmbeddedBackend(folder))

    @property
    def generation(self) -> int:
        """How many runs have been finished; 0 before the first."""
        return self.snapshot.generation.number

    @property
    def snapshot(self) -> Snapshot:
        """What the last `refresh` saw."""
        return self._snapshot or self.refresh()

    def refresh(self) -> Snapshot:
        """Go on to the last finished run. When there is no new one it costs a look."""
        snapshot = self._snapshot
        if snapshot is None or self.backend.generation() != snapshot.generation:
            with self._reopening:
                snapshot = self._snapshot
                if snapshot is None or self.backend.generation() != snapshot.generation:
                    self._snapshot = snapshot = self.backend.open()
        return snapshot

    def expect_embedder(self, fingerprint: str) -> None:
        """CitewireError when the index was made with another embedder: its vectors could not be compared."""
        generation = self.refresh().generation
        if generation != UNBUILT and generation.embedder != fingerprint:
            raise CitewireError(f"{self.backend.name}: made with another embedder; run `citewire index` with this one")

    def nearest(self, embedding: "NDArray[np.float32]", count: int) -> list[Hit]:
        """See `Snapshot.nearest`."""
        return self.read(lambda snapshot: snapshot.nearest(embedding, count))

    def passages_by_id(self, ids: Sequence[str]) -> dict[str, StoredPassage]:
        """See `Snapshot.passages_by_id`."""
        return self.read(lambda snapshot: snapshot.passages_by_id(ids))

    def article(self, article_id: str) -> StoredArticle | None:
        """See `Snapshot.article`."""
        return self.read(lambda snapshot: snapshot.article(article_id))

    def articles(self) -> list[ArticleSummary]:
        """See `Snapshot.articles`."""
        return self.read(lambda snapshot: snapshot.articles())

    def finished_at(self) -> datetime | None:
        """See `Backend.finished_at`."""
        return self.backend.finished_at()

    def close(self) -> None:
        """Let go of the files now. Nothing can be read afterwards."""
        if self._snapshot is not None:
            self._snapshot.close()
        self.backend.close()

    def read(self, read: Callable[[Snapshot], T]) -> T:
        """What `read` makes of the last finished run; again when a run is finished meanwhile.

        What a run left is deleted when a later one is finished: what was read before that is what it held.
        """
        while True:
            snapshot = self.refresh()
            try:
                result = read(snapshot)
            except CitewireError:
                if self.backend.generation() == snapshot.generation:
                    raise
            else:
                if self.backend.generation() == snapshot.generation:
                    return result

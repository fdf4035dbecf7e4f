"""One run of the writer, wherever the index is kept."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from index.domain import Passage
from index.generation import UNBUILT, Generation
from index.records import StoredArticle
from index.snapshot import Snapshot

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Entry:
    """An article to be stored, with its passages."""

    stored: StoredArticle
    passages: tuple[Passage, ...]


class Run(Protocol):
    """What a run writes; nothing of it can be read before `finish`."""

    @property
    def before(self) -> Mapping[str, str]:
        """{article id: version} as readers see it."""
        ...

    @property
    def rebuilt(self) -> str | None:
        """Why everything is made anew, None when it is not."""
        ...

    @property
    def mended(self) -> tuple[str, ...]:
        """What was found damaged and is made good without that."""
        ...

    def holds(self, article_id: str, version: str) -> bool:
        """Whether the run has this version of an article already."""
        ...

    def expect(self) -> None:
        """Articles will be put: what takes a while may begin. From any thread."""
        ...

    def put(self, entries: Sequence[Entry], embeddings: "NDArray[np.float32]") -> None:
        """Store articles; a row of `embeddings` for each of their passages, in their order."""
        ...

    def finish(self, versions: Mapping[str, str], follow: Callable[[Snapshot], None]) -> int:
        """Make the run the one that is read: these articles in these versions, all held, and no others.

        `follow` is shown the new state before any reader is. Returns the generation, the last one when the new state
        would be the same.
        """
        ...


def why_anew(last: Generation, settings: str, *, rebuild: bool) -> str | None:
    """Why nothing of the last run can be kept, None when it can."""
    if last == UNBUILT:
        return None
    if rebuild:
        return "asked for"
    return None if last.settings == settings else "the settings or the embedder changed"

"""The vectors of an index's passages, compared with a question's one by one, so that none is missed.

Chroma searches a graph (HNSW), which leads from passage to passage. It leaves a few out of reach where many are alike,
or where some were deleted and others written again, and not the same ones at each opening, for it is made in parallel:
https://github.com/chroma-core/chroma/issues/7758.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from index.chroma_tables import Table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST = 5_000  # passages, of 1.5 kB each; to read them takes .3 s, which the first question waits for
_NO_LENGTH = 1e-12  # a vector shorter than this is like none


class Vectors:
    """Safe for several threads."""

    def __init__(self, table: Table, ids: Sequence[str]) -> None:
        """Of these records. CitewireError when they cannot be read."""
        import numpy as np

        found = table.embeddings(ids)
        self._ids = sorted(found)
        rows = np.array([found[one] for one in self._ids], dtype=np.float32).reshape(len(found), -1)
        rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), _NO_LENGTH)
        self._rows: NDArray[np.float32] = rows

    def nearest(self, embedding: "NDArray[np.float32]", count: int) -> list[tuple[str, float]]:
        """The ids of the `count` nearest, nearest first, with their cosine similarity, 0..1; of equals by their ids."""
        import numpy as np

        if not self._ids:
            return []
        direction = embedding / max(float(np.linalg.norm(embedding)), _NO_LENGTH)
        # Not `@`, whose threads wait for one another: on a busy machine that takes eight times as long.
        similarities = np.clip(np.einsum("ij,j->i", self._rows, direction), 0.0, 1.0)
        best = np.argsort(-similarities, kind="stable")[:count]
        return [(self._ids[number], float(similarities[number])) for number in best]

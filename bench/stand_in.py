"""An embedder that costs next to nothing, so that what is measured is the rest: words, projected at random."""

import re
from collections.abc import Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

_ROWS = 1 << 14
_WORD = re.compile(r"\w+")


class StandInEmbedder:
    """A sum of a fixed direction a word, normalised: texts with common words are near each other."""

    name = "stand-in"
    fingerprint = "stand-in-384"
    dimensions = 384

    def __init__(self) -> None:
        self._directions = np.random.default_rng(7).normal(size=(_ROWS, self.dimensions)).astype(np.float32)

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Shape (len(texts), 384), L2-normalised."""
        return np.stack([self.embed_query(text) for text in texts])

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """Shape (384,), L2-normalised."""
        rows = [crc32(word.encode()) % _ROWS for word in _WORD.findall(text.lower())] or [0]
        total = self._directions[rows].sum(axis=0)
        vector: NDArray[np.float32] = total / np.linalg.norm(total)
        return vector

    def is_word(self, word: str) -> bool:
        """No word is known."""
        return False

"""Models that behave without a network's weights: common words make texts alike, and what was asked is kept."""

import re
from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


class BagOfWordsEmbedder:
    """Adds one direction a word, so that the inner product of two texts grows with the words they share."""

    name = "bag-of-words"

    def __init__(self, dimensions: int = 256) -> None:
        self.dimensions = dimensions
        self.fingerprint = f"bag-of-words-{dimensions}"
        self.asked: list[str] = []

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.asked += texts
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in words(text) or [""]:
                vectors[row] += self._direction(word)
            vectors[row] /= np.linalg.norm(vectors[row])
        return vectors

    def embed_query(self, text: str) -> NDArray[np.float32]:
        vector: NDArray[np.float32] = self.embed_passages([text])[0]
        return vector

    def is_word(self, word: str) -> bool:
        return False

    def _direction(self, word: str) -> NDArray[np.float32]:
        # Random directions are all but orthogonal, and a sum of them is never zero, as counts of hashed signs can be.
        seed = int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "big")
        return np.random.default_rng(seed).normal(size=self.dimensions).astype(np.float32)


class OverlapReranker:
    """The share of the question's words that a text has, as a logit from -8 (none) to 8 (all)."""

    name = "overlap"

    def __init__(self) -> None:
        self.asked: list[tuple[str, tuple[str, ...]]] = []

    def logits(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        self.asked.append((question, tuple(texts)))
        wanted = set(words(question))
        shares = [len(wanted & set(words(text))) / max(len(wanted), 1) for text in texts]
        return np.array(shares, dtype=np.float32) * 16 - 8

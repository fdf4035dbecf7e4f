"""The models in use: an embedder (text -> vector) and a reranker (question, text -> logit), both ONNX on the CPU."""

from collections.abc import Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Protocol

from index.model_files import file_sha256
from index.model_spec import ModelSpec
from index.network import Network

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from tokenizers import Encoding


class Embedder(Protocol):
    """Turns texts into vectors of length 1 whose inner product says how alike the texts are.

    `fingerprint` changes whenever the vectors would.
    """

    name: str
    dimensions: int
    fingerprint: str

    def embed_passages(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        """Return the texts' vectors, shape (len(texts), dimensions)."""
        ...

    def embed_query(self, text: str) -> "NDArray[np.float32]":
        """Return a question's vector, shape (dimensions,)."""
        ...

    def is_word(self, word: str) -> bool:
        """Whether a word is one that the model has learnt as a whole, as it has the common ones."""
        ...


class Reranker(Protocol):
    """Says how well texts answer a question."""

    name: str

    def logits(self, question: str, texts: Sequence[str]) -> "NDArray[np.float32]":
        """Return a number a text, shape (len(texts),); higher is better, the scale is the model's own."""
        ...


class OnnxEmbedder:
    """A sentence-transformer, as intfloat/e5-small-v2 (Wang et al. 2022, arXiv:2212.03533): prefixes, pooling, L2."""

    def __init__(self, spec: ModelSpec) -> None:
        self.name = spec.name
        self.dimensions = spec.dimensions
        self._query_prefix = spec.query_prefix
        self._passage_prefix = spec.passage_prefix
        self._pooling = spec.pooling
        self._network = Network(spec, "embedder")
        files = (file_sha256(spec.folder / file) for file in ("model.onnx", "tokenizer.json"))
        recipe = (*files, spec.query_prefix, spec.passage_prefix, spec.pooling, str(spec.max_tokens))
        self.fingerprint = sha256("\0".join(recipe).encode()).hexdigest()

    def embed_passages(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        """Return the texts' vectors, shape (len(texts), dimensions); text beyond the model's tokens is not seen."""
        return self._embed([self._passage_prefix + text for text in texts])

    def embed_query(self, text: str) -> "NDArray[np.float32]":
        """Return a question's vector, shape (dimensions,)."""
        vector: NDArray[np.float32] = self._embed([self._query_prefix + text])[0]
        return vector

    def is_word(self, word: str) -> bool:
        """Whether the tokenizer has the word in one piece."""
        return self._network.is_token(word)

    def _embed(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        import numpy as np

        vectors = self._network.run(texts, self._pool_tokens)
        return np.array(vectors, dtype=np.float32).reshape(len(texts), self.dimensions)

    def _pool_tokens(self, _: "Encoding", outputs: "list[NDArray[np.float32]]") -> "NDArray[np.float32]":
        import numpy as np

        (states,) = outputs
        # Without padding the attention mask is all ones: the mean over the tokens is the masked mean.
        pooled = states.mean(axis=0) if self._pooling == "mean" else states[0]
        vector: NDArray[np.float32] = pooled / np.linalg.norm(pooled)
        return vector


class OnnxReranker:
    """A cross-encoder with one logit a pair, as ms-marco-MiniLM-L-12-v2 (Nogueira & Cho 2019, arXiv:1901.04085)."""

    def __init__(self, spec: ModelSpec) -> None:
        self.name = spec.name
        self._network = Network(spec, "reranker")

    def logits(self, question: str, texts: Sequence[str]) -> "NDArray[np.float32]":
        """Return a logit a text, shape (len(texts),), each independent of the other texts."""
        import numpy as np

        pairs = [(question, text) for text in texts]
        return np.array(self._network.run(pairs, lambda _, outputs: outputs[0][0]), dtype=np.float32)


def load_embedder(spec: ModelSpec) -> Embedder:
    """Return the embedder in a model folder; raise ModelError if it is none."""
    return OnnxEmbedder(spec)


def load_reranker(spec: ModelSpec) -> Reranker:
    """Return the reranker in a model folder, one that reads passages where our head is fitted to its file.

    Raises ModelError if it is no reranker.
    """
    from index.passage_reader import OnnxPassageReader
    from index.sentence_head import load_head

    head = load_head()
    is_own = spec.kind == "reranker" and file_sha256(spec.folder / "model.onnx") == head.model
    return OnnxPassageReader(spec, head) if is_own else OnnxReranker(spec)

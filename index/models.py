"""The models in use: an embedder (text -> vector) and a reranker (question, text -> logit), both ONNX on the CPU.

Each text runs through the network alone. The models are quantised dynamically: the scale of the 8-bit activations is
taken over the whole batch, padding included, so in a batch a text's vector would depend on its neighbours (by up to
0.02 a component, a reranker's logit by 0.5). Alone, the same text has the same vector in every run; texts are spread
over the cores instead, which is as fast on CPUs and needs no padding, and memory stays that of one text a core.
"""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from typing import TYPE_CHECKING, Protocol, TypeVar

from index.model_catalogue import Kind, ModelError, ModelSpec
from index.model_files import file_sha256

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from tokenizers import Encoding

Result = TypeVar("Result")


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
        self._network = _Network(spec, "embedder")
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

    def _embed(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        import numpy as np

        vectors = self._network.run(texts, self._vector)
        return np.array(vectors, dtype=np.float32).reshape(len(texts), self.dimensions)

    def _vector(self, states: "NDArray[np.float32]") -> "NDArray[np.float32]":
        import numpy as np

        # Without padding the attention mask is all ones: the mean over the tokens is the masked mean.
        pooled = states.mean(axis=0) if self._pooling == "mean" else states[0]
        vector: NDArray[np.float32] = pooled / np.linalg.norm(pooled)
        return vector


class OnnxReranker:
    """A cross-encoder with one logit a pair, as ms-marco-MiniLM-L-12-v2 (Nogueira & Cho 2019, arXiv:1901.04085)."""

    def __init__(self, spec: ModelSpec) -> None:
        self.name = spec.name
        self._network = _Network(spec, "reranker")

    def logits(self, question: str, texts: Sequence[str]) -> "NDArray[np.float32]":
        """Return a logit a text, shape (len(texts),), each independent of the other texts."""
        import numpy as np

        pairs = [(question, text) for text in texts]
        return np.array(self._network.run(pairs, lambda output: output[0]), dtype=np.float32)


class _Network:
    """A tokenizer and an ONNX session. Safe to use from many threads: nothing changes after construction."""

    def __init__(self, spec: ModelSpec, kind: Kind) -> None:
        if spec.kind != kind:
            raise ModelError(f"{spec.name} is a model of kind {spec.kind}, not {kind}: choose another in the settings")
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.inter_op_num_threads = 1
        options.intra_op_num_threads = 1  # the cores work on different texts
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        try:
            self._tokenizer = Tokenizer.from_file(str(spec.folder / "tokenizer.json"))
            self._session = onnxruntime.InferenceSession(
                spec.folder / "model.onnx", options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # neither library raises anything narrower
            reason = str(error).splitlines()[0]
            raise ModelError(f"{spec.folder}: cannot be loaded as a model ({reason}); use another folder") from error
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(spec.max_tokens)
        self._inputs = {value.name for value in self._session.get_inputs()}
        output = self._session.get_outputs()[0]
        self._output = output.name
        if kind == "embedder" and output.shape[-1] != spec.dimensions:
            raise ModelError(
                f"{spec.folder}: vectors have {output.shape[-1]} dimensions, model.toml says {spec.dimensions}"
            )
        self._pool = ThreadPoolExecutor(max_workers=os.cpu_count(), thread_name_prefix=spec.name)

    def run(
        self,
        inputs: Sequence[str] | Sequence[tuple[str, str]],
        reduce: "Callable[[NDArray[np.float32]], Result]",
    ) -> "list[Result]":
        """Return `reduce` of the network's first output (without batch dimension) for each text or pair, in order."""

        def compute(row: int) -> Result:
            return reduce(self._run_one(encodings[row]))

        encodings = self._tokenizer.encode_batch(list(inputs))
        if len(encodings) == 1:
            return [compute(0)]
        # The longest first, so that no core is left with a long one at the end.
        order = sorted(range(len(encodings)), key=lambda row: len(encodings[row]), reverse=True)
        results = dict(zip(order, self._pool.map(compute, order), strict=True))
        return [results[row] for row in range(len(encodings))]

    def _run_one(self, encoding: "Encoding") -> "NDArray[np.float32]":
        import numpy as np

        feed = {
            "input_ids": encoding.ids,
            "attention_mask": encoding.attention_mask,
            "token_type_ids": encoding.type_ids,
        }
        arrays = {name: np.array([row], dtype=np.int64) for name, row in feed.items() if name in self._inputs}
        output: NDArray[np.float32] = self._session.run([self._output], arrays)[0][0]
        return output


def load_embedder(spec: ModelSpec) -> Embedder:
    """Return the embedder in a model folder; raise ModelError if it is none."""
    return OnnxEmbedder(spec)


def load_reranker(spec: ModelSpec) -> Reranker:
    """Return the reranker in a model folder; raise ModelError if it is none."""
    return OnnxReranker(spec)

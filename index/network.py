"""A tokenizer and an ONNX network on the CPU: texts or pairs of texts -> what the network says of each.

Each text runs through the network alone. The models are quantised dynamically: the scale of the 8-bit activations is
taken over the whole batch, padding included, so in a batch a text's vector would depend on its neighbours (by up to
0.02 a component, a reranker's logit by 0.5). Alone, the same text has the same vector in every run; texts are spread
over the cores instead, which is as fast on CPUs and needs no padding, and memory stays that of one text a core.
"""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from index.model_spec import Kind, ModelError, ModelSpec
from index.onnx_file import with_output

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from tokenizers import Encoding

Result = TypeVar("Result")


class Network:
    """Safe to use from many threads: nothing changes after construction.

    Gives the network's first output or, where `states` names an inner value of its graph, that value instead; `change`
    makes of the model's file the one that is used.
    """

    def __init__(
        self, spec: ModelSpec, kind: Kind, states: str | None = None, change: Callable[[bytes], bytes] = bytes
    ) -> None:
        if spec.kind != kind:
            raise ModelError(f"{spec.name} is a model of kind {spec.kind}, not {kind}: choose another in the settings")
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # else it reports to its makers; it looks when it is imported
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.inter_op_num_threads = 1
        options.intra_op_num_threads = 1  # the cores work on different texts
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        # Without it sums of 8-bit products overflow on x86 processors that lack VNNI, and every machine would find its
        # own vectors and scores: https://github.com/microsoft/onnxruntime/issues/14642
        options.add_session_config_entry("session.x64quantprecision", "1")
        path = spec.folder / "model.onnx"
        try:
            self._tokenizer = Tokenizer.from_file(str(spec.folder / "tokenizer.json"))
            self._session = onnxruntime.InferenceSession(
                with_output(change(path.read_bytes()), states) if states else path,
                options,
                providers=["CPUExecutionProvider"],
            )
        except Exception as error:  # neither library raises anything narrower
            reason = str(error).splitlines()[0]
            raise ModelError(f"{spec.folder}: cannot be loaded as a model ({reason}); use another folder") from error
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(spec.max_tokens)
        self._inputs = {value.name for value in self._session.get_inputs()}
        output = self._session.get_outputs()[0]
        self._outputs = [states or output.name]
        if kind == "embedder" and output.shape[-1] != spec.dimensions:
            raise ModelError(
                f"{spec.folder}: vectors have {output.shape[-1]} dimensions, model.toml says {spec.dimensions}"
            )
        self._pool = ThreadPoolExecutor(max_workers=os.cpu_count(), thread_name_prefix=spec.name)

    def run(
        self,
        inputs: Sequence[str] | Sequence[tuple[str, str]],
        reduce: "Callable[[Encoding, list[NDArray[np.float32]]], Result]",
    ) -> "list[Result]":
        """Return for each text or pair, in order, `reduce` of its tokens and the outputs (without batch dimension)."""

        def compute(row: int) -> Result:
            return reduce(encodings[row], self._run_one(encodings[row]))

        encodings = self._tokenizer.encode_batch(list(inputs))
        if len(encodings) == 1:
            return [compute(0)]
        # The longest first, so that no core is left with a long one at the end.
        order = sorted(range(len(encodings)), key=lambda row: len(encodings[row]), reverse=True)
        results = dict(zip(order, self._pool.map(compute, order), strict=True))
        return [results[row] for row in range(len(encodings))]

    def cuts(self, first: str, second: str) -> bool:
        """Whether a pair of texts has more tokens than the network reads."""
        return bool(self._tokenizer.encode(first, second).overflowing)

    def is_token(self, word: str) -> bool:
        """Whether the tokenizer keeps a word in one piece (which sentencepiece marks as a word's first)."""
        pieces = self._tokenizer.encode(word, add_special_tokens=False).tokens
        return len(pieces) == 1 and pieces[0].removeprefix("\N{LOWER ONE EIGHTH BLOCK}").casefold() == word.casefold()

    def _run_one(self, encoding: "Encoding") -> "list[NDArray[np.float32]]":
        import numpy as np

        feed = {
            "input_ids": encoding.ids,
            "attention_mask": encoding.attention_mask,
            "token_type_ids": encoding.type_ids,
        }
        arrays = {name: np.array([row], dtype=np.int64) for name, row in feed.items() if name in self._inputs}
        return [output[0] for output in self._session.run(self._outputs, arrays)]

"""The default reranker in PyTorch, to be trained: BERT (Devlin et al. 2019, arXiv:1810.04805) from its 8-bit ONNX file.

Biases, layer norms and a low-rank addition to each weight matrix (LoRA, Hu et al. 2021, arXiv:2106.09685) of the upper
layers are trained. The sum of a matrix and its addition is rounded to the steps of the file, with the gradient of what
is not rounded, so that what is trained is what will run.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from index.onnx_file import tensors
from index.reader_weights import LEFT, RIGHT, VALUE

LAYERS, FROZEN, RANK = 12, 3, 16
HEADS, EPSILON = 12, 1e-12
_MATRICES = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "mixed": "attention.output.dense",
    "wide": "intermediate.dense",
    "narrow": "output.dense",
}
_NORMS = {"first": "attention.output.LayerNorm", "second": "output.LayerNorm"}
Tensor = Any  # torch's, which is not among the pinned packages


class ReaderNetwork:
    """States of the last layer, and a linear reading of them, for pairs of texts."""

    def __init__(
        self, path: Path, matrix_names: Mapping[str, str], begun: Mapping[str, NDArray[np.float32]] | None = None
    ) -> None:
        """`matrix_names` are the initializers of the weight matrices, by module ("layer.3.output.dense").

        `begun` is what an earlier training has stored, to go on from.
        """
        model = path.read_bytes()
        known = tensors(model)
        self._names = matrix_names
        self._fixed = {name: torch.tensor(tensor.read(model)) for name, tensor in known.items() if tensor.type == "<f4"}
        for name, tensor in known.items():
            scale = known.get(name.replace("_quantized", "_scale"))
            if name.endswith("_quantized") and scale:
                zero = known.get(name.replace("_quantized", "_zero_point"))
                numbers = tensor.read(model).astype(np.float32) - (zero.read(model).astype(np.float32) if zero else 0.0)
                self._fixed[name] = torch.tensor(numbers * scale.read(model))
        self.trained: dict[str, Tensor] = {}
        for layer in range(FROZEN, LAYERS):
            self._begin(f"layer.{layer}.")
        width = len(self._fixed["bert.embeddings.LayerNorm.weight"])
        self.head, self.bias = (torch.zeros(size, requires_grad=True) for size in ((width,), ()))
        places = {"head": self.head, "bias": self.bias, **self.trained}
        for name, value in (begun or {}).items():
            places[name].data = torch.tensor(value)

    def states(self, ids: Tensor, types: Tensor, lengths: Tensor) -> Tensor:
        """The last layer's, shape (texts, tokens, width); `ids` and `types` of shape (texts, tokens)."""
        outside = torch.arange(ids.shape[1])[None] >= lengths[:, None]
        mask = torch.zeros(outside.shape).masked_fill(outside, -1e4)[:, None, None].bfloat16()
        with torch.no_grad():
            words, kinds, places = (
                self._fixed[f"bert.embeddings.{name}_embeddings.weight_quantized"]
                for name in ("word", "token_type", "position")
            )
            hidden = self._normal("bert.embeddings.LayerNorm", words[ids] + kinds[types] + places[: ids.shape[1]])
            for layer in range(FROZEN):
                hidden = self._layer(f"layer.{layer}.", hidden, mask)
        for layer in range(FROZEN, LAYERS):
            hidden = self._layer(f"layer.{layer}.", hidden, mask)
        return hidden.float()

    def parameters(self) -> list[Tensor]:
        """What is trained besides the reading."""
        return list(self.trained.values())

    def stored(self) -> Iterator[tuple[str, NDArray[np.generic]]]:
        """What `index/passage_reader.npz` holds, by name."""
        for name, value in self.trained.items():
            thin = name.startswith((LEFT, RIGHT))
            yield name, value.detach().numpy().astype(np.float16 if thin else np.float32)
        yield "head", self.head.detach().numpy()
        yield "bias", self.bias.detach().numpy()

    def _begin(self, layer: str) -> None:
        for module in _MATRICES.values():
            matrix = self._names[layer + module]
            rows, columns = self._fixed[matrix].shape
            self.trained[LEFT + matrix] = (torch.randn(rows, RANK) / rows**0.5).requires_grad_()
            self.trained[RIGHT + matrix] = torch.zeros(RANK, columns, requires_grad=True)
        whole = [f"{module}.bias" for module in (*_MATRICES.values(), *_NORMS.values())]
        for name in [*whole, *(f"{module}.weight" for module in _NORMS.values())]:
            name = f"bert.encoder.{layer}{name}"
            self.trained[VALUE + name] = self._fixed[name].clone().requires_grad_()

    def _layer(self, layer: str, hidden: Tensor, mask: Tensor) -> Tensor:
        texts, tokens, width = hidden.shape
        query, key, value = (
            self._linear(layer + _MATRICES[name], hidden).view(texts, tokens, HEADS, -1).transpose(1, 2).contiguous()
            for name in ("query", "key", "value")
        )
        scores = torch.matmul(query * query.shape[-1] ** -0.5, key.transpose(2, 3)) + mask
        mixed = torch.matmul(torch.softmax(scores, -1, dtype=torch.bfloat16), value)
        mixed = self._linear(layer + _MATRICES["mixed"], mixed.transpose(1, 2).reshape(texts, tokens, width))
        hidden = self._normal(f"bert.encoder.{layer}{_NORMS['first']}", hidden + mixed)
        wide = functional.gelu(self._linear(layer + _MATRICES["wide"], hidden))
        return self._normal(
            f"bert.encoder.{layer}{_NORMS['second']}", hidden + self._linear(layer + _MATRICES["narrow"], wide)
        )

    def _linear(self, module: str, hidden: Tensor) -> Tensor:
        name = self._names[module]
        matrix = self._fixed[name]
        if LEFT + name in self.trained:
            step = self._fixed[name.replace("_quantized", "_scale")]
            added = self.trained[LEFT + name] @ self.trained[RIGHT + name]
            matrix = matrix + step * torch.round(added.detach() / step) + (added - added.detach())
        return functional.linear(
            hidden.bfloat16(), matrix.T.bfloat16(), self._value(f"bert.encoder.{module}.bias").bfloat16()
        )

    def _normal(self, name: str, hidden: Tensor) -> Tensor:
        weight, bias = self._value(f"{name}.weight"), self._value(f"{name}.bias")
        return functional.layer_norm(hidden.float(), weight.shape, weight, bias, EPSILON)

    def _value(self, name: str) -> Tensor:
        return self.trained.get(VALUE + name, self._fixed[name])

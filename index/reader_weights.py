"""The default reranker, trained further to say of each sentence of a passage whether it answers.

`passage_reader.npz` has what the training changed: the biases and the layer norms of the upper layers, and for each of
their 8-bit weight matrices two thin ones, whose product is added (LoRA: Hu et al. 2021, arXiv:2106.09685). The sum is
rounded to the steps of the model's own scale, as it was while training, so nothing about the model but its numbers
changes. `python -m bench adapt` trains them again; bench/README.md has the data.
"""

from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING

from index.onnx_file import tensors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FILE = "passage_reader.npz"
# Beside these, the file has `head` and `bias`: the linear reading of a state that the training ended with.
VALUE, LEFT, RIGHT = "value/", "left/", "right/"


def load_weights() -> "dict[str, NDArray[np.float32]]":
    """What is in the file, by name."""
    import numpy as np

    with np.load(BytesIO(files("index").joinpath(FILE).read_bytes())) as stored:
        return {name: stored[name].astype(np.float32) for name in stored.files}


def trained_further(model: bytes) -> bytes:
    """The default reranker's file with the changed numbers in their places; texts take as long to read as before."""
    import numpy as np

    changed, weights, known = bytearray(model), load_weights(), tensors(model)
    for name, values in weights.items():
        if name.startswith(VALUE):
            known[name.removeprefix(VALUE)].write(changed, values)
        elif name.startswith(LEFT):
            matrix = name.removeprefix(LEFT)
            step = float(known[matrix.replace("_quantized", "_scale")].read(model))
            steps = np.rint(values @ weights[RIGHT + matrix] / step)
            known[matrix].write(changed, np.clip(known[matrix].read(model) + steps, -128, 127))
    return bytes(changed)

"""The default reranker's file with the numbers that its further training changed, and no others."""

from pathlib import Path

import numpy as np
import pytest

from index.model_files import find_model
from index.onnx_file import tensors, with_output
from index.reader_weights import LEFT, RIGHT, VALUE, load_weights, trained_further
from tests.nli_model import make_nli_model

RERANKER = "ms-marco-minilm-l12"


@pytest.fixture(scope="module")
def model(models_root: Path) -> bytes:
    return (find_model(RERANKER, models_root).folder / "model.onnx").read_bytes()


def test_constants_are_found_with_their_shape_and_numbers(model: bytes) -> None:
    known = tensors(model)
    assert known["bert.encoder.layer.3.output.dense.bias"].shape == (384,)
    words = known["bert.embeddings.word_embeddings.weight_quantized"]
    assert (words.shape, words.type, words.end - words.start) == ((30522, 384), "u1", 30522 * 384)
    scale = known["bert.embeddings.word_embeddings.weight_scale"]
    assert scale.shape == ()
    assert 0 < float(scale.read(model)) < 0.1


def test_only_what_was_trained_is_changed(model: bytes) -> None:
    changed, known, weights = trained_further(model), tensors(model), load_weights()
    assert tensors(changed) == known, "every number stands where it stood"
    touched = {name.removeprefix(VALUE).removeprefix(LEFT) for name in weights if name.startswith((VALUE, LEFT))}
    for name, tensor in known.items():
        same = np.array_equal(tensor.read(model), tensor.read(changed))
        assert same or name in touched, name
    assert all(not np.array_equal(known[name].read(model), known[name].read(changed)) for name in touched)
    between = sorted((known[name].start, known[name].end) for name in touched)
    kept, place = [], 0
    for start, end in between:
        kept.append(model[place:start] == changed[place:start])
        place = end
    assert all(kept)
    assert model[place:] == changed[place:]


def test_a_matrix_is_the_models_own_and_the_product_of_two_thin_ones(model: bytes) -> None:
    known, weights = tensors(model), load_weights()
    name = next(name.removeprefix(LEFT) for name in weights if name.startswith(LEFT))
    step = float(known[name.replace("_quantized", "_scale")].read(model))
    before, after = (known[name].read(file) * step for file in (model, trained_further(model)))
    wanted = np.clip(before + weights[LEFT + name] @ weights[RIGHT + name], -128 * step, 127 * step)
    assert np.abs(after - wanted).max() <= step / 2 + 1e-6, "but for the rounding to the model's steps"


def test_numbers_of_another_shape_are_refused(model: bytes) -> None:
    tensor = tensors(model)["bert.encoder.layer.3.output.dense.bias"]
    with pytest.raises(ValueError, match="cannot hold"):
        tensor.write(bytearray(model), np.zeros(3))


def test_what_is_no_onnx_file_is_refused() -> None:
    with pytest.raises(ValueError, match="no ONNX file"):
        tensors(b"\x0f" * 40)


def test_an_inner_value_becomes_an_output(tmp_path: Path) -> None:
    import onnxruntime

    folder = make_nli_model(tmp_path / "nli", ["a b"])
    model = (folder / "model.onnx").read_bytes()
    session = onnxruntime.InferenceSession(with_output(model, "rise"), providers=["CPUExecutionProvider"])
    assert [one.name for one in session.get_outputs()] == ["logits", "rise"]

"""A model of natural language inference, small enough to be written down: an ONNX file made by hand.

It says that a text follows from another if nearly all of its words stand there.
Field numbers: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
"""

import struct
from collections.abc import Sequence
from pathlib import Path

from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.normalizers import Lowercase
from tokenizers.pre_tokenizers import Whitespace
from tokenizers.processors import TemplateProcessing

_FLOAT, _INT64 = 1, 7
ENTAILMENT = 1


def make_nli_model(folder: Path, texts: Sequence[str]) -> Path:
    """A model folder that knows the texts' words; its labels are contradiction, entailment, neutral."""
    folder.mkdir()
    words = sorted({word.lower() for text in texts for word in text.replace(".", " . ").split()})
    tokenizer = Tokenizer(WordLevel({word: number for number, word in enumerate(["[UNK]", *words])}, "[UNK]"))
    tokenizer.normalizer = Lowercase()
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.post_processor = TemplateProcessing(single="$A", pair="$A:0 $B:1", special_tokens=[])
    tokenizer.save(str(folder / "tokenizer.json"))
    (folder / "model.onnx").write_bytes(_model())
    (folder / "model.toml").write_text(f'kind = "nli"\nentailment = {ENTAILMENT}\n', encoding="utf-8")
    return folder


def _model() -> bytes:
    nodes = [
        _node("Unsqueeze", ["input_ids", "two"], "rows"),
        _node("Unsqueeze", ["input_ids", "one"], "columns"),
        _node("Equal", ["rows", "columns"], "same"),
        _node("Cast", ["same"], "same_words", to=_FLOAT),
        _node("Cast", ["token_type_ids"], "second", to=_FLOAT),
        _node("Sub", ["unit", "second"], "first"),
        _node("Unsqueeze", ["first", "one"], "first_columns"),
        _node("Mul", ["same_words", "first_columns"], "there"),
        _node("ReduceMax", ["there"], "any", axes=[2], keepdims=0),
        _node("Mul", ["any", "second"], "held"),
        _node("ReduceSum", ["held", "one"], "held_count", keepdims=1),
        _node("ReduceSum", ["second", "one"], "count", keepdims=1),
        _node("Div", ["held_count", "count"], "share"),
        _node("MatMul", ["share", "slope"], "rise"),
        _node("Add", ["rise", "start"], "logits"),
    ]
    constants = [
        _tensor("one", _INT64, [1], struct.pack("<q", 1)),
        _tensor("two", _INT64, [1], struct.pack("<q", 2)),
        _tensor("unit", _FLOAT, [1], struct.pack("<f", 1.0)),
        _tensor("slope", _FLOAT, [1, 3], struct.pack("<3f", -20.0, 20.0, 0.0)),
        _tensor("start", _FLOAT, [1, 3], struct.pack("<3f", 15.0, -15.0, 0.0)),
    ]
    graph = b"".join(_field(1, node) for node in nodes) + _field(2, b"nli")
    graph += b"".join(_field(5, one) for one in constants)
    graph += b"".join(_field(11, _value(name, _INT64, [1, "length"])) for name in ("input_ids", "token_type_ids"))
    graph += _field(12, _value("logits", _FLOAT, [1, 3]))
    return _number(1, 8) + _field(8, _field(1, b"") + _number(2, 13)) + _field(7, graph)


def _node(operator: str, inputs: Sequence[str], output: str, **attributes: int | list[int]) -> bytes:
    names = b"".join(_field(1, name.encode()) for name in inputs) + _field(2, output.encode())
    return names + _field(4, operator.encode()) + b"".join(map(_attribute, attributes, attributes.values()))


def _attribute(name: str, value: int | list[int]) -> bytes:
    if isinstance(value, int):
        return _field(5, _field(1, name.encode()) + _number(3, value) + _number(20, 2))
    return _field(5, _field(1, name.encode()) + b"".join(_number(8, one) for one in value) + _number(20, 7))


def _tensor(name: str, kind: int, shape: Sequence[int], data: bytes) -> bytes:
    return b"".join(_number(1, one) for one in shape) + _number(2, kind) + _field(8, name.encode()) + _field(9, data)


def _value(name: str, kind: int, shape: Sequence[int | str]) -> bytes:
    sizes = b"".join(_field(1, _number(1, one) if isinstance(one, int) else _field(2, one.encode())) for one in shape)
    return _field(1, name.encode()) + _field(2, _field(1, _number(1, kind) + _field(2, sizes)))


def _field(number: int, content: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(content)) + content


def _number(number: int, value: int) -> bytes:
    return _varint(number << 3) + _varint(value)


def _varint(value: int) -> bytes:
    head = b""
    while value > 127:
        head += bytes([value & 127 | 128])
        value >>= 7
    return head + bytes([value])

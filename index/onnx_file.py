"""What Citewire reads and changes in an ONNX file, without the library of that name.

The file is a protobuf message; of its few fields needed here, the numbers are those of
https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MODEL_GRAPH, _GRAPH_INITIALIZER, _GRAPH_OUTPUT, _VALUE_NAME = 7, 5, 12, 1
_TENSOR_DIMS, _TENSOR_TYPE, _TENSOR_FLOATS, _TENSOR_NAME, _TENSOR_RAW = 1, 2, 4, 8, 9
_VARINT, _EIGHT_BYTES, _LENGTH, _FOUR_BYTES = 0, 1, 2, 5
_TYPES = {1: "<f4", 2: "u1", 3: "i1"}


@dataclass(frozen=True, slots=True)
class Tensor:
    """A constant of a model: where its numbers stand in the file, of what type (as numpy writes it) and shape."""

    start: int
    end: int
    type: str
    shape: tuple[int, ...]

    def read(self, model: bytes | bytearray) -> "NDArray[Any]":
        """Its numbers, a copy of the file's."""
        import numpy as np

        return np.frombuffer(bytes(model[self.start : self.end]), dtype=self.type).reshape(self.shape)

    def write(self, model: bytearray, values: "NDArray[Any]") -> None:
        """Put other numbers in their place. Raises ValueError for another shape."""
        if values.shape != self.shape:
            raise ValueError(f"a tensor of shape {self.shape} cannot hold one of {values.shape}")
        model[self.start : self.end] = values.astype(self.type).tobytes()


def tensors(model: bytes | bytearray) -> dict[str, Tensor]:
    """The constants of a model by name: those of 32-bit floats and 8-bit integers, written as their bytes."""
    found = {}
    for graph, _, start, end in _fields(model, 0, len(model)):
        if graph == _MODEL_GRAPH:
            for field, _, first, last in _fields(model, start, end):
                if field == _GRAPH_INITIALIZER and (named := _tensor(model, first, last)):
                    found[named[0]] = named[1]
    return found


def with_output(model: bytes, name: str) -> bytes:
    """The file with an inner value of its graph as a further output: protobuf merges what is repeated."""
    message = name.encode()
    for field in (_VALUE_NAME, _GRAPH_OUTPUT, _MODEL_GRAPH):
        message = bytes([field << 3 | _LENGTH]) + _as_varint(len(message)) + message
    return model + message


def _tensor(model: bytes | bytearray, start: int, end: int) -> tuple[str, Tensor] | None:
    name, kind, shape, data = "", 0, [], None
    for field, wire, first, last in _fields(model, start, end):
        if field == _TENSOR_DIMS and wire == _VARINT:
            shape.append(_varint(model, first)[0])
        elif field == _TENSOR_TYPE:
            kind = _varint(model, first)[0]
        elif field == _TENSOR_NAME:
            name = bytes(model[first:last]).decode()
        elif field in (_TENSOR_RAW, _TENSOR_FLOATS) and wire in (_LENGTH, _FOUR_BYTES):
            data = (first, last)
    if data is None or kind not in _TYPES:
        return None
    return name, Tensor(*data, _TYPES[kind], tuple(shape))


def _fields(model: bytes | bytearray, start: int, end: int) -> Iterator[tuple[int, int, int, int]]:
    """The fields of a message: number, wire type, and where the value stands."""
    place = start
    while place < end:
        key, place = _varint(model, place)
        wire = key & 7
        if wire == _VARINT:
            last = _varint(model, place)[1]
        elif wire == _LENGTH:
            length, place = _varint(model, place)
            last = place + length
        elif wire in (_EIGHT_BYTES, _FOUR_BYTES):
            last = place + (8 if wire == _EIGHT_BYTES else 4)
        else:
            raise ValueError(f"no ONNX file: a field of wire type {wire} at byte {place}")
        yield key >> 3, wire, place, last
        place = last


def _varint(model: bytes | bytearray, place: int) -> tuple[int, int]:
    """A number of variable length, and where what follows it begins."""
    value = shift = 0
    while True:
        byte = model[place]
        value |= (byte & 0x7F) << shift
        place, shift = place + 1, shift + 7
        if byte < 0x80:
            return value, place


def _as_varint(value: int) -> bytes:
    low, rest = value & 0x7F, value >> 7
    return bytes([low | 0x80]) + _as_varint(rest) if rest else bytes([low])

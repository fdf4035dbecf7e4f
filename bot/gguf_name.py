"""What a .gguf file calls its model: a file may have any name, and what is known of a model goes by the model's own.

The format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
"""

import struct
from pathlib import Path
from typing import BinaryIO

_MAGIC = b"GGUF"
_NAME = "general.name"
_TEXT = 8
_SIZES = {0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8}  # bytes of a value, by its type
_LONGEST = 1000


def gguf_name(path: Path) -> str:
    """The model's name; the file's, without its ending, where it gives none before its first list."""
    try:
        with path.open("rb") as file:
            return _read_name(file) or path.stem
    except (OSError, struct.error, UnicodeDecodeError):
        return path.stem


def _read_name(file: BinaryIO) -> str:
    if file.read(4) != _MAGIC:
        return ""
    _version, _tensors, count = struct.unpack("<IQQ", file.read(20))
    for _ in range(count):
        key = _read_text(file)
        (kind,) = struct.unpack("<I", file.read(4))
        if kind == _TEXT:
            value = _read_text(file)
            if key == _NAME:
                return value.strip()
        elif kind in _SIZES:
            file.seek(_SIZES[kind], 1)
        else:
            break  # lists: the vocabulary, behind everything general
    return ""


def _read_text(file: BinaryIO) -> str:
    (length,) = struct.unpack("<Q", file.read(8))
    if length > _LONGEST:  # a template of turns, or no such file
        file.seek(length, 1)
        return ""
    return file.read(length).decode()

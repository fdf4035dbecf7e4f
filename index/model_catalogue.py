"""Models by their particulars in TOML: the known ones in models.toml, any other in a folder with its own model.toml."""

import json
import tomllib
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import TypeVar

from index.model_spec import Kind, ModelError, ModelFile, ModelSpec, Part, Pooling, Wheel

Table = dict[str, object]
Choice = TypeVar("Choice", bound=str)

_KINDS: tuple[Kind, ...] = ("embedder", "reranker", "nli", "llm")
_POOLINGS: tuple[Pooling, ...] = ("mean", "cls")
_ONNX_FILES = ("model.onnx", "tokenizer.json")
_TEXTS = ("purpose", "origin", "license", "query_prefix", "passage_prefix")
_NUMBERS = ("max_tokens", "dimensions", "entailment")


def catalogue(root: Path, text: str | None = None) -> dict[str, ModelSpec]:
    """Return the models of `text` (of models.toml if None) by name, with their folders under `root`.

    Raises ModelError where the text is malformed.
    """
    if text is None:
        text = resources.files("index").joinpath("models.toml").read_text(encoding="utf-8")
    tables = _toml(text, "models.toml")
    wheels = {
        name: _wheel(name, table, f"models.toml, wheel {name}")
        for name, table in _tables(tables, "wheels", "models.toml").items()
    }
    models = _tables(tables, "models", "models.toml").items()
    return {name: _model(name, table, root / name, wheels, f"models.toml, model {name}") for name, table in models}


def read_model(folder: Path) -> ModelSpec:
    """Return the model in `folder` by its model.toml; raise ModelError if there is none or it is malformed."""
    path = folder / "model.toml"
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise ModelError(f"{path}: {reason}; a model folder holds a model.toml that says what it is") from error
    return _model(folder.name, _toml(text, str(path)), folder, {}, str(path))


def model_toml(spec: ModelSpec) -> str:
    """Return the model.toml of a fetched model: `read_model` gives the same model back, less its parts."""
    # A JSON string or number is a TOML one too.
    fields = ("kind", "pooling", *_TEXTS, *_NUMBERS)
    lines = [f"{field} = {json.dumps(getattr(spec, field))}" for field in fields]
    for file in spec.files:
        lines += ["", f"[files.{json.dumps(file.name)}]", f'sha256 = "{file.sha256}"', f"bytes = {file.bytes}"]
    return "\n".join(lines) + "\n"


def _model(name: str, table: Table, folder: Path, wheels: dict[str, Wheel], where: str) -> ModelSpec:
    kind = _choice(table, "kind", _KINDS, where)
    files = tuple(_file(file, entry, wheels, where) for file, entry in _tables(table, "files", where).items())
    spec = ModelSpec(
        name=name,
        kind=kind,
        folder=folder,
        files=files or tuple(ModelFile(file) for file in _ONNX_FILES),
        purpose=_text(table, "purpose", where, ""),
        origin=_text(table, "origin", where, ""),
        license=_text(table, "license", where, ""),
        license_text=_text(table, "license_text", where, ""),
        max_tokens=_number(table, "max_tokens", where, 512),
        dimensions=_number(table, "dimensions", where, None if kind == "embedder" else 0),
        entailment=_number(table, "entailment", where, None if kind == "nli" else 0),
        pooling=_choice({"pooling": "mean"} | table, "pooling", _POOLINGS, where),
        query_prefix=_text(table, "query_prefix", where, ""),
        passage_prefix=_text(table, "passage_prefix", where, ""),
    )
    missing = {file for file in _ONNX_FILES if kind != "llm"} - {file.name for file in spec.files}
    if missing:
        raise ModelError(f"{where}: a model of kind {kind} needs the files {' and '.join(_ONNX_FILES)}")
    return spec


def _file(name: str, table: Table, wheels: dict[str, Wheel], where: str) -> ModelFile:
    pairs = table.get("parts", [])
    if not isinstance(pairs, list):
        raise ModelError(f"{where}: parts of {name} must be a list")
    try:
        parts = tuple(Part(wheels[wheel], str(member)) for wheel, member in pairs)
    except (KeyError, TypeError, ValueError) as error:
        raise ModelError(f"{where}: parts of {name} must be pairs of a known wheel and its member") from error
    return ModelFile(name, _text(table, "sha256", where), _number(table, "bytes", where, 0), parts)


def _wheel(requirement: str, table: Table, where: str) -> Wheel:
    sha256, license_name = (_text(table, key, where) for key in ("sha256", "license"))
    member = _text(table, "license_member", where, "")
    return Wheel(requirement, sha256, _number(table, "bytes", where), license_name, member)


def _toml(text: str, where: str) -> Table:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ModelError(f"{where}: no valid TOML: {error}") from error


def _tables(table: Table, key: str, where: str) -> dict[str, Table]:
    tables = table.get(key, {})
    if not isinstance(tables, dict) or not all(isinstance(entry, dict) for entry in tables.values()):
        raise ModelError(f"{where}: {key} must be a table of tables")
    return tables


def _text(table: Table, key: str, where: str, default: str | None = None) -> str:
    value = table.get(key, default)
    if not isinstance(value, str):
        raise ModelError(f"{where}: {key} must be a text, not {value!r}")
    return value


def _number(table: Table, key: str, where: str, default: int | None = None) -> int:
    value = table.get(key, default)
    if not isinstance(value, int) or value < 0:
        raise ModelError(f"{where}: {key} must be a whole number, not {value!r}")
    return value


def _choice(table: Table, key: str, choices: Sequence[Choice], where: str) -> Choice:
    for choice in choices:
        if table.get(key) == choice:
            return choice
    raise ModelError(f"{where}: {key} must be one of {', '.join(choices)}, not {table.get(key)!r}")

"""The model files on this machine: where they are, and whether they are what they should be."""

import hashlib
from functools import cache
from pathlib import Path

from index.model_catalogue import catalogue, read_model
from index.model_spec import ModelError, ModelFile, ModelSpec


def default_root() -> Path:
    """Return the folder of fetched models where no setting names another: in the user's cache."""
    from platformdirs import user_cache_dir

    return Path(user_cache_dir("citewire")) / "models"


def find_model(name_or_path: str, root: Path) -> ModelSpec:
    """Return a model of the catalogue, in `root`, or one in a folder of the user's own, its files checked.

    Raises ModelError if it is unknown, not yet fetched or incomplete, or if a file's SHA-256 is wrong.
    """
    known = catalogue(root)
    spec = known.get(name_or_path)
    if spec is not None:
        cure = f"run `citewire models fetch {spec.name}`"
        if not spec.folder.is_dir():
            raise ModelError(f"model {spec.name} is not in {root}: {cure}")
    elif Path(name_or_path).expanduser().is_dir():
        spec = read_model(Path(name_or_path).expanduser())
        cure = "put the right file there or correct model.toml"
    else:
        raise ModelError(
            f"unknown model {name_or_path!r}: name a folder with a model.toml, or one of {', '.join(known)}"
        )
    for file in spec.files:
        fault = file_fault(spec, file)
        if fault:
            raise ModelError(f"{spec.folder / file.name}: {fault}; {cure}")
    return spec


def installed(spec: ModelSpec) -> bool:
    """Say whether every file of a model is there and right."""
    return not any(file_fault(spec, file) for file in spec.files)


def file_fault(spec: ModelSpec, file: ModelFile) -> str | None:
    """Say what is wrong with a file of a model, None if nothing is."""
    path = spec.folder / file.name
    if not path.is_file():
        return "missing"
    try:
        if file.sha256 is not None and file_sha256(path) != file.sha256:
            return f"damaged or another file (SHA-256 is not {file.sha256})"
    except OSError as error:
        return f"cannot be read ({error.strerror})"
    return None


def file_sha256(path: Path) -> str:
    """Return a file's SHA-256 in hexadecimal, computed once a process unless the file changes."""
    status = path.stat()
    return _sha256(path, status.st_mtime_ns, status.st_size)


@cache
def _sha256(path: Path, _modified: int, _size: int) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

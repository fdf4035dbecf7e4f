"""Articles taken out of the folder: what was asked for is gone, and every other byte is there."""

import gzip
import json
from pathlib import Path

import pytest

from index.errors import CitewireError
from index.removal import Removed, remove


def line(article_id: str, text: str = "The dam held.") -> str:
    return json.dumps({"id": article_id, "text": text})


@pytest.fixture
def full(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    (folder / "sub").mkdir(parents=True)
    (folder / "sub" / "a b.txt").write_text("The dam held.")
    (folder / "c.md").write_text("The mill burnt.")
    (folder / "lines.jsonl").write_bytes(f"\ufeff{line('x')}\r\n\n{{broken\n{line('y')}\n{line('z')}".encode())
    (folder / "more.jsonl.gz").write_bytes(gzip.compress(f"{line('p')}\n{line('q')}\n".encode()))
    (folder / "broken.jsonl.gz").write_bytes(b"no gzip")
    return folder


def test_removing_a_file_and_lines(full: Path) -> None:
    before = (full / "lines.jsonl").read_bytes()
    assert remove(full, ["y", "sub/a-b", "p", "x"]) == (
        Removed("x", "lines.jsonl", True),
        Removed("y", "lines.jsonl", True),
        Removed("p", "more.jsonl.gz", True),
        Removed("sub/a-b", "sub/a b.txt", False),
    )
    assert (full / "lines.jsonl").read_bytes() == before.split(b"\r\n", 1)[1].replace(f"{line('y')}\n".encode(), b"")
    assert gzip.decompress((full / "more.jsonl.gz").read_bytes()).decode() == f"{line('q')}\n"
    assert not (full / "sub" / "a b.txt").exists()
    assert {path.name for path in full.iterdir()} == {"sub", "c.md", "lines.jsonl", "more.jsonl.gz", "broken.jsonl.gz"}


def test_a_file_whose_last_line_goes_goes_too(full: Path) -> None:
    assert remove(full, ["p", "q"]) == (Removed("p", "more.jsonl.gz", False), Removed("q", "more.jsonl.gz", False))
    assert not (full / "more.jsonl.gz").exists()


def test_an_unknown_id_and_nothing_is_removed(full: Path) -> None:
    before = {path: path.read_bytes() for path in full.rglob("*") if path.is_file()}
    with pytest.raises(CitewireError, match=r"nope, \.\./c: no such article .* Nothing was removed"):
        remove(full, ["x", "nope", "c", "../c"])
    assert {path: path.read_bytes() for path in full.rglob("*") if path.is_file()} == before


def test_an_id_that_stands_in_several_places_is_gone_from_all(full: Path) -> None:
    (full / "c.txt").write_text("Another of the same id.")
    with (full / "lines.jsonl").open("a") as file:
        file.write(f"\n{line('y', 'Again.')}\n{line('c')}")
    assert [(one.article_id, one.file) for one in remove(full, ["c", "y"])] == [
        ("c", "c.md"),
        ("c", "c.txt"),
        ("c", "lines.jsonl"),
        ("y", "lines.jsonl"),
    ]
    assert "y" not in (full / "lines.jsonl").read_text()


def test_what_lies_outside_is_not_removed(full: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "d.txt").write_text("Not ours.")
    (full / "out").symlink_to(outside)
    with pytest.raises(CitewireError, match="symbolic link"):
        remove(full, ["c", "out/d"])
    assert (outside / "d.txt").exists()
    assert (full / "c.md").exists()

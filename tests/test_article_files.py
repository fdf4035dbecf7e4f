"""The files of a folder, and the ids of their articles."""

import os
from pathlib import Path

import pytest

from index.article_files import article_id, scan
from index.errors import CitewireError


def test_scan_is_stable_recursive_and_knows_its_files(tmp_path: Path) -> None:
    for name in ["b.txt", "a/c.MD", "a/.hidden.txt", ".git/d.txt", "e.jpg", "f.jsonl"]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    (tmp_path / "a" / "loop").symlink_to(tmp_path, target_is_directory=True)
    os.mkfifo(tmp_path / "g.txt")
    assert [file.name for file in scan(tmp_path)] == ["a/c.MD", "b.txt", "f.jsonl"]


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CitewireError, match="no such folder"):
        next(scan(tmp_path / "none"))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.txt", "a"),
        ("Politics/Näïve title?.md", "Politics/Näïve-title"),
        ("x.jsonl.gz", "x"),
        ("a.b.TXT", "a.b"),
        ("?.txt", "article"),
        ("a - b_c.txt", "a---b_c"),
        ("N° 5 © 2024 (1).md", "N-5-2024-1"),
        ("می‌رود.txt", "می-رود"),
        ("किल.txt", "किल"),
        ("कुल.txt", "कुल"),
        ("ที่ 1.txt", "ที่-1"),
        ("x\u0304.txt", "x\u0304"),
        ("🎉.txt", "🎉"),
        ("vote 👍 (1).txt", "vote-👍-1"),
        ("👍\U0001f3fb 1\ufe0f\u20e3 ㈱.txt", "👍\U0001f3fb-1"),
        ("❤\ufe0f.txt", "❤"),
    ],
)
def test_ids_come_from_names(name: str, expected: str) -> None:
    assert article_id(name) == expected

"""What files hold is remembered as long as they are the same, and no longer."""

import json
import os
import time
from pathlib import Path

import pytest

from index.file_cache import FileCache, FileContents, look

LONG_AGO = 1_000_000_000_000_000_000


@pytest.fixture
def article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that was looked at long after it was written, and is remembered."""
    path = tmp_path / "dam.txt"
    path.write_text("The dam held.")
    os.utime(path, ns=(LONG_AGO, LONG_AGO))
    now = time.time_ns()
    monkeypatch.setattr("index.file_cache.time.time_ns", lambda: now + 3_600_000_000_000)
    cache = FileCache(tmp_path, "settings")
    cache.put("dam", FileContents(look(path), {"dam": "v1"}, ("a fault",)))
    cache.save()
    return path


def found(article: Path) -> FileContents | None:
    cache = FileCache(article.parent, "settings")
    contents = cache.find("dam", article)
    cache.save()
    return contents


def test_a_file_that_is_the_same_is_not_read_again(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.file_cache.look", lambda path: pytest.fail(f"{path} was read"))
    contents = found(article)
    assert contents is not None
    assert (contents.articles, contents.faults) == ({"dam": "v1"}, ("a fault",))


def test_a_change_that_keeps_size_and_time_of_modification_is_seen(article: Path) -> None:
    article.write_text("The dam fell.")
    os.utime(article, ns=(LONG_AGO, LONG_AGO))
    assert found(article) is None


def test_another_file_in_its_place_is_seen(article: Path) -> None:
    other = article.with_name("other.txt")
    other.write_text("The dam fell.")
    os.utime(other, ns=(LONG_AGO, LONG_AGO))
    other.replace(article)
    assert found(article) is None


def test_a_file_that_was_only_touched_or_copied_is_the_same(article: Path) -> None:
    copy = article.with_name("copy.txt")
    copy.write_text(article.read_text())
    copy.replace(article)
    assert found(article) is not None
    article.chmod(0o600)
    assert found(article) is not None


def test_what_an_older_version_remembered_is_checked_by_its_hashes(article: Path) -> None:
    state = article.with_name("files.json")
    older = json.loads(state.read_text())
    del older["stamps"]["changed"], older["stamps"]["inode"]
    state.write_text(json.dumps(older))
    assert found(article) is not None
    assert json.loads(state.read_text())["stamps"]["inode"] == [article.stat().st_ino]
    state.write_text(json.dumps(older))
    article.write_text("The dam fell.")
    assert found(article) is None

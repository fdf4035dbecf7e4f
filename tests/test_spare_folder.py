"""A run works in the folder of the run before the last, unless somebody reads it, and what it leaves is the same."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from index.chroma_file import log_length
from index.folder_hold import alone, hold
from index.run_folder import WRITING, chroma_folder, open_snapshot
from index.spare import missed_changes
from index.store import Store
from index.target_folder import TargetFolder
from tests.index_stage import Stage, counts

ARTICLES = 60


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """An index after two runs: one folder is the last run's, the other to spare."""
    stage = Stage(tmp_path_factory.mktemp("made"))
    for number in range(ARTICLES):
        stage.write(f"{number:02}.txt", f"Article {number} is there from the beginning. It has {number} words or more.")
    stage.update()
    stage.write("00.txt", "The first article has another text.")
    stage.remove("01.txt")
    stage.write("new.txt", "A new article has come.")
    stage.update()
    return stage


@pytest.fixture
def stage(made: Stage, tmp_path: Path) -> Stage:
    shutil.copytree(made.folder, tmp_path, dirs_exist_ok=True)
    return Stage(tmp_path, made.embedder)


def inode(stage: Stage, number: int) -> int:
    return chroma_folder(stage.data, number).stat().st_ino


def change(stage: Stage) -> None:
    """What takes four turns on the way, each of which must leave what a first run would."""
    stage.write("02.txt", "The third article has another text.")
    stage.remove("03.txt")
    stage.embedder.asked.clear()
    assert counts(stage.update()) == (0, 1, 1, ARTICLES - 2)
    assert len(stage.embedder.asked) == 1


def is_as_from_nothing(stage: Stage) -> bool:
    fresh = Stage(stage.folder / "fresh", stage.embedder)
    shutil.copytree(stage.folder / "articles", fresh.folder / "articles")
    fresh.update()
    return stage.contents() == fresh.contents()


def test_the_folder_before_the_last_is_brought_up_to_date(stage: Stage) -> None:
    before_last = inode(stage, 1)
    change(stage)
    assert inode(stage, 3) == before_last
    assert [path.name for path in sorted(stage.data.glob("chroma-*"))] == ["chroma-2", "chroma-3"]
    assert is_as_from_nothing(stage)


def test_run_after_run(stage: Stage) -> None:
    for number in range(10, 14):
        stage.write(f"{number}.txt", f"Article {number} is written again.")
        stage.remove(f"{number + 20}.txt")
        assert counts(stage.update()) == (0, 1, 1, ARTICLES - 2 - (number - 10))
    assert is_as_from_nothing(stage)


def test_a_folder_that_is_read_is_left_alone(stage: Stage) -> None:
    kept = inode(stage, 2)
    with_two = Store.open(stage.data)
    before = {one.source.article_id for one in with_two.articles()}
    snapshot = with_two.snapshot
    change(stage)
    stage.write("04.txt", "And another text.")
    stage.update()
    assert inode(stage, 4) != kept
    assert {one.source.article_id for one in snapshot.articles()} == before
    assert {one.source.article_id for one in with_two.articles()} == before - {"03"}
    with_two.close()
    assert is_as_from_nothing(stage)


def other_origin(stage: Stage) -> None:
    """What a rebuild leaves has nothing in common with the folder before it."""
    stage.update(rebuild=True)


def unsealed(stage: Stage) -> None:
    (chroma_folder(stage.data, 1) / "seal.json").unlink()


def gone(stage: Stage) -> None:
    shutil.rmtree(chroma_folder(stage.data, 1))


def cut_off(stage: Stage) -> None:
    """As when a run is killed while it takes the folder over."""
    spare, target = chroma_folder(stage.data, 1), chroma_folder(stage.data, 3)
    (spare / "seal.json").unlink()
    spare.rename(target)
    (target / WRITING).touch()


@pytest.mark.parametrize("spoil", [other_origin, unsealed, gone, cut_off])
def test_without_one_the_last_is_copied(stage: Stage, spoil: Callable[[Stage], None]) -> None:
    spoil(stage)
    change(stage)
    assert is_as_from_nothing(stage)


def test_a_passage_that_was_mended_is_mended_in_both(stage: Stage) -> None:
    """The record's id is the same in both folders: the passages' ids tell them apart."""
    for number in (1, 2):
        snapshot = open_snapshot(stage.data) if number == 2 else None
        database = (
            snapshot.database if snapshot else TargetFolder(chroma_folder(stage.data, 1), "", None, Path()).opened()
        )
        assert database
        database.passages.delete([one for one in database.passages.ids() if one.startswith("05@")])
        database.close()
    assert stage.update().mended
    stage.write("06.txt", "Another text, for one more run.")
    assert not stage.update().mended
    assert is_as_from_nothing(stage)


def test_much_that_changed_is_copied(stage: Stage) -> None:
    last, spare = chroma_folder(stage.data, 2), chroma_folder(stage.data, 1)
    assert missed_changes(spare, last)
    for number in range(80):
        stage.write(f"many-{number}.txt", f"One of many articles, number {number}.")
    stage.update()
    assert missed_changes(last, chroma_folder(stage.data, 3)) is None


def test_a_little_is_left_to_readers(stage: Stage) -> None:
    """Of a hundred records or more, Chroma writes its vector index when one in a hundred is not in it."""
    for number in range(200):
        stage.write(f"many-{number}.txt", f"One of many articles, number {number}.")
    stage.update()
    stage.write("one.txt", "One more.")
    vectors = {path: path.stat().st_mtime_ns for path in chroma_folder(stage.data, 3).rglob("*.bin")}
    stage.update()
    after = chroma_folder(stage.data, 4)
    assert log_length(after) > 2
    assert {path.name: path.stat().st_size for path in after.rglob("*.bin")}.keys() == {path.name for path in vectors}
    assert is_as_from_nothing(stage)


def test_who_holds_a_folder(tmp_path: Path) -> None:
    one, two = hold(tmp_path), hold(tmp_path)
    assert one
    assert two
    one()
    with alone(tmp_path) as free:
        assert not free
    two()
    with alone(tmp_path) as free:
        assert free
        assert hold(tmp_path) is None
    assert hold(tmp_path / "gone") is None
    with alone(tmp_path / "gone") as free:
        assert not free

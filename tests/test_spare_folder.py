"""A run works in the folder of the run before the last, unless somebody reads it, and what it leaves is the same."""

from collections.abc import Callable
from pathlib import Path

import pytest

from index.chroma_client import open_folder
from index.chroma_file import log_length
from index.folder_hold import alone, hold
from index.run_folder import WRITING, chroma_folder
from index.spare import missed_changes
from index.store import Store
from tests.index_stage import Stage, counts
from tests.spare_stage import ARTICLES, change, inode, is_the_folder


@pytest.fixture
def stage(after_two_runs: Stage, tmp_path: Path) -> Stage:
    return after_two_runs.copied(tmp_path)


def test_the_folder_before_the_last_is_brought_up_to_date(stage: Stage) -> None:
    before_last = inode(stage, 1)
    change(stage)
    assert inode(stage, 3) == before_last
    assert [path.name for path in sorted(stage.data.glob("chroma-*"))] == ["chroma-2", "chroma-3"]
    assert is_the_folder(stage)


def test_a_new_file_that_gives_no_article_is_waited_for_once(stage: Stage) -> None:
    """The folder is opened as soon as a new name is seen, so the run is finished though it has nothing to write."""
    stage.write("empty.txt", "")
    report = stage.update()
    assert (counts(report), report.generation, len(report.failed)) == ((0, 0, 0, ARTICLES), 3, 1)
    assert stage.update().generation == 3
    stage.remove("empty.txt")
    assert stage.update().generation == 3
    assert is_the_folder(stage)


def test_a_new_file_that_may_not_be_read_is_not_waited_for(stage: Stage) -> None:
    (stage.folder / "articles" / "lost.txt").symlink_to(stage.folder / "nowhere.txt")
    report = stage.update()
    assert (counts(report), report.generation, len(report.failed)) == ((0, 0, 0, ARTICLES), 2, 1)
    stage.write("later.txt", "An article that may be read.")
    assert counts(stage.update()) == (1, 0, 0, ARTICLES)
    assert stage.update().generation == 3


def test_run_after_run(stage: Stage) -> None:
    for number in range(10, 13):
        stage.write(f"{number}.txt", f"Article {number} is written again.")
        stage.remove(f"{number + 10}.txt")
        assert counts(stage.update()) == (0, 1, 1, ARTICLES - 2 - (number - 10))
    assert is_the_folder(stage)


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
    assert is_the_folder(stage)


def other_origin(stage: Stage) -> None:
    """What a rebuild leaves has nothing in common with the folder before it."""
    stage.update(rebuild=True)


def unsealed(stage: Stage) -> None:
    (chroma_folder(stage.data, 1) / "seal.json").unlink()


def cut_off(stage: Stage) -> None:
    """As when a run is killed while it takes the folder over."""
    spare, target = chroma_folder(stage.data, 1), chroma_folder(stage.data, 3)
    (spare / "seal.json").unlink()
    spare.rename(target)
    (target / WRITING).touch()


@pytest.mark.parametrize("spoil", [other_origin, unsealed, cut_off])
def test_without_one_the_last_is_copied(stage: Stage, spoil: Callable[[Stage], None]) -> None:
    spoil(stage)
    change(stage)
    assert is_the_folder(stage)


def test_what_is_mended_stays_mended(stage: Stage) -> None:
    """The article's record is the same in both folders: the ids of its passages tell them apart."""
    database = open_folder(chroma_folder(stage.data, 2))
    database.passages.delete([one for one in database.passages.ids() if one.startswith("05@")])
    database.close()
    assert stage.update().mended
    stage.write("06.txt", "Another text, for one more run.")
    assert not stage.update().mended
    assert is_the_folder(stage)


def test_much_that_changed_is_copied(stage: Stage) -> None:
    last, spare = chroma_folder(stage.data, 2), chroma_folder(stage.data, 1)
    assert missed_changes(spare, last)
    for number in range(80):
        stage.write(f"many-{number}.txt", f"One of many articles, number {number}.")
    stage.update()
    assert missed_changes(last, chroma_folder(stage.data, 3)) is None


def test_a_little_is_left_to_readers(stage: Stage) -> None:
    """Who find what is only in Chroma's log, and write none of the files of its vector index."""
    last = chroma_folder(stage.data, 2)
    assert log_length(last) > 2
    before = {path: path.stat().st_mtime_ns for path in last.rglob("*") if path.suffix in {".bin", ".pickle"}}
    assert is_the_folder(stage)
    assert before == {path: path.stat().st_mtime_ns for path in before}


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

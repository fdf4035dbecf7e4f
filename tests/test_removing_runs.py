"""A run that only takes a few articles away writes no records, and is a run as any other to whoever reads."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from index.generation import FILE, Generation, later_run, read_generation, write_generation
from index.last_run import find_last
from index.run_folder import chroma_folder
from index.store import Store
from tests.index_stage import Stage, counts

ARTICLES = 30


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """An index after two runs."""
    stage = Stage(tmp_path_factory.mktemp("made"))
    for number in range(ARTICLES - 1):
        stage.write(f"{number:02}.txt", f"Article {number} is there from the beginning.")
    stage.update()
    stage.write("29.txt", "Article 29 came later.")
    stage.update()
    return stage


@pytest.fixture
def stage(made: Stage, tmp_path: Path) -> Stage:
    return made.copied(tmp_path)


def remove(stage: Stage, *numbers: int) -> None:
    before = len(list((stage.folder / "articles").iterdir()))
    for number in numbers:
        stage.remove(f"{number:02}.txt")
    assert counts(stage.update()) == (0, 0, len(numbers), before - len(numbers))


def folders(stage: Stage) -> set[str]:
    return {path.name for path in stage.data.glob("chroma-*")}


def is_the_folder(stage: Stage) -> bool:
    contents = stage.contents()
    found = {name: stored.article.text for name, stored in contents.articles.items()}
    files = {path.stem: path.read_text(encoding="utf-8") for path in (stage.folder / "articles").iterdir()}
    seen = {passage.article_id for passage in contents.passages}
    return found == files and seen == files.keys() and contents.words == len(files) and stage.faults() == []


def test_the_records_stay_and_are_not_seen(stage: Stage) -> None:
    reader = Store.open(stage.data)
    assert reader.article("05")
    remove(stage, 5, 29)
    assert folders(stage) == {"chroma-1", "chroma-2"}
    assert read_generation(stage.data).number == reader.generation + 1 == 3
    assert reader.article("05") is None
    reader.close()
    remove(stage, 6)
    assert read_generation(stage.data).removed == ("05", "29", "06")
    assert counts(stage.update()) == (0, 0, 0, ARTICLES - 3)
    assert (is_the_folder(stage), folders(stage)) == (True, {"chroma-1", "chroma-2"})


def test_the_next_run_that_writes_goes_on_from_there(stage: Stage) -> None:
    remove(stage, 5, 6)
    stage.write("05.txt", "Article 5 is there again, with another text.")
    stage.write("new.txt", "Another article.")
    assert counts(stage.update()) == (2, 0, 0, ARTICLES - 2)
    assert (is_the_folder(stage), folders(stage)) == (True, {"chroma-2", "chroma-4"})
    remove(stage, 7)
    stage.write("new.txt", "Another article, and another text.")
    assert counts(stage.update()) == (0, 1, 0, ARTICLES - 2)
    assert (is_the_folder(stage), folders(stage)) == (True, {"chroma-4", "chroma-6"})


def test_an_article_that_comes_back_is_seen_again(stage: Stage) -> None:
    text = (stage.folder / "articles" / "05.txt").read_text(encoding="utf-8")
    remove(stage, 5)
    stage.write("05.txt", text)
    assert counts(stage.update()) == (1, 0, 0, ARTICLES - 1)
    assert is_the_folder(stage)


def test_many_are_deleted(stage: Stage) -> None:
    remove(stage, *range(21))
    assert folders(stage) == {"chroma-2", "chroma-3"}
    remove(stage, *range(21, ARTICLES))
    assert stage.contents().articles == {}


def test_a_run_that_was_cut_off_is_gone_on_with(stage: Stage) -> None:
    shutil.copytree(chroma_folder(stage.data, 2), chroma_folder(stage.data, 3))
    remove(stage, 5)
    assert (is_the_folder(stage), folders(stage)) == (True, {"chroma-2", "chroma-3"})


def lost(path: Path) -> None:
    path.unlink()


def damaged(path: Path) -> None:
    path.write_text("{", encoding="utf-8")


def test_a_damaged_folder_of_a_run_that_was_cut_off_is_begun_anew(stage: Stage) -> None:
    left = chroma_folder(stage.data, 3)
    left.mkdir()
    shutil.copy(chroma_folder(stage.data, 2) / "settings.json", left)
    (left / "chroma.sqlite3").write_bytes(b"no database")
    stage.write("30.txt", "Article 30 came last.")
    assert counts(stage.update()) == (1, 0, 0, ARTICLES)
    assert is_the_folder(stage)


@pytest.mark.parametrize("spoil", [lost, damaged])
def test_the_file_that_names_the_run_has_a_copy(stage: Stage, spoil: Callable[[Path], None]) -> None:
    remove(stage, 5)
    before = read_generation(stage.data)
    spoil(stage.data / FILE)
    last = find_last(stage.data)
    last.snapshot.close()
    assert (last.generation, "05" in last.held) == (before, False)
    assert read_generation(stage.data) == before


def test_only_a_copy_of_a_later_run_is_believed(tmp_path: Path) -> None:
    written = Generation(3, "settings", "embedder")
    assert later_run(tmp_path, written) == written
    for base, found in ((3, True), (2, False)):
        later = Generation(5, "settings", "embedder", base, ("a",))
        write_generation(tmp_path, later)
        assert (later_run(tmp_path, written) == later) == found
    damaged(tmp_path / FILE)
    assert later_run(tmp_path, written) == written

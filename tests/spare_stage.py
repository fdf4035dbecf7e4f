"""An index after two runs, one folder the last run's and the other to spare, and what a third run makes of it."""

from pathlib import Path

from index.run_folder import chroma_folder
from tests.index_stage import Stage, counts

ARTICLES = 24


def two_runs(folder: Path) -> Stage:
    """The second changed one article, took one away and added one."""
    stage = Stage(folder)
    for number in range(ARTICLES):
        stage.write(f"{number:02}.txt", f"Article {number} is there from the beginning. It has {number} words or more.")
    stage.update()
    stage.write("00.txt", "The first article has another text.")
    stage.remove("01.txt")
    stage.write("new.txt", "A new article has come.")
    stage.update()
    return stage


def inode(stage: Stage, number: int) -> int:
    """Tells a run's folder from every other that is there at the same time."""
    return chroma_folder(stage.data, number).stat().st_ino


def change(stage: Stage) -> None:
    """One article written anew and one gone; only the one is embedded."""
    stage.write("02.txt", "The third article has another text.")
    stage.remove("03.txt")
    stage.embedder.asked.clear()
    assert counts(stage.update()) == (0, 1, 1, ARTICLES - 2)
    assert len(stage.embedder.asked) == 1


def is_the_folder(stage: Stage) -> bool:
    """Whether the index has every file's text, no other, and nothing that `verify` finds."""
    found = {name: stored.article.text for name, stored in stage.contents().articles.items()}
    files = {path.stem: path.read_text(encoding="utf-8") for path in (stage.folder / "articles").iterdir()}
    return found == files and stage.faults() == []

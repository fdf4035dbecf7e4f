"""The index followed beside a chat: in a thread, by setting, and never beside another writer."""

import logging
import queue
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.following import following
from bot.settings import Settings, read_settings
from index.locks import writer_lock
from tests.fakes import BagOfWordsEmbedder
from tests.index_stage import Stage

PATIENCE = 20.0  # seconds, for a machine that is busy


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    stage = Stage(tmp_path)
    stage.write("dam.txt", "The dam held.")
    return stage


@pytest.fixture
def settings(stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CITEWIRE_WATCH", "1")
    return read_settings(stage.folder / "articles", stage.data)


@pytest.fixture
def log() -> Iterator["queue.SimpleQueue[str]"]:
    """What the thread says, as it says it."""
    lines: queue.SimpleQueue[str] = queue.SimpleQueue()

    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.put(record.getMessage())

    logger = logging.getLogger("bot.following")
    handler, level = Handler(), logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    yield lines
    logger.removeHandler(handler)
    logger.setLevel(level)


def test_changes_are_indexed_beside_the_block(settings: Settings, stage: Stage, log: "queue.SimpleQueue[str]") -> None:
    with following(settings, BagOfWordsEmbedder()):
        assert log.get(timeout=PATIENCE) == "indexed: 1 added, 0 changed, 0 removed"
        stage.write("empty.txt", "")
        stage.write("mill.txt", "The mill burnt.")
        assert log.get(timeout=PATIENCE) == "empty.txt: the file is empty"
        assert log.get(timeout=PATIENCE) == "indexed: 1 added, 0 changed, 0 removed"
        assert stage.contents().articles.keys() == {"dam", "mill"}
    stage.write("frost.txt", "Frost came.")
    assert log.empty()


def test_another_writer_is_left_alone_and_its_work_gone_on_with(
    settings: Settings, stage: Stage, log: "queue.SimpleQueue[str]"
) -> None:
    stage.data.mkdir()
    with writer_lock(stage.data):
        with following(settings, BagOfWordsEmbedder()):
            assert "is indexing" in log.get(timeout=PATIENCE)
        assert log.empty()
    assert stage.contents().articles == {}
    with following(settings, BagOfWordsEmbedder()):
        assert "1 added" in log.get(timeout=PATIENCE)


def test_nothing_is_followed_without_the_setting(
    settings: Settings, stage: Stage, log: "queue.SimpleQueue[str]"
) -> None:
    with following(settings.model_copy(update={"watch": False}), BagOfWordsEmbedder()):
        pass
    assert not stage.data.exists()
    assert log.empty()


def test_the_end_of_the_block_ends_a_long_run(settings: Settings, stage: Stage, log: "queue.SimpleQueue[str]") -> None:
    """The run is given up after the turn of the embedder that is on its way, and the next one goes on with it."""
    for number in range(200):
        stage.write(f"{number}.txt", f"Number {number} was drawn.")
    begun: queue.SimpleQueue[int] = queue.SimpleQueue()

    class Slow(BagOfWordsEmbedder):
        def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
            begun.put(len(texts))
            threading.Event().wait(0.2)  # as long as a real model takes
            return super().embed_passages(texts)

    with following(settings, Slow()):
        begun.get(timeout=PATIENCE)
    assert log.empty()
    turns = begun.qsize()
    with following(settings, BagOfWordsEmbedder()):
        assert log.get(timeout=PATIENCE) == "indexed: 201 added, 0 changed, 0 removed"
    assert turns < 6

"""A folder that is watched: bursts, trouble, a folder that goes and comes back, and the program that does so."""

import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import suppress
from pathlib import Path

import pytest

from index.errors import CitewireError
from index.watching import follow

ROOT = Path(__file__).parent.parent
PATIENCE = 20.0  # seconds, for a machine that is busy


class Follower:
    """`follow` in a thread; every call of it is a state of the folder, in a queue."""

    def __init__(self, folder: Path, ignore: Path | None = None) -> None:
        self.done = True  # what calls are answered with
        self.seen: queue.Queue[AbstractSet[str] | None] = queue.Queue()
        self._folder = folder
        self._stop = threading.Event()
        self._thread = threading.Thread(
            target=follow,
            args=(folder, self._act, self._stop),
            kwargs={"ignore": ignore, "quiet_ms": 200, "retry_seconds": 0.1},
        )

    def __enter__(self) -> "Follower":
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._stop.set()
        self._thread.join()

    def wait(self, until: Callable[[AbstractSet[str] | None], bool] = lambda _: True) -> int:
        """How many calls there were up to the first that saw the folder so."""
        calls = 1
        while not until(self.seen.get(timeout=PATIENCE)):
            calls += 1
        return calls

    def rest(self) -> int:
        """How many calls there were until there was none for a while."""
        calls = 0
        with suppress(queue.Empty):
            while calls < 20:
                self.seen.get(timeout=1.0)
                calls += 1
        return calls

    def _act(self) -> bool:
        there = self._folder.is_dir()
        self.seen.put(frozenset(path.name for path in self._folder.rglob("*.txt")) if there else None)
        return self.done


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    return folder


def test_once_at_the_start_and_then_once_a_burst(folder: Path) -> None:
    (folder / "0.txt").write_text("0")
    with Follower(folder) as follower:
        assert follower.seen.get(timeout=PATIENCE) == {"0.txt"}
        for number in range(1, 40):
            (folder / f"{number}.txt").write_text("a")
        (folder / "sub").mkdir()
        assert follower.wait(lambda names: names is not None and len(names) == 40) < 5
        (folder / "sub" / "new.txt").write_text("a")
        assert follower.wait(lambda names: names is not None and "new.txt" in names) == 1
        (folder / "0.txt").unlink()
        assert follower.wait(lambda names: names is not None and "0.txt" not in names) == 1


def test_what_is_hidden_or_ignored_is_no_change(folder: Path) -> None:
    (folder / "data").mkdir()
    (folder / ".git").mkdir()
    with Follower(folder, ignore=folder / "data") as follower:
        follower.wait()
        (folder / ".a.txt.swp").write_text("a")
        (folder / ".git" / "a").write_text("a")
        (folder / "data" / "a").write_text("a")
        with pytest.raises(queue.Empty):
            follower.seen.get(timeout=0.8)
        (folder / "a.txt").write_text("a")
        assert follower.wait() == 1


def test_what_could_not_be_done_is_tried_again(folder: Path) -> None:
    with Follower(folder) as follower:
        follower.done = False
        for _ in range(3):
            follower.wait()
        waiting = follower.seen.qsize()
        follower.done = True
        assert follower.rest() <= waiting + 2  # one may have been on its way


def test_a_folder_that_goes_and_comes_back(folder: Path, tmp_path: Path) -> None:
    with Follower(folder) as follower:
        follower.wait()
        shutil.rmtree(folder)
        follower.wait(lambda names: names is None)
        folder.mkdir()
        (folder / "a.txt").write_text("a")
        follower.wait(lambda names: names == {"a.txt"})
        (folder / "b.txt").write_text("b")
        follower.wait(lambda names: names == {"a.txt", "b.txt"})
        folder.rename(tmp_path / "moved")
        (tmp_path / "other").mkdir()
        (tmp_path / "other" / "c.txt").write_text("c")
        (tmp_path / "other").rename(folder)
        follower.wait(lambda names: names == {"c.txt"})
        (folder / "d.txt").write_text("d")
        follower.wait(lambda names: names == {"c.txt", "d.txt"})


def test_a_folder_that_is_not_there_yet(tmp_path: Path) -> None:
    with Follower(tmp_path / "later") as follower:
        assert follower.seen.get(timeout=PATIENCE) is None
        (tmp_path / "later").mkdir()
        follower.wait(lambda names: names == frozenset())


def test_files_behind_links_are_followed_too(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.txt").write_text("a")
    (folder / "a.txt").symlink_to(outside / "a.txt")
    (folder / "round.txt").symlink_to(folder / "round.txt")
    with Follower(folder) as follower:
        follower.wait()
        (outside / "a.txt").write_text("b")
        follower.wait()
        (folder / "b.txt").symlink_to(outside / "b.txt")
        follower.wait()
        (outside / "b.txt").write_text("b")
        follower.wait()
        (outside / "a.txt").unlink()
        follower.wait()


def test_trouble_in_what_is_done_is_not_swallowed(folder: Path) -> None:
    def fail() -> bool:
        raise CitewireError("the disk is full")

    with pytest.raises(CitewireError, match="the disk is full"):
        follow(folder, fail, threading.Event())


def _heed_ctrl_c() -> None:
    """Tests that a shell runs in the background inherit a Ctrl-C that is ignored; the program must not."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.fixture
def watched(folder: Path, tmp_path: Path, models_root: Path) -> Iterator["subprocess.Popen[str]"]:
    (folder / "dam.txt").write_text("The dam held.")
    places = {"CITEWIRE_ARTICLES": folder, "CITEWIRE_DATA": tmp_path / "data", "CITEWIRE_MODELS": models_root}
    program = subprocess.Popen(
        [sys.executable, "-m", "bot", "index", "--watch", "--json"],
        cwd=ROOT,
        env=os.environ | {name: str(path) for name, path in places.items()},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=_heed_ctrl_c,
    )
    with program:
        yield program
        program.kill()


def test_the_program_follows_the_folder_until_ctrl_c(watched: "subprocess.Popen[str]", folder: Path) -> None:
    assert watched.stdout is not None
    counts = ("added", "changed", "removed", "unchanged")

    def report() -> list[int]:
        assert watched.stdout is not None
        line = json.loads(watched.stdout.readline())
        return [line[name] for name in counts]

    assert report() == [1, 0, 0, 0]
    (folder / "mill.txt").write_text("The mill burnt.")
    (folder / "dam.txt").unlink()
    assert report() == [1, 0, 1, 0]
    folder.rename(folder.with_name("away"))
    assert watched.stderr is not None
    assert "no such folder" in watched.stderr.readline()
    folder.with_name("away").rename(folder)
    assert report() == [0, 0, 0, 1]
    watched.send_signal(signal.SIGINT)
    assert watched.wait(PATIENCE) == 130
    assert watched.stderr.read() == ""
    assert not (folder.parent / "data" / "writer.json").exists()

"""A writer and readers in processes of their own: nothing half done is seen, and a kill loses nothing."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from index.run_folder import WRITING, chroma_folder
from tests.index_stage import Stage, counts

ROOT = Path(__file__).parent.parent


class Process:
    """One of tests/index_processes.py, led a line at a time."""

    def __init__(self, role: str, stage: Stage) -> None:
        self._process = subprocess.Popen(
            stage.process(role),
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdin
        assert self._process.stdout
        self._stdin, self._stdout = self._process.stdin, self._process.stdout

    def tell(self, line: str = "") -> None:
        with suppress(BrokenPipeError):  # it has ended meanwhile, which its next line tells
            self._stdin.write(f"{line}\n")
            self._stdin.flush()

    def hear(self) -> str:
        """The next line, empty when the process has ended."""
        return self._stdout.readline()

    def running(self) -> bool:
        return self._process.poll() is None

    def find(self, word: str) -> dict[str, object]:
        self.tell(word)
        found: dict[str, object] = json.loads(self.hear())
        return found

    def kill(self) -> None:
        """SIGKILL, wherever it is."""
        self._process.kill()
        self._process.wait()
        with suppress(BrokenPipeError):
            self._stdin.close()
        self._stdout.close()


@contextmanager
def running(role: str, stage: Stage) -> Iterator[Process]:
    process = Process(role, stage)
    try:
        yield process
    finally:
        process.kill()


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    stage = Stage(tmp_path)
    stage.write("niger.txt", "Niger asked the troops to leave.")
    stage.write("mali.txt", "Mali opened a refinery.")
    stage.update()
    return stage


def add_many(stage: Stage) -> None:
    """Three turns of the writer."""
    for number in range(12):
        lines = [f"Sentence {line} of article {number} is long enough for a passage of its own." for line in range(4)]
        stage.write(f"many/{number:02}.txt", " ".join(lines))


def test_a_reader_sees_each_finished_run_at_its_next_question(stage: Stage) -> None:
    before = {"niger": "Niger asked the troops to leave.", "mali": "Mali opened a refinery."}
    with running("read", stage) as reader:
        assert reader.find("Niger Mali") == {"near": before, "worded": before, "articles": ["mali", "niger"]}
        stage.write("niger.txt", "Niger asked the Mali envoy to leave.")
        stage.write("chad.txt", "Chad spoke with Mali.")
        stage.remove("mali.txt")
        assert counts(stage.update()) == (1, 1, 1, 0)
        after = {"niger": "Niger asked the Mali envoy to leave.", "chad": "Chad spoke with Mali."}
        assert reader.find("Niger Mali") == {"near": after, "worded": after, "articles": ["chad", "niger"]}


def test_nothing_is_seen_of_a_run_before_its_end(stage: Stage) -> None:
    add_many(stage)
    stage.remove("mali.txt")
    with running("read", stage) as reader, running("write", stage) as writer:
        before = reader.find("Niger")
        seen = [before]
        while writer.running():
            if (answer := reader.find("Niger")) != seen[-1]:
                seen.append(answer)
            writer.tell()  # a step more
        after = reader.find("Niger")
        assert before != after
        assert seen in ([before], [before, after])
        with running("read", stage) as fresh:
            assert fresh.find("Niger") == after


@pytest.mark.parametrize(("steps", "within_a_write"), [(1, False), (2, False), (2, True)])
def test_a_run_goes_on_where_the_last_was_killed(stage: Stage, steps: int, *, within_a_write: bool) -> None:
    add_many(stage)
    with running("write", stage) as writer:
        for step in range(steps):
            assert writer.hear()
            if step < steps - 1:
                writer.tell()
    if within_a_write:
        (chroma_folder(stage.data, 2) / WRITING).touch()
    assert sorted(stage.contents().articles) == ["mali", "niger"]
    stage.remove("mali.txt")
    stage.write("many/01.txt", "Another text than before the kill.")
    stage.embedder.asked.clear()
    report = stage.update()
    assert (counts(report), report.generation) == ((12, 0, 1, 1), 2)
    assert len(stage.embedder.asked) == (45 if within_a_write else 48 - 8 * steps + 1)
    fresh = Stage(stage.folder / "fresh")
    shutil.copytree(stage.folder / "articles", fresh.folder / "articles")
    fresh.update()
    assert stage.contents() == fresh.contents()

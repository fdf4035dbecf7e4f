"""A few runs killed at random moments, and full disks; bench/kills.py does the same at length."""

import random
import resource
import subprocess
from pathlib import Path

import pytest

from tests.index_stage import Stage, counts
from tests.kill_stage import ROOT, KillStage


def test_kills_at_any_moment_lose_nothing_and_readers_answer(tmp_path: Path) -> None:
    with KillStage(tmp_path, random.Random(11), readers=1) as stage:
        for _ in range(2):
            stage.change_some()
            stage.run_and_kill()
        stage.run_to_the_end()
    assert stage.faults() == []
    assert stage.answers


@pytest.mark.parametrize("most", [4_000, 60_000, 350_000])
def test_a_disk_that_is_full_is_said_and_loses_nothing(tmp_path: Path, most: int) -> None:
    """No file may grow beyond so many bytes, which fails where a full disk does, in one library or another."""
    stage = Stage(tmp_path)
    for number in range(40):
        stage.write(f"{number}.txt", f"Article {number} was there before. It has two sentences.")
    stage.update()
    before = stage.contents()
    for number in range(40, 120):
        stage.write(f"{number}.txt", f"Article {number} is one too many. " * 8)

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    command = stage.process("run")
    ended = subprocess.run(command, cwd=ROOT, preexec_fn=limit, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "CitewireError" in ended.stderr.splitlines()[-1]
    assert stage.contents() == before
    assert counts(stage.update()) == (80, 0, 0, 40)
    assert stage.faults() == []

"""A Chroma server with a writer and readers in processes of their own; bench/kills.py --server does it at length."""

import random
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.build import IndexReport
from index.errors import CitewireError
from tests.chroma_process import chroma_server
from tests.index_stage import Stage, counts
from tests.kill_stage import ROOT, KillStage


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    with chroma_server(tmp_path / "server") as address:
        yield address


def test_a_writer_killed_while_two_machines_read(address: str, tmp_path: Path) -> None:
    with KillStage(tmp_path, random.Random(3), readers=2, server=address) as stage:
        stage.change_some()
        stage.run_and_kill()
        stage.change_some()
        stage.run_to_the_end()
    assert stage.faults() == []
    assert stage.answers


def test_a_writer_that_slept_through_its_lease_spoils_nothing(address: str, tmp_path: Path) -> None:
    """As a laptop that is closed in the middle of a run: another goes on, and the sleeper finds that it is too late."""
    stage = Stage(tmp_path, server=address, lease_seconds=1)
    stage.write("niger.txt", "Niger asked the troops to leave.")
    with subprocess.Popen(
        stage.process("write"),
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as sleeper:
        assert sleeper.stdout
        assert sleeper.stdout.readline() == "1\n"
        sleeper.send_signal(signal.SIGSTOP)
        stage.remove("niger.txt")
        stage.write("mali.txt", "Mali opened a refinery.")
        refused: list[str] = []
        while (report := attempt(stage, refused)) is None:
            pass
        sleeper.send_signal(signal.SIGCONT)
        _, complaint = sleeper.communicate("\n")
    assert all(f"process {sleeper.pid} on" in reason for reason in refused)
    assert refused
    assert "CitewireError" in complaint.splitlines()[-1]
    assert "lease has run out" in complaint
    assert counts(report) == (1, 0, 0, 0)
    assert stage.contents().articles.keys() == {"mali"}
    assert counts(stage.update()) == (0, 0, 0, 1)
    assert stage.faults() == []


def attempt(stage: Stage, refused: list[str]) -> IndexReport | None:
    try:
        return stage.update()
    except CitewireError as error:
        refused.append(str(error))
        return None

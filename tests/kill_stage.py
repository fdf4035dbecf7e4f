"""A folder that changes, writers that are killed, and readers in processes of their own that ask all the while.

Every article says which edition it is of, so that an answer shows the state of the index that it comes from.
"""

import json
import random
import subprocess
from collections.abc import Sequence
from pathlib import Path
from threading import Thread
from time import monotonic
from types import TracebackType
from typing import Self

from tests.index_stage import Stage

ROOT = Path(__file__).parent.parent
ARTICLES = 12
KILLED_WITHIN = (0.1, 1.1)  # shares of the time that the first run took


class Reader:
    """Asks without end, each time as soon as it has the answer; notes when."""

    def __init__(self, stage: Stage, number: int) -> None:
        machine = f"machine-{number}" if stage.server else None
        self._process = subprocess.Popen(
            stage.process("read", machine),
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.answers: list[tuple[float, dict[str, str]]] = []  # when it was asked, {article id: edition}
        self.faults: list[str] = []
        self._asking = True
        self._thread = Thread(target=self._ask)
        self._thread.start()

    def _ask(self) -> None:
        assert self._process.stdin
        assert self._process.stdout
        while self._asking:
            asked = monotonic()
            try:
                self._process.stdin.write("edition\n")
                self._process.stdin.flush()
            except BrokenPipeError:
                break
            line = self._process.stdout.readline()
            if not line:
                break
            found = json.loads(line)
            if found["near"] != found["worded"] or sorted(found["near"]) != sorted(found["articles"]):
                self.faults.append(f"an answer does not fit together: {line}")
            self.answers.append((asked, found["near"]))
        if self._asking:
            assert self._process.stderr
            self.faults.append(f"a reader died: {self._process.stderr.read()[-500:]}")

    def stop(self) -> None:
        self._asking = False
        self._thread.join()
        self._process.kill()
        self._process.communicate()


class KillStage:
    """Use as a context, in which the readers ask."""

    def __init__(self, folder: Path, chance: random.Random, readers: int, server: str = "") -> None:
        """`server` is the address of a Chroma server, where each reader is as on a machine of its own."""
        self._stage = Stage(folder, passages_at_once=4, server=server)
        self._chance = chance
        self._count = readers
        self._readers: list[Reader] = []
        self._edition = 0
        # What the folder held at each run, and since when the run was seen to have ended; one that was killed may have
        # ended all the same.
        self._states: list[tuple[float | None, dict[str, str]]] = []
        self._whole = 0.0  # seconds
        self._faults: list[str] = []
        self.killed = 0

    def __enter__(self) -> Self:
        for number in range(ARTICLES):
            self._write(number)
        begin = monotonic()
        self.run_to_the_end()
        self._whole = monotonic() - begin
        self._readers = [Reader(self._stage, number) for number in range(self._count)]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for reader in self._readers:
            reader.stop()

    @property
    def answers(self) -> int:
        return sum(len(reader.answers) for reader in self._readers)

    def change_some(self) -> None:
        """New editions of some articles, and some gone."""
        self._edition += 1
        for number in self._chance.sample(range(ARTICLES), 5):
            self._write(number)
        gone = self._stage.folder / "articles" / f"{self._chance.randrange(ARTICLES):02}.txt"
        gone.unlink(missing_ok=True)

    def run_and_kill(self) -> None:
        """A run in a process, killed after a while that is chosen at random: from its start to after its end."""
        process = self._start()
        ended = None
        try:
            _, complaint = process.communicate(timeout=self._whole * self._chance.uniform(*KILLED_WITHIN))
            ended = monotonic()
            if process.returncode:
                self._faults.append(f"a run failed: {complaint[-300:]}")
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            self.killed += 1
        self._states.append((ended, self._folder()))

    def run_to_the_end(self) -> None:
        """Afterwards everything must be as the folder has it."""
        process = self._start()
        _, complaint = process.communicate()
        if process.returncode:
            self._faults.append(f"a run failed: {complaint[-300:]}")
            return
        self._states.append((monotonic(), self._folder()))
        self._faults += self._stage.faults()
        found = {name: stored.article.text for name, stored in self._stage.contents().articles.items()}
        if found != self._folder():
            self._faults.append(f"the index is not the folder after edition {self._edition}")

    def faults(self) -> list[str]:
        """Everything that was wrong so far, with what readers were told."""
        found = list(self._faults)
        for reader in self._readers:
            found += reader.faults
            found += [f"stale: {answer}" for asked, answer in list(reader.answers) if not self._may_be(asked, answer)]
        return found

    def _may_be(self, asked: float, answer: dict[str, str]) -> bool:
        """Of the run that was finished last before the question, or of a later one."""
        before = [number for number, (since, _) in enumerate(self._states) if since is not None and since <= asked]
        first = before[-1] if before else 0
        return any(answer == state for _, state in self._states[first:])

    def _start(self) -> "subprocess.Popen[str]":
        return subprocess.Popen(self._stage.process("run"), cwd=ROOT, stderr=subprocess.PIPE, text=True)

    def _write(self, number: int) -> None:
        self._stage.write(f"{number:02}.txt", f"Article {number} is of edition {self._edition}.")

    def _folder(self) -> dict[str, str]:
        paths: Sequence[Path] = sorted((self._stage.folder / "articles").iterdir())
        return {path.stem: path.read_text(encoding="utf-8") for path in paths}

"""What is going on, on stderr: a spinner and a bar on a terminal, plain lines for what matters elsewhere."""

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeRemainingColumn


class Display:
    """Use as a context: everything it drew is wiped at the end, notes stay."""

    def __init__(self) -> None:
        self._console = Console(stderr=True, highlight=False, soft_wrap=True)
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TextColumn("{task.fields[rate]}", markup=False),
            TimeRemainingColumn(),
            console=self._console,
            transient=True,
            disable=not self._console.is_terminal,
        )
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def say(self, what: str) -> None:
        """What is going on now: shown on a terminal only."""
        self._step(what, total=None, done=0, rate="")

    def note(self, line: str) -> None:
        """A line that stays."""
        self._progress.console.print(line, markup=False)

    def count(self, what: str, done: int, total: int, rate: str = "") -> None:
        """How far the work is: shown on a terminal only."""
        self._step(what, total=total, done=done, rate=rate)

    def _step(self, what: str, total: int | None, done: int, rate: str) -> None:
        if self._task is None:
            self._task = self._progress.add_task(what, total=total, rate=rate)
        self._progress.update(self._task, description=what, total=total, completed=done, rate=rate)

"""Ctrl-C, also where a library turns it into an error of its own: C extensions do so while they are imported."""

import signal
from types import FrameType, TracebackType
from typing import Self

INTERRUPTED = 130  # the exit code
_noted: list[int] = []


def note_interrupts() -> None:
    """Note every Ctrl-C from now on, and raise KeyboardInterrupt as before. Where it is ignored it stays so."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _note)


def forget_interrupts() -> None:
    """For who has done what Ctrl-C asks for and goes on."""
    _noted.clear()


class Interruptible:
    """An error that leaves the block after a Ctrl-C becomes KeyboardInterrupt, whatever it says."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if _noted and isinstance(error, Exception):
            raise KeyboardInterrupt from error


def _note(number: int, frame: FrameType | None) -> None:
    _noted.append(number)
    signal.default_int_handler(number, frame)

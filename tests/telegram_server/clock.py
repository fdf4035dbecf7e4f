"""Telegram's idea of the time, so that a test can let fifteen seconds pass without waiting for them."""

import threading
import time

NOON = 1_767_614_400.0  # 2026-01-05 12:00 UTC


class Clock:
    """Unix seconds that run from `start` at `speed` times the speed of real ones; 0 stands still."""

    def __init__(self, start: float = NOON, speed: float = 1.0) -> None:
        self._start = start
        self._speed = speed
        self._begun = time.monotonic()
        self._advanced = 0.0
        self._lock = threading.Lock()

    def now(self) -> float:
        """The time, Unix seconds."""
        with self._lock:
            return self._start + self._advanced + (time.monotonic() - self._begun) * self._speed

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass at once."""
        with self._lock:
            self._advanced += seconds

"""Telegram's flood limits, as far as they are known: so many messages a second, a chat, a group."""

import math
from collections import defaultdict, deque
from dataclasses import dataclass

from tests.telegram_server.refusal import ApiError

COUNTED = frozenset({"sendMessage", "sendDocument", "editMessageText", "editMessageReplyMarkup"})


@dataclass(frozen=True, slots=True)
class FloodLimits:
    """Most messages and edits: in all a second, in one chat a second, in one group a minute."""

    all_per_second: int = 30
    chat_per_second: int = 1
    group_per_minute: int = 20


class FloodGate:
    """Counts what was let through, in sliding windows."""

    def __init__(self, limits: FloodLimits) -> None:
        self._limits = limits
        self._passed: dict[tuple[str, int], deque[float]] = defaultdict(deque)

    def admit(self, method: str, chat_id: object, now: float) -> None:
        """Count the call, or raise ApiError (429) with the seconds to wait."""
        if method not in COUNTED or not isinstance(chat_id, int):
            return
        windows = [
            (("all", 0), self._limits.all_per_second, 1.0),
            (("chat", chat_id), self._limits.chat_per_second, 1.0),
        ]
        if chat_id < 0:
            windows.append((("group", chat_id), self._limits.group_per_minute, 60.0))
        wait = 0.0
        for key, most, seconds in windows:
            passed = self._passed[key]
            while passed and passed[0] <= now - seconds:
                passed.popleft()
            if len(passed) >= most:
                wait = max(wait, passed[0] + seconds - now)
        if wait > 0:
            retry_after = max(1, math.ceil(wait))
            raise ApiError(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)
        for key, _, _ in windows:
            self._passed[key].append(now)

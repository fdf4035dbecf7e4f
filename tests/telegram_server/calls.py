"""The record of every call that a bot made."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.telegram_server.nouns import Json


@dataclass(slots=True)
class Call:
    """One call. `status` is None while it is under way and 0 when its connection broke before an answer went out.

    `injected` tells that a fault, not a rule, made the answer; `time` is by the server's clock, Unix seconds.
    """

    method: str
    parameters: Mapping[str, object]
    time: float
    status: int | None = None
    answer: Json = field(default_factory=dict)
    injected: bool = False

    @property
    def refused(self) -> bool:
        """Did the call break a rule?"""
        return not self.injected and self.status is not None and 400 <= self.status < 500

    def __str__(self) -> str:
        return f"{self.method} {dict(self.parameters)} -> {self.status} {self.answer.get('description', '')}".rstrip()


class CallLog:
    """Calls in the order in which they came in."""

    def __init__(self) -> None:
        self.all: list[Call] = []

    def of(self, method: str) -> list[Call]:
        return [call for call in self.all if call.method == method]

    def finished(self, method: str) -> list[Call]:
        """Calls of `method` that have been answered."""
        return [call for call in self.of(method) if call.status]

    @property
    def refused(self) -> list[Call]:
        """Calls that broke a rule; a test asserts that there are none."""
        return [call for call in self.all if call.refused]

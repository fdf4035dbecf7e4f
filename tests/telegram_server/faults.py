"""Faults on order: the next calls of a method meet an error, a dead line, silence or nonsense."""

import json
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Literal

from tests.telegram_server.nouns import Json


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to a call. With `after`, the call is carried out first and only its answer is spoiled."""

    kind: Literal["answer", "drop", "hang"]
    after: bool = False
    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    released: Future[None] = field(default_factory=Future)

    def release(self) -> None:
        """Let the calls that hang go on, and those to come pass."""
        if not self.released.done():
            self.released.set_result(None)


def error_json(status: int, description: str, parameters: Mapping[str, int]) -> Json:
    """The body of an error answer."""
    more: Json = {"parameters": dict(parameters)} if parameters else {}
    return {"ok": False, "error_code": status, "description": description, **more}


def _error(status: int, description: str, *, after: bool = False, **parameters: int) -> Fault:
    return Fault("answer", after, status, json.dumps(error_json(status, description, parameters)).encode())


def too_many_requests(retry_after: int = 1) -> Fault:
    """429 with `retry_after` seconds, in the body and in the header."""
    body = error_json(429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after})
    return Fault("answer", False, 429, json.dumps(body).encode(), {"Retry-After": str(retry_after)})


def server_error(status: int = 502, *, after: bool = False) -> Fault:
    """A 5xx as the front server makes it: HTML, not JSON."""
    return Fault("answer", after, status, b"<html><h1>Bad Gateway</h1></html>", {"Content-Type": "text/html"})


def nonsense(body: bytes = b"{nonsense", *, after: bool = False) -> Fault:
    """200 with a body that is no JSON."""
    return Fault("answer", after, 200, body)


def conflict() -> Fault:
    """409 as if another instance were polling."""
    return _error(
        409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    )


def not_found() -> Fault:
    """404 as for a token that is gone."""
    return _error(404, "Not Found")


def unauthorized() -> Fault:
    """401 as for a token that was revoked."""
    return _error(401, "Unauthorized")


def bad_request(description: str) -> Fault:
    """400 for a rule of Telegram's that the server does not know."""
    return _error(400, f"Bad Request: {description}")


def drop(*, after: bool = False) -> Fault:
    """The connection breaks; with `after` when the call was already carried out."""
    return Fault("drop", after)


def hang(*, after: bool = False) -> Fault:
    """No answer until `release()`."""
    return Fault("hang", after)


@dataclass(slots=True)
class Injection:
    """A fault with the calls it is meant for; `hits` counts those it met, `times` None is without end."""

    method: str
    fault: Fault
    times: int | None
    skip: int
    chat_id: int | None
    hits: int = 0

    def meets(self, method: str, parameters: Mapping[str, object]) -> bool:
        """Is this call one of them? Asking counts."""
        if self.method not in {"*", method} or (self.times is not None and self.hits >= self.times):
            return False
        if self.chat_id is not None and parameters.get("chat_id") != self.chat_id:
            return False
        if self.skip:
            self.skip -= 1
            return False
        self.hits += 1
        return True


class FaultPlan:
    """The faults ordered and not yet used up."""

    def __init__(self) -> None:
        self._injections: list[Injection] = []

    def inject(
        self, method: str, fault: Fault, *, times: int | None = 1, skip: int = 0, chat_id: int | None = None
    ) -> Injection:
        """Spoil the next `times` calls of `method` ("*": any), after `skip` good ones; only in `chat_id`, if given."""
        injection = Injection(method, fault, times, skip, chat_id)
        self._injections.append(injection)
        return injection

    def clear(self) -> None:
        """No more faults; what hangs is released."""
        for injection in self._injections:
            injection.fault.release()
        self._injections.clear()

    def next_for(self, method: str, parameters: Mapping[str, object]) -> Fault | None:
        """The fault that this call meets, if any."""
        for injection in self._injections:
            if injection.meets(method, parameters):
                return injection.fault
        return None

"""Work with the models: in threads of its own, so much at a time, and whoever has nothing under way goes first."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from threading import Thread
from typing import TypeVar

T = TypeVar("T")
Tell = Callable[[int], Coroutine[None, None, None]]
SECONDS_BEFORE_TELLING = 2.0
SECONDS_BETWEEN_TELLING = 15.0  # a hundred who wait must not use up what Telegram lets a bot send


@dataclass(frozen=True, slots=True, eq=False)
class _Waiting:
    key: int
    turn: "asyncio.Future[None]"


class Workers:
    """A fair queue: first come, first served, but nobody (no `key`) gets a second place while others have none."""

    def __init__(self, at_once: int, tell_after: float = SECONDS_BEFORE_TELLING) -> None:
        self._at_once = at_once
        self._tell_after = tell_after
        self._waiting: list[_Waiting] = []
        self._busy: list[int] = []

    @property
    def busy(self) -> int:
        """How many threads are at work, also for those who no longer wait for it."""
        return len(self._busy)

    async def run(self, key: int, compute: Callable[[], T], tell: Tell | None = None) -> T:
        """What `compute` returns, when its turn has come; `tell` hears how many are before it while it waits.

        When the caller is cancelled its place is free only at the end of the work: a thread cannot be stopped.
        """
        await self._turn(key, tell)
        work = asyncio.wrap_future(_started(compute))
        work.add_done_callback(lambda done: self._leave(key, done))
        return await asyncio.shield(work)

    async def _turn(self, key: int, tell: Tell | None) -> None:
        mine = _Waiting(key, asyncio.get_running_loop().create_future())
        self._waiting.append(mine)
        self._admit()
        telling = asyncio.create_task(self._tell(mine, tell)) if tell and not mine.turn.done() else None
        try:
            await mine.turn
        except asyncio.CancelledError:
            if mine in self._waiting:
                self._waiting.remove(mine)
            else:  # the turn came in the same moment
                self._busy.remove(key)
                self._admit()
            raise
        finally:
            if telling is not None:
                telling.cancel()
                with suppress(asyncio.CancelledError):
                    await telling

    async def _tell(self, mine: _Waiting, tell: Tell) -> None:
        pause, told = self._tell_after, 0
        while True:
            await asyncio.sleep(pause)
            if mine not in self._waiting:
                return
            ahead = self._waiting.index(mine) + len(self._busy)
            if ahead != told:
                # Not cut off when the turn comes: a message half sent may have arrived or not.
                await asyncio.shield(tell(ahead))
            pause, told = SECONDS_BETWEEN_TELLING, ahead

    def _admit(self) -> None:
        while self._waiting and len(self._busy) < self._at_once:
            next_one = next((one for one in self._waiting if one.key not in self._busy), self._waiting[0])
            self._waiting.remove(next_one)
            self._busy.append(next_one.key)
            next_one.turn.set_result(None)

    def _leave(self, key: int, done: "asyncio.Future[T]") -> None:
        if not done.cancelled():
            done.exception()  # nobody else may be left to ask for it
        self._busy.remove(key)
        self._admit()


def _started(compute: Callable[[], T]) -> "Future[T]":
    """Run in a thread of its own. A daemon: one that hangs must not keep a dying process alive."""
    future: Future[T] = Future()

    def work() -> None:
        try:
            future.set_result(compute())
        except BaseException as error:  # noqa: BLE001 - carried over to whoever waits for it
            future.set_exception(error)

    future.set_running_or_notify_cancel()
    Thread(target=work, name="worker", daemon=True).start()
    return future

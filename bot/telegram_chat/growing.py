"""An answer that is read while a language model writes it: one message, edited as its checked statements come."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Event

from telegram.error import RetryAfter, TelegramError

from bot.telegram_chat.edits import seconds_of
from bot.telegram_chat.messages import Outgoing
from bot.telegram_chat.notices import Notices
from bot.telegram_chat.outbox import Place


class GrowingAnswer:
    """`show` and `is_stopped` are for the thread that computes the answer, everything else for the event loop.

    `pause` is how many seconds lie between two edits.
    """

    def __init__(self, notices: Notices, update_id: int, place: Place, pause: float) -> None:
        self._notices = notices
        self._update_id = update_id
        self._place = place
        self._pause = pause
        self._loop = asyncio.get_running_loop()
        self._stopped = Event()
        self._ended = asyncio.Event()
        self._news = asyncio.Event()
        self._latest: Outgoing | None = None
        self.is_shown = False

    def show(self, outgoing: Outgoing) -> None:
        """Put what there is of it before the reader; what comes faster than Telegram bears is passed over."""
        self._loop.call_soon_threadsafe(self._take, outgoing)

    def is_stopped(self) -> bool:
        """Whether nobody waits for the rest."""
        return self._stopped.is_set()

    def stop(self) -> None:
        """Nobody waits for the rest."""
        self._stopped.set()

    def _take(self, outgoing: Outgoing) -> None:
        self._latest = outgoing
        self._news.set()

    @asynccontextmanager
    async def shown(self) -> AsyncIterator[None]:
        """Show what comes while inside. At the end nothing is on its way that could arrive behind the whole answer."""
        showing = asyncio.create_task(self._show())
        try:
            yield
            self._ended.set()
            self._news.set()
            await showing
        finally:
            showing.cancel()
            await asyncio.gather(showing, return_exceptions=True)

    async def _show(self) -> None:
        while True:
            await self._news.wait()
            self._news.clear()
            if self._ended.is_set() or self._latest is None:
                return
            pause = self._pause
            if self.is_shown:
                pause = max(pause, await self._redraw(self._latest))
            else:
                self.is_shown = True
                await self._notices.show(self._update_id, self._place, self._latest)
            await self._until_ended(pause)

    async def _redraw(self, outgoing: Outgoing) -> float:
        """Seconds for which Telegram wants no more; a frame that fails is passed over."""
        try:
            await self._notices.redraw(self._update_id, self._place.chat_id, outgoing)
        except RetryAfter as limit:
            return seconds_of(limit)
        except TelegramError:
            return 0.0
        return 0.0

    async def _until_ended(self, most_seconds: float) -> None:
        try:
            async with asyncio.timeout(most_seconds):
                await self._ended.wait()
        except TimeoutError:
            return

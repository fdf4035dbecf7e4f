"""Fetches updates, puts them on disk before they are confirmed, and notices when fetching is dead."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from time import monotonic

from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError, TimedOut

from bot.telegram_chat.edits import FIRST_PAUSE, seconds_of
from bot.telegram_chat.inbox import Inbox
from index.errors import CitewireError

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "inline_query")
POLL_SECONDS = 20
DEAF_AFTER_SECONDS = 60.0
SLACK_SECONDS = 5.0
LONGEST_PAUSE = 10.0
logger = logging.getLogger(__name__)


class PollingError(CitewireError):
    """No more updates can be fetched; a supervisor had better start the bot anew."""


class Poller:
    """Long polling. `last_heard` is when the last getUpdates succeeded, in seconds of `time.monotonic`.

    The library's own updater confirms updates before they are handled, goes on for ever while the server is deaf or
    another program polls with the same token, and falls silent when the token is revoked. This one does none of it.
    """

    def __init__(
        self,
        bot: Bot,
        inbox: Inbox,
        handle: Callable[[Update], Awaitable[None]],
        *,
        deaf_after: float = DEAF_AFTER_SECONDS,
        first_pause: float = FIRST_PAUSE,
    ) -> None:
        self._bot = bot
        self._inbox = inbox
        self._handle = handle
        self._deaf_after = deaf_after
        self._first_pause = first_pause
        self.last_heard = monotonic()

    def is_alive(self) -> bool:
        """Whether Telegram was heard from lately."""
        return monotonic() - self.last_heard < self._deaf_after

    async def run(self) -> None:
        """Fetch until cancelled. Raises PollingError when nothing was heard for `deaf_after` seconds."""
        offset = None
        pause = self._first_pause
        trouble: Exception | None = None
        self.last_heard = monotonic()
        while True:
            try:
                updates = await self._fetch(offset)
            except InvalidToken as error:
                raise PollingError(
                    f"Telegram no longer takes the bot's token ({error}); check TELEGRAM_BOT_TOKEN"
                ) from error
            except RetryAfter as limit:
                await asyncio.sleep(seconds_of(limit))
            except (TelegramError, TimeoutError) as error:
                # Time running out says less than an answer that came before.
                trouble = trouble if trouble and isinstance(error, TimedOut | TimeoutError) else error
                self._check_alive(trouble)
                await asyncio.sleep(min(pause, self._seconds_left()))
                pause = min(2 * pause, LONGEST_PAUSE)
            else:
                self.last_heard = monotonic()
                pause, trouble = self._first_pause, None
                if updates:
                    offset = updates[-1].update_id + 1
                    for update in await asyncio.to_thread(self._inbox.record, updates):
                        await self._handle(update)

    async def _fetch(self, offset: int | None) -> tuple[Update, ...]:
        wait = int(min(POLL_SECONDS, self._deaf_after / 2))
        # The library's own time limit starts anew with each byte; this one holds for the whole call.
        async with asyncio.timeout(min(wait + SLACK_SECONDS, self._seconds_left())):
            return await self._bot.get_updates(
                offset, timeout=timedelta(seconds=wait), allowed_updates=ALLOWED_UPDATES, read_timeout=SLACK_SECONDS
            )

    def _seconds_left(self) -> float:
        """Until fetching counts as dead."""
        return max(0.0, self.last_heard + self._deaf_after - monotonic())

    def _check_alive(self, error: Exception) -> None:
        if self._seconds_left():
            logger.warning("getUpdates failed: %s", _reason(error))
            return
        silent = f"{monotonic() - self.last_heard:.0f} s"
        if isinstance(error, Conflict):
            raise PollingError(
                f"no updates for {silent}: another program polls with the same token; "
                "stop that one, or give this bot a token of its own"
            ) from error
        raise PollingError(
            f"nothing heard from Telegram for {silent} ({_reason(error)}); "
            "check the network and TELEGRAM_API_BASE, then start the bot again"
        ) from error


def _reason(error: Exception) -> str:
    return "no answer in time" if isinstance(error, TimedOut | TimeoutError) else str(error)

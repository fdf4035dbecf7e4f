"""How long what people asked is kept."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from bot.telegram_chat.chat_store import ChatStore
from bot.telegram_chat.memory import EXPIRES_SECONDS

DAY_SECONDS = 86_400
SECONDS_BETWEEN = 3600.0


def purge(store: ChatStore, days: int) -> None:
    """Erase questions, answers and sent messages older than `days`, 0 keeps them.

    Turns that have expired go in any case, and so does what the limits no longer count.
    """
    with store.transaction() as connection:
        connection.execute("DELETE FROM turns WHERE said < unixepoch() - ?", (EXPIRES_SECONDS,))
        connection.execute("DELETE FROM asked WHERE moment < unixepoch() - ?", (DAY_SECONDS,))
        if not days:
            return
        seconds = days * DAY_SECONDS
        connection.execute("DELETE FROM answers WHERE asked < unixepoch() - ?", (seconds,))
        connection.execute(
            "DELETE FROM outbox WHERE written < unixepoch() - ?"
            " AND update_id NOT IN (SELECT update_id FROM inbox WHERE done = 0)",  # those are still to be sent
            (seconds,),
        )


@asynccontextmanager
async def purge_now_and_then(store: ChatStore, days: int) -> AsyncIterator[None]:
    """Purge at once and every hour inside the block."""

    async def purge_for_ever() -> None:
        while True:
            await asyncio.to_thread(purge, store, days)
            await asyncio.sleep(SECONDS_BETWEEN)

    purging = asyncio.create_task(purge_for_ever())
    try:
        yield
    finally:
        purging.cancel()
        with suppress(asyncio.CancelledError):
            await purging

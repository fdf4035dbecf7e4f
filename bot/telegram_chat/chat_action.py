""" "typing…" in a chat for as long as work for it goes on."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from telegram import Bot
from telegram.constants import ChatAction
from telegram.error import TelegramError

SECONDS_BETWEEN = 4.0  # Telegram shows an action for five seconds


@asynccontextmanager
async def typing(bot: Bot, chat_id: int, thread_id: int | None = None) -> AsyncIterator[None]:
    """Show that an answer is being worked on. Failing to show it never disturbs the work."""
    task = asyncio.create_task(_keep_typing(bot, chat_id, thread_id))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _keep_typing(bot: Bot, chat_id: int, thread_id: int | None) -> None:
    while True:
        with suppress(TelegramError):
            await bot.send_chat_action(chat_id, ChatAction.TYPING, message_thread_id=thread_id)
        await asyncio.sleep(SECONDS_BETWEEN)

"""`citewire telegram` without the command line: run the bot until a signal."""

import asyncio
import logging
import os
import signal
from pathlib import Path

from bot.article_desk import ArticleDesk
from bot.engine import Engine
from bot.interrupts import INTERRUPTED
from bot.library import Library
from bot.telegram_chat.bot_options import BotOptions
from bot.telegram_chat.chat_store import ChatStore
from bot.telegram_chat.telegram_bot import TelegramBot
from bot.telegram_chat.tokens import guard_logs


def run_bot(engine: Engine, library: Library, data: Path, options: BotOptions, desk: ArticleDesk | None = None) -> int:
    """Answer in Telegram until a signal; the exit code: 0 after SIGTERM, 130 after Ctrl-C.

    `data` is the folder that the chats are kept in; without a `desk` there are no commands for admins.
    Raises CitewireError for a token that is wrong, a server that is away, and dead polling.
    """
    guard_logs()
    store = ChatStore(store_path(data, options.token))
    try:
        return asyncio.run(_run_until_signal(TelegramBot(engine, library, store, options, desk), store))
    finally:
        store.close()


def store_path(data: Path, token: str) -> Path:
    """Where a bot keeps its chats. Ids of updates and messages mean nothing to another bot: each has its own file."""
    return data / f"telegram-{token.partition(':')[0]}.sqlite3"


async def _run_until_signal(bot: TelegramBot, store: ChatStore) -> int:
    stop = asyncio.Event()
    caught: list[int] = []

    def end(number: int) -> None:
        caught.append(number)
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, end, number)
    await bot.run(stop)
    code = INTERRUPTED if caught == [signal.SIGINT] else 0
    if bot.is_hung:
        # Ending the interpreter under a thread that is inside a model can crash. All is on disk: what the thread was to
        # answer stays in the inbox, and the next process takes it up.
        store.close()
        logging.shutdown()
        os._exit(code)
    return code

"""`citewire telegram` without the command line: run the bot until a signal."""

import asyncio
import signal
from pathlib import Path

from bot.engine import Engine
from bot.library import Library
from bot.telegram_chat.access import Access
from bot.telegram_chat.chat_store import ChatStore
from bot.telegram_chat.limits import Limits
from bot.telegram_chat.telegram_bot import BotOptions, TelegramBot
from bot.telegram_chat.tokens import checked_token, guard_logs
from bot.telegram_chat.webhook import WebhookAddress

INTERRUPTED = 130


def run_bot(
    *,
    engine: Engine,
    library: Library,
    token: str | None,
    api_base: str,
    data: Path,
    allowed: frozenset[int] = frozenset(),
    admins: frozenset[int] = frozenset(),
    per_minute: int = 0,
    per_day: int = 0,
    webhook: WebhookAddress | None = None,
    health_listen: str | None = None,
) -> int:
    """Answer in Telegram until a signal; the exit code: 0 after SIGTERM, 130 after Ctrl-C.

    `api_base` is a Bot API server's address up to the token, `data` the folder that the chats are kept in.
    `allowed` and `admins` are ids as in `Access`, `per_minute` and `per_day` the limits of a person as in `Limits`;
    `webhook` comes from `read_webhook`, `health_listen` is host:port for /healthz and /metrics.
    Raises CitewireError for a token that is missing, malformed or wrong, a server that is away, and dead polling.
    """
    token = checked_token(token)
    guard_logs()
    store = ChatStore(store_path(data, token))
    access, limits = Access(allowed, admins), Limits(per_minute, per_day)
    options = BotOptions(token, api_base, access, limits, webhook, health_listen)
    try:
        bot = TelegramBot(engine, library, store, options)
        return asyncio.run(_run_until_signal(bot))
    finally:
        store.close()


def store_path(data: Path, token: str) -> Path:
    """Where a bot keeps its chats. Ids of updates and messages mean nothing to another bot: each has its own file."""
    return data / f"telegram-{token.partition(':')[0]}.sqlite3"


async def _run_until_signal(bot: TelegramBot) -> int:
    stop = asyncio.Event()
    caught: list[int] = []

    def end(number: int) -> None:
        caught.append(number)
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, end, number)
    await bot.run(stop)
    return INTERRUPTED if caught == [signal.SIGINT] else 0

"""python-telegram-bot itself, pointed at the server, for tests of the server and of single calls."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from telegram import Bot

from tests.telegram_server.server import TelegramServer

T = TypeVar("T")


def with_bot(server: TelegramServer, act: Callable[[Bot], Awaitable[T]], *, token: str | None = None) -> T:
    """What `act` returns when given a started bot; on an event loop of its own."""

    async def run() -> T:
        async with Bot(token or server.token, base_url=server.base_url, base_file_url=server.base_file_url) as bot:
            return await act(bot)

    return asyncio.run(run())

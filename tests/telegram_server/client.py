"""python-telegram-bot itself, pointed at the server, for tests of the server and of single calls."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from typing import TypeVar

from telegram import Bot
from telegram.request import HTTPXRequest

from tests.telegram_server.server import TelegramServer

T = TypeVar("T")


def with_bot(server: TelegramServer, act: Callable[[Bot], Awaitable[T]], *, token: str | None = None) -> T:
    """What `act` returns when given a started bot; on an event loop of its own."""

    async def run() -> T:
        bot = Bot(
            token or server.token,
            base_url=server.base_url,
            base_file_url=server.base_file_url,
            request=_request(),
            get_updates_request=_request(),
        )
        async with bot:
            return await act(bot)

    return asyncio.run(run())


def _request() -> HTTPXRequest:
    """Without the world's certificates: all is plain HTTP here, and reading them takes longer than most tests."""
    return HTTPXRequest(httpx_kwargs={"verify": ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)})

"""`citewire telegram --check`: is everything as the bot needs it, before anybody writes to it?"""

import asyncio
from collections.abc import Iterator
from pathlib import Path

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.telegram_chat.bot_options import BotOptions
from bot.telegram_chat.chat_store import ChatStore
from bot.telegram_chat.connections import for_calls, for_updates
from bot.telegram_chat.health import SETTING as HEALTH_SETTING
from bot.telegram_chat.listening import listening_socket, read_listen
from bot.telegram_chat.telegram_bot import UNKNOWN, server_fails
from bot.telegram_chat.tokens import guard_logs
from bot.telegram_chat.webhook import LISTEN_SETTING
from index.errors import CitewireError


def check_bot(path: Path, options: BotOptions) -> Iterator[str]:
    """A line for each thing that is well; `path` is the chat database. Raises CitewireError at one that is not."""
    guard_logs()
    ChatStore(path).close()
    yield f"chats: kept in {path}, " + (f"for {options.keep_days} days" if options.keep_days else "for ever")
    if options.webhook is not None:
        listening_socket(LISTEN_SETTING, options.webhook.host, options.webhook.port).close()
        yield f"updates: posted to {options.webhook.url}, listening on {options.webhook.host}:{options.webhook.port}"
    else:
        yield "updates: polled"
    if options.health_listen:
        listening_socket(HEALTH_SETTING, *read_listen(HEALTH_SETTING, options.health_listen)).close()
        yield f"health: http://{options.health_listen}/healthz"
    allowed = len(options.access.allowed)
    yield f"open to: {f'{allowed} people and chats' if allowed else 'everyone'}; admins: {len(options.access.admins)}"
    yield asyncio.run(_get_me(options))


async def _get_me(options: BotOptions) -> str:
    try:
        async with Bot(
            options.token, base_url=options.api_base, request=for_calls(), get_updates_request=for_updates()
        ) as bot:
            me = await bot.get_me()
    except InvalidToken as error:
        raise CitewireError(UNKNOWN) from error
    except TelegramError as error:
        raise server_fails(options, error) from error
    privacy = "sees all messages of groups" if me.can_read_all_group_messages else "group privacy is on"
    inline = "on" if me.supports_inline_queries else "off; @BotFather's /setinline switches it on"
    return f"bot: @{me.username}; {privacy}; inline mode is {inline}"

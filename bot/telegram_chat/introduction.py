"""What Telegram shows of the bot before it says a word, by language: its commands, its descriptions."""

import logging
from collections.abc import Awaitable, Callable

from telegram import Bot
from telegram.error import RetryAfter

from bot.languages import LANGUAGES, say_in
from bot.telegram_chat import texts
from bot.telegram_chat.commands import register_commands

logger = logging.getLogger(__name__)
Read = Callable[[str | None], Awaitable[str]]
Write = Callable[[str, str | None], Awaitable[bool]]


async def introduce(bot: Bot, admins: frozenset[int]) -> None:
    """Tell Telegram what it does not know already. That a flood limit forbids it is no reason not to start."""
    try:
        await register_commands(bot, admins)
        await _register_descriptions(bot)
    except RetryAfter as limit:
        logger.warning("commands and descriptions are registered at the next start: %s", limit)


async def _register_descriptions(bot: Bot) -> None:
    """A description that the bot's owner wrote stays."""

    async def description(code: str | None) -> str:
        return (await bot.get_my_description(code)).description

    async def short_description(code: str | None) -> str:
        return (await bot.get_my_short_description(code)).short_description

    await _register(texts.DESCRIPTION, description, bot.set_my_description)
    await _register(texts.SHORT_DESCRIPTION, short_description, bot.set_my_short_description)


async def _register(text: str, read: Read, write: Write) -> None:
    codes = {None if language == "en" else language: say_in(language)(text) for language in LANGUAGES}
    known = {code: await read(code) for code in codes}
    if known[None] not in ("", text):
        return
    for code, wanted in codes.items():
        if known[code] != wanted:
            await write(wanted, code)

"""Telegram tells that it turned a group into a supergroup: that is kept before anybody is judged by the new id."""

import asyncio

from telegram import Update
from telegram.ext import ContextTypes

from bot.telegram_chat.chats import Chats


class Moves:
    """Hears of it twice, in the old chat and in the new one, in whatever order."""

    def __init__(self, chats: Chats) -> None:
        self._chats = chats

    async def note(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Keep both ids of the group."""
        if (message := update.message) is None:
            return
        old = message.migrate_from_chat_id or message.chat_id
        new = message.migrate_to_chat_id or message.chat_id
        await asyncio.to_thread(self._chats.migrate, old, new)

"""Commands and questions -> replies, each sent through the outbox."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

from telegram import Message, Update
from telegram.constants import ChatType
from telegram.ext import ContextTypes

from bot.telegram_chat import texts
from bot.telegram_chat.access import Access
from bot.telegram_chat.addressed import question_in, words_to_ask
from bot.telegram_chat.answering import Answering, Compute
from bot.telegram_chat.asked import asked_in, place_of
from bot.telegram_chat.delivery import Delivery
from bot.telegram_chat.guide import Guide
from bot.telegram_chat.replies import Replies

Context = ContextTypes.DEFAULT_TYPE


class Handlers:
    """What is done for each kind of message.

    `drop` stops what a person waits for in a chat, `drop_everywhere` in all chats.
    """

    def __init__(
        self,
        replies: Replies,
        guide: Guide,
        answering: Answering,
        delivery: Delivery,
        access: Access,
        drop: Callable[[Update], Awaitable[bool]],
        drop_everywhere: Callable[[Update], Awaitable[bool]],
    ) -> None:
        self._replies = replies
        self._guide = guide
        self._answering = answering
        self._delivery = delivery
        self._access = access
        self._drop = drop
        self._drop_everywhere = drop_everywhere
        self._albums: dict[int, str] = {}  # the last one of each chat

    async def start(self, update: Update, context: Context) -> None:
        """/start; its examples take the models."""
        if (message := update.message) is not None:
            await self._answering.reply(update, message, context, self._guide.start)

    async def help(self, update: Update, context: Context) -> None:
        """/help"""
        await self._reply(update, partial(self._guide.help, name=f"@{context.bot.username}"))

    async def articles(self, update: Update, _context: Context) -> None:
        """/articles"""
        await self._reply(update, self._guide.articles)

    async def about(self, update: Update, _context: Context) -> None:
        """/about"""
        await self._reply(update, self._guide.about)

    async def settings(self, update: Update, _context: Context) -> None:
        """/settings"""
        await self._reply(update, self._guide.settings)

    async def new(self, update: Update, _context: Context) -> None:
        """/new"""
        await self._reply(update, self._guide.new)

    async def forget_me(self, update: Update, _context: Context) -> None:
        """/forgetme: comes past the queue. What is being worked on would be kept once it is done, so it is stopped."""
        await self._drop_everywhere(update)
        await self._reply(update, self._guide.forget)

    async def cancel(self, update: Update, _context: Context) -> None:
        """/cancel: comes past the queue."""
        await self._say(update, texts.CANCELLED if await self._drop(update) else texts.NOTHING_TO_CANCEL)

    async def ask(self, update: Update, context: Context) -> None:
        """/ask question: for groups, where other messages do not reach the bot. As a reply it asks what that says."""
        if (words := await self._words(update, context, texts.ASK_EXAMPLE)) and update.message is not None:
            await self._answering.answer(update, update.message, context, partial(self._replies.answer, words))

    async def search(self, update: Update, context: Context) -> None:
        """/search words: evidence only."""
        if (words := await self._words(update, context, texts.SEARCH_EXAMPLE)) and update.message is not None:
            await self._answering.reply(update, update.message, context, partial(self._replies.search, words))

    async def unknown_command(self, update: Update, _context: Context) -> None:
        """A command that is none: in a group it may be another bot's."""
        if update.message is not None and update.message.chat.type == ChatType.PRIVATE:
            await self._say(update, texts.UNKNOWN_COMMAND)

    async def text(self, update: Update, context: Context) -> None:
        """A question, if it is meant for the bot; a forwarded text and one under a picture are questions too."""
        if (message := update.message) is None:
            return
        self._begins_album(message)
        question = question_in(message, context.bot.bot)
        if question is not None:
            await self._answering.answer(update, message, context, partial(self._replies.answer, question))

    async def edited(self, update: Update, context: Context) -> None:
        """A question that was changed: its answer is changed too."""
        if (message := update.edited_message) is None:
            return
        question = question_in(message, context.bot.bot)
        if question is not None:
            await self._answering.reply_anew(update, message, context, partial(self._replies.answer_anew, question))

    async def edited_ask(self, update: Update, context: Context) -> None:
        """The same of a question behind /ask."""
        if (message := update.edited_message) is not None and (words := words_to_ask(message, context.bot.bot)):
            await self._answering.reply_anew(update, message, context, partial(self._replies.answer_anew, words))

    async def edited_search(self, update: Update, context: Context) -> None:
        """The same of words behind /search."""
        if (message := update.edited_message) is not None and (words := words_to_ask(message, context.bot.bot)):
            await self._answering.reply_anew(update, message, context, partial(self._replies.search_anew, words))

    async def no_text(self, update: Update, _context: Context) -> None:
        """A voice message, a picture, a sticker …; of an album Telegram sends each picture by itself."""
        if (message := update.message) is None or message.chat.type != ChatType.PRIVATE:
            return
        if self._begins_album(message):
            await self._say(update, texts.NO_VOICE if message.voice else texts.NO_QUESTION)

    def _begins_album(self, message: Message) -> bool:
        """Whether it is the first message of its album, or in none."""
        album = message.media_group_id
        if album is None:
            return True
        before = self._albums.get(message.chat_id)
        self._albums[message.chat_id] = album
        return album != before

    async def _words(self, update: Update, context: Context, example: str) -> str:
        """What a command is to work on; where there is nothing, the person is told how it is done."""
        words = words_to_ask(update.message, context.bot.bot) if update.message is not None else ""
        if not words:
            await self._reply(update, partial(self._guide.needs_words, example))
        return words

    async def _say(self, update: Update, text: str) -> None:
        await self._reply(update, partial(self._guide.plainly, text))

    async def _reply(self, update: Update, compute: Compute) -> None:
        if update.message is not None:
            asked = asked_in(update, admin=self._access.is_admin_here(update))
            await self._delivery.reply(
                update.update_id, place_of(update.message), lambda: asyncio.to_thread(compute, asked)
            )

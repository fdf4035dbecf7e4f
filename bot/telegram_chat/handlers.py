"""Commands and questions -> replies, each sent through the outbox."""

import asyncio
from collections.abc import Awaitable, Callable

from telegram import Message, Update
from telegram.constants import ChatType
from telegram.ext import ContextTypes

from bot.telegram_chat import texts
from bot.telegram_chat.addressed import question_in, words_behind_command
from bot.telegram_chat.answers import Asked
from bot.telegram_chat.chat_action import typing
from bot.telegram_chat.delivery import Delivery
from bot.telegram_chat.messages import plain
from bot.telegram_chat.outbox import Place
from bot.telegram_chat.replies import Messages, Replies

Context = ContextTypes.DEFAULT_TYPE
Compute = Callable[[str, Asked], Messages]


def place_of(message: Message) -> Place:
    """Where the reply to a message goes."""
    return Place(message.chat_id, message.message_id, message.message_thread_id if message.is_topic_message else None)


class Handlers:
    """What is done for each kind of message. `drop` stops what a chat waits for; `at_once` bounds the answers
    that are worked on at a time.
    """

    def __init__(self, replies: Replies, delivery: Delivery, drop: Callable[[Update], bool], at_once: int) -> None:
        self._replies = replies
        self._drop = drop
        self._delivery = delivery
        self._gate = asyncio.Semaphore(at_once)

    async def start(self, update: Update, _context: Context) -> None:
        """/start"""
        await self._reply(update, self._replies.start)

    async def help(self, update: Update, _context: Context) -> None:
        """/help"""
        await self._reply(update, self._replies.help)

    async def articles(self, update: Update, _context: Context) -> None:
        """/articles"""
        await self._reply(update, self._replies.articles)

    async def forget_me(self, update: Update, _context: Context) -> None:
        """/forgetme"""
        if (person := update.effective_user) is not None:
            await self._reply(update, lambda: self._replies.forget(person.id))

    async def cancel(self, update: Update, _context: Context) -> None:
        """/cancel: comes past the queue."""
        said = texts.CANCELLED if self._drop(update) else texts.NOTHING_TO_CANCEL
        await self._reply(update, lambda: (plain(said),))

    async def ask(self, update: Update, context: Context) -> None:
        """/ask question: for groups, where other messages do not reach the bot."""
        await self._with_words(update, context, self._replies.answer, texts.ASK_EXAMPLE)

    async def search(self, update: Update, context: Context) -> None:
        """/search words: evidence only."""
        await self._with_words(update, context, self._replies.search, texts.SEARCH_EXAMPLE)

    async def unknown_command(self, update: Update, _context: Context) -> None:
        """A command that is none: in a group it may be another bot's."""
        if update.message is not None and update.message.chat.type == ChatType.PRIVATE:
            await self._reply(update, lambda: (plain(texts.UNKNOWN_COMMAND),))

    async def text(self, update: Update, context: Context) -> None:
        """A question, if it is meant for the bot."""
        if (message := update.message) is None:
            return
        question = question_in(message, context.bot.bot)
        if question is not None:
            await self._work(update, message, question, context, self._replies.answer)

    async def edited(self, update: Update, context: Context) -> None:
        """A question that was changed: its answer is changed too."""
        if (message := update.edited_message) is None:
            return
        question = question_in(message, context.bot.bot)
        if question is not None:
            work = self._worker(update, message, question, context, self._replies.answer)
            await self._delivery.reply_anew(update.update_id, place_of(message), work)

    async def no_text(self, update: Update, _context: Context) -> None:
        """A voice message, a picture, a sticker …"""
        if update.message is None or update.message.chat.type != ChatType.PRIVATE:
            return
        said = texts.NO_VOICE if update.message.voice else texts.NO_QUESTION
        await self._reply(update, lambda: (plain(said),))

    async def _with_words(self, update: Update, context: Context, compute: Compute, example: str) -> None:
        if (message := update.message) is None:
            return
        if words := words_behind_command(message):
            await self._work(update, message, words, context, compute)
        else:
            await self._reply(update, lambda: (plain(texts.NO_WORDS.format(example=example)),))

    async def _work(self, update: Update, message: Message, words: str, context: Context, compute: Compute) -> None:
        """Compute a reply with the models, a bounded number at a time, while the chat shows that it is coming."""
        work = self._worker(update, message, words, context, compute)
        await self._delivery.reply(update.update_id, place_of(message), work)

    def _worker(
        self, update: Update, message: Message, words: str, context: Context, compute: Compute
    ) -> Callable[[], Awaitable[Messages]]:
        place = place_of(message)
        person = message.from_user
        asked = Asked(update.update_id, place.chat_id, person.id if person else None)

        async def work() -> Messages:
            async with typing(context.bot, place.chat_id, place.thread_id), self._gate:
                return await asyncio.to_thread(compute, words, asked)

        return work

    async def _reply(self, update: Update, compute: Callable[[], Messages]) -> None:
        if update.message is not None:
            await self._delivery.reply(update.update_id, place_of(update.message), lambda: asyncio.to_thread(compute))

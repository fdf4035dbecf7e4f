"""Commands of admins, in their private chats only; to everybody else they are unknown commands."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from telegram import Document, Message, Update
from telegram.error import TelegramError
from telegram.ext import ContextTypes

from bot.article_desk import ArticleDesk, DeskReport, Show
from bot.languages import Say
from bot.reasons import say_error
from bot.telegram_chat import texts
from bot.telegram_chat.access import Access
from bot.telegram_chat.addressed import words_behind_command
from bot.telegram_chat.admin_replies import feedback_messages, progress_text, report_message, usage_messages
from bot.telegram_chat.asked import asked_in, place_of
from bot.telegram_chat.chat_store import ChatStore
from bot.telegram_chat.delivery import Delivery
from bot.telegram_chat.handlers import Handlers
from bot.telegram_chat.messages import Messages, plain
from bot.telegram_chat.people import People
from bot.telegram_chat.usage import read_rated, read_usage
from bot.telegram_chat.workers import Workers
from index.errors import CitewireError

if TYPE_CHECKING:
    from index.build import Progress

Context = ContextTypes.DEFAULT_TYPE
MOST_MEGABYTES = 20  # what Telegram lets a bot fetch
LONGEST_NAME = 100


class Admin:
    """`desk` changes the articles, `workers` runs one change after another; `others` answers everybody else.

    `redraw_after` is how many seconds a message stays as it is that tells how far a change is.
    """

    def __init__(
        self,
        desk: ArticleDesk,
        access: Access,
        store: ChatStore,
        people: People,
        delivery: Delivery,
        workers: Workers,
        others: Handlers,
        redraw_after: float,
    ) -> None:
        self._desk = desk
        self._access = access
        self._store = store
        self._people = people
        self._delivery = delivery
        self._workers = workers
        self._others = others
        self._redraw_after = redraw_after

    async def add(self, update: Update, context: Context) -> None:
        """/add link"""
        link = words_behind_command(update.message) if update.message else ""
        if not self._access.is_admin_here(update):
            await self._others.unknown_command(update, context)
        elif not link:
            await self._say(update, texts.NO_WORDS, example=texts.ADD_EXAMPLE)
        elif not link.lower().startswith(("http://", "https://")):
            await self._say(update, texts.NO_LINK)
        else:
            await self._change(update, texts.FETCHING, partial(self._desk.add_link, link))

    async def remove(self, update: Update, context: Context) -> None:
        """/remove id …"""
        ids = words_behind_command(update.message).split() if update.message else []
        if not self._access.is_admin_here(update):
            await self._others.unknown_command(update, context)
        elif not ids:
            await self._say(update, texts.NO_WORDS, example=texts.REMOVE_EXAMPLE)
        else:
            await self._change(update, texts.REMOVING, partial(self._desk.remove, ids))

    async def reindex(self, update: Update, context: Context) -> None:
        """/reindex"""
        if self._access.is_admin_here(update):
            await self._change(update, texts.INDEXING, self._desk.reindex)
        else:
            await self._others.unknown_command(update, context)

    async def stats(self, update: Update, context: Context) -> None:
        """/stats"""
        await self._tell(update, context, lambda say: usage_messages(read_usage(self._store), say))

    async def feedback(self, update: Update, context: Context) -> None:
        """/feedback"""
        await self._tell(update, context, lambda say: feedback_messages(read_rated(self._store), say))

    async def file(self, update: Update, context: Context) -> None:
        """A file sent to the bot."""
        document = update.message.document if update.message else None
        formats = await asyncio.to_thread(self._desk.formats)
        if not self._access.is_admin_here(update) or document is None:
            await self._others.no_text(update, context)
        elif not (document.file_name or "").lower().endswith(formats):
            await self._say(update, texts.WRONG_FILE, kinds=" ".join(formats))
        elif (document.file_size or 0) > MOST_MEGABYTES * 1024 * 1024:
            megabytes = (document.file_size or 0) // 1024 // 1024
            await self._say(update, texts.BIG_FILE, megabytes=megabytes, most=MOST_MEGABYTES)
        else:
            with TemporaryDirectory(prefix="citewire-") as folder:
                path = Path(folder) / _file_name(document)
                await self._change(update, texts.FETCHING, partial(self._desk.add_file, path), (document, path))

    async def _reader(self, update: Update) -> Say:
        return (await asyncio.to_thread(self._people.reader, asked_in(update))).say

    async def _say(self, update: Update, text: str, **values: str | int) -> None:
        if (message := update.message) is not None:
            say = await self._reader(update)
            await self._reply(update, message, (plain(say.fill(text, **values)),))

    async def _tell(self, update: Update, context: Context, compute: Callable[[Say], Messages]) -> None:
        if not self._access.is_admin_here(update) or (message := update.message) is None:
            await self._others.unknown_command(update, context)
            return
        say = await self._reader(update)
        await self._reply(update, message, await asyncio.to_thread(compute, say))

    async def _reply(self, update: Update, message: Message, messages: Messages) -> None:
        async def compute() -> Messages:
            return messages

        await self._delivery.reply(update.update_id, place_of(message), compute)

    async def _change(
        self,
        update: Update,
        first: str,
        work: Callable[[Show], DeskReport],
        download: tuple[Document, Path] | None = None,
    ) -> None:
        """Do it in the background, and edit how it goes and what came of it into one message."""
        if (message := update.message) is None:
            return
        say = await self._reader(update)
        beginning = plain(say(first))
        await self._reply(update, message, (beginning,))
        try:
            if download is not None:
                await _fetch(*download)
            async with self._shown_progress(update, message, say) as show:
                report = await self._workers.run(message.chat_id, partial(work, show))
            result = report_message(report, say)
        except CitewireError as error:
            result = plain(say.fill(texts.NOT_DONE, what=say_error(error, say)))
        await self._delivery.follow_up(update.update_id, place_of(message), beginning, result)

    @asynccontextmanager
    async def _shown_progress(self, update: Update, message: Message, say: Say) -> AsyncIterator[Show]:
        heard: list[Progress | None] = []

        async def edit_now_and_then() -> None:
            shown = ""
            while True:
                await asyncio.sleep(self._redraw_after)
                text = progress_text(heard[-1], say) if heard else ""
                if text != shown:
                    await self._delivery.edit_answer(update.update_id, message.chat_id, plain(text))
                shown = text

        editing = asyncio.create_task(edit_now_and_then())
        try:
            yield heard.append
        finally:
            editing.cancel()
            await asyncio.gather(editing, return_exceptions=True)


async def _fetch(document: Document, path: Path) -> None:
    try:
        file = await document.get_file()
        await file.download_to_drive(path)
    except TelegramError as error:
        raise CitewireError(f"{path.name}: Telegram does not give the file ({error}); send it again") from error


def _file_name(document: Document) -> str:
    """The last part of the name that the sender's machine gave, as far as a file system takes it."""
    name = (document.file_name or "").replace("\\", "/").rpartition("/")[2].replace("\0", "").lstrip(".")
    return name[-LONGEST_NAME:] or "article.txt"

"""The bot as a whole: which handler hears what, how it starts and how it ends."""

import asyncio
import json
import logging
import os
import signal
from pathlib import Path

from telegram import LinkPreviewOptions, Update
from telegram.error import InvalidToken, TelegramError
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    Defaults,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.engine import Engine
from bot.library import Library
from bot.telegram_chat.access import Access
from bot.telegram_chat.answers import Answers
from bot.telegram_chat.chat_store import ChatStore
from bot.telegram_chat.chats import Chats
from bot.telegram_chat.commands import register_commands
from bot.telegram_chat.delivery import Delivery
from bot.telegram_chat.gatekeeper import Gatekeeper
from bot.telegram_chat.handlers import Handlers
from bot.telegram_chat.inbox import MOST_ATTEMPTS, Inbox
from bot.telegram_chat.limits import Limits
from bot.telegram_chat.outbox import Outbox
from bot.telegram_chat.poller import DEAF_AFTER_SECONDS, Poller
from bot.telegram_chat.presses import Presses
from bot.telegram_chat.replies import Replies
from bot.telegram_chat.tokens import checked_token, guard_logs, mask_tokens
from bot.telegram_chat.updates import ChatOrder
from index.errors import CitewireError

STORE_NAME = "telegram.sqlite3"
ANSWERS_AT_ONCE = 2
GRACE_SECONDS = 8.0
INTERRUPTED = 130
NO_LIMITS = Limits()
UNKNOWN = "TELEGRAM_BOT_TOKEN: Telegram does not know this token; copy it again from @BotFather"
logger = logging.getLogger(__name__)


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
) -> int:
    """Answer in Telegram until a signal; the exit code: 0 after SIGTERM, 130 after Ctrl-C.

    `api_base` is a Bot API server's address up to the token, `data` the folder that the chats are kept in.
    `allowed` and `admins` are ids as in `Access`, `per_minute` and `per_day` the limits of a person as in `Limits`.
    Raises CitewireError for a token that is missing, malformed or wrong, a server that is away, and dead polling.
    """
    token = checked_token(token)
    guard_logs()
    store = ChatStore(data / STORE_NAME)
    try:
        bot = TelegramBot(
            engine, library, token, api_base, store, Access(allowed, admins), limits=Limits(per_minute, per_day)
        )
        return asyncio.run(_run_until_signal(bot))
    finally:
        store.close()


class TelegramBot:
    """Everything wired together around one Application of the library."""

    def __init__(
        self,
        engine: Engine,
        library: Library,
        token: str,
        api_base: str,
        store: ChatStore,
        access: Access,
        *,
        limits: Limits = NO_LIMITS,
        grace_seconds: float = GRACE_SECONDS,
        deaf_after: float = DEAF_AFTER_SECONDS,
    ) -> None:
        # Time spans of the library as timedelta; without this it warns whenever Telegram's flood limits answer.
        os.environ.setdefault("PTB_TIMEDELTA", "true")
        self._api_base = api_base
        self._grace_seconds = grace_seconds
        self._inbox = Inbox(store)
        self._order = ChatOrder(self._finish)
        self._application = (
            Application.builder()
            .token(token)
            .base_url(api_base)
            .base_file_url(f"{api_base.removesuffix('/bot')}/file/bot")
            .defaults(Defaults(link_preview_options=LinkPreviewOptions(is_disabled=True)))
            .concurrent_updates(self._order)
            .updater(None)
            .build()
        )
        chats = Chats(store)
        self._delivery = Delivery(self._application.bot, Outbox(store), chats)
        replies = Replies(engine, library, Answers(store), limits)
        self._gatekeeper = Gatekeeper(access, self._delivery)
        self.poller = Poller(
            self._application.bot, self._inbox, self._application.update_queue.put, deaf_after=deaf_after
        )
        self._wire(
            Handlers(replies, self._delivery, self._order.drop, ANSWERS_AT_ONCE), Presses(replies, self._delivery)
        )

    def _wire(self, handlers: Handlers, presses: Presses) -> None:
        add = self._application.add_handler
        add(TypeHandler(Update, self._gatekeeper.admit), group=-1)
        add(CommandHandler("start", handlers.start))
        add(CommandHandler("help", handlers.help))
        add(CommandHandler("articles", handlers.articles))
        add(CommandHandler("forgetme", handlers.forget_me))
        add(CommandHandler("cancel", handlers.cancel))
        add(CommandHandler("ask", handlers.ask))
        add(CommandHandler("search", handlers.search))
        add(MessageHandler(filters.COMMAND & filters.UpdateType.MESSAGE, handlers.unknown_command))
        add(MessageHandler(filters.TEXT & filters.UpdateType.MESSAGE, handlers.text))
        add(MessageHandler(filters.TEXT & ~filters.COMMAND & filters.UpdateType.EDITED_MESSAGE, handlers.edited))
        add(MessageHandler(~filters.StatusUpdate.ALL & filters.UpdateType.MESSAGE, handlers.no_text))
        add(CallbackQueryHandler(presses.press))
        self._application.add_error_handler(self._gatekeeper.apologise)

    async def run(self, stop: asyncio.Event) -> None:
        """Answer until `stop` is set. Raises CitewireError when that becomes impossible."""
        await self._connect()
        try:
            await self._application.start()
            await self._resume()
            await self._poll_until(stop)
            await self._order.finish_within(self._grace_seconds)
        finally:
            if self._application.running:
                await self._application.stop()
            await self._application.shutdown()

    async def _connect(self) -> None:
        bot = self._application.bot
        try:
            await self._application.initialize()
            await bot.delete_webhook()  # one that is still set would refuse every getUpdates
            await register_commands(bot)
        except InvalidToken as error:
            await bot.shutdown()
            raise CitewireError(UNKNOWN) from error
        except TelegramError as error:
            await bot.shutdown()
            reason = mask_tokens(str(error))
            raise CitewireError(
                f"{self._api_base}: no use of Telegram's server ({reason}); check the network and TELEGRAM_API_BASE"
            ) from error
        logger.info("answering as @%s", bot.username)

    async def _resume(self) -> None:
        """Take up what an earlier process left undone; apologise for what no process got through."""
        for left in await asyncio.to_thread(self._inbox.take_up):
            update = Update.de_json(json.loads(left.payload), self._application.bot)
            if left.attempts > MOST_ATTEMPTS:
                await self._gatekeeper.say_failed(update)
                await self._finish(update)
            else:
                await self._application.update_queue.put(update)

    async def _poll_until(self, stop: asyncio.Event) -> None:
        polling = asyncio.create_task(self.poller.run())
        stopping = asyncio.create_task(stop.wait())
        done, waiting = await asyncio.wait((polling, stopping), return_when=asyncio.FIRST_COMPLETED)
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        if polling in done:
            polling.result()  # it ends only by raising

    async def _finish(self, update: Update) -> None:
        await asyncio.to_thread(self._inbox.finish, update.update_id)


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

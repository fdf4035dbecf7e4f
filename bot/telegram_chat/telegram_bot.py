"""The bot put together: which handler hears what, and its life from the first call to the last."""

import asyncio
import json
import logging
import os
from dataclasses import replace

from telegram import LinkPreviewOptions, Update
from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application, Defaults

from bot.article_desk import ArticleDesk
from bot.engine import Engine
from bot.library import Library
from bot.telegram_chat.admin import Admin
from bot.telegram_chat.answering import Answering
from bot.telegram_chat.bot_options import BotOptions
from bot.telegram_chat.chat_store import ChatStore
from bot.telegram_chat.chats import Chats
from bot.telegram_chat.connections import for_calls, for_updates
from bot.telegram_chat.delivery import Delivery
from bot.telegram_chat.edits import Edits
from bot.telegram_chat.examples import Examples
from bot.telegram_chat.gatekeeper import Gatekeeper
from bot.telegram_chat.guide import Guide
from bot.telegram_chat.handlers import Handlers
from bot.telegram_chat.health import health_served
from bot.telegram_chat.inbox import MOST_ATTEMPTS, Inbox
from bot.telegram_chat.inline import Inline
from bot.telegram_chat.introduction import introduce
from bot.telegram_chat.metrics import Metrics
from bot.telegram_chat.moves import Moves
from bot.telegram_chat.notices import Notices
from bot.telegram_chat.outbox import Outbox
from bot.telegram_chat.poller import Poller
from bot.telegram_chat.presses import Presses
from bot.telegram_chat.records import Records
from bot.telegram_chat.replies import Replies
from bot.telegram_chat.retention import purge_now_and_then
from bot.telegram_chat.routes import add_routes
from bot.telegram_chat.tokens import mask_tokens
from bot.telegram_chat.updates import ChatOrder
from bot.telegram_chat.webhook import Webhook
from bot.telegram_chat.workers import Workers
from index.errors import CitewireError

ANSWERS_AT_ONCE = 2
UNKNOWN = "TELEGRAM_BOT_TOKEN: Telegram does not know this token; copy it again from @BotFather"
logger = logging.getLogger(__name__)


def server_fails(options: BotOptions, error: TelegramError) -> CitewireError:
    """That Telegram's server does not answer as it should."""
    reason = mask_tokens(str(error))
    return CitewireError(
        f"{options.api_base}: Telegram's server fails ({reason}); check the network and TELEGRAM_API_BASE"
    )


class TelegramBot:
    """Everything wired together around one Application of python-telegram-bot."""

    def __init__(
        self, engine: Engine, library: Library, store: ChatStore, options: BotOptions, desk: ArticleDesk | None = None
    ) -> None:
        # Time spans of the library as timedelta; without this it warns whenever Telegram's flood limits answer.
        os.environ.setdefault("PTB_TIMEDELTA", "true")
        self._options = options
        self._store = store
        self._metrics = Metrics()
        self._inbox = Inbox(store)
        self._order = ChatOrder(self._finish)
        self._application = (
            Application.builder()
            .token(options.token)
            .base_url(options.api_base)
            .base_file_url(f"{options.api_base.removesuffix('/bot')}/file/bot")
            .request(for_calls())
            .get_updates_request(for_updates())
            .defaults(Defaults(link_preview_options=LinkPreviewOptions(is_disabled=True)))
            .concurrent_updates(self._order)
            .updater(None)
            .build()
        )
        self._chats = Chats(store)
        outbox = Outbox(store)
        self._edits = Edits(self._application.bot, options.first_pause)
        self._delivery = Delivery(self._application.bot, outbox, self._chats, self._edits, options.first_pause)
        self._notices = Notices(self._delivery, outbox, self._edits)
        self._workers = [Workers(ANSWERS_AT_ONCE, options.tell_after), Workers(1), Workers(1)]
        self._intake = self._make_intake()
        self._wire(engine, library, desk)

    def _wire(self, engine: Engine, library: Library, desk: ArticleDesk | None) -> None:
        store, delivery = self._store, self._delivery
        access = replace(self._options.access, former_ids=self._chats.former_ids)
        records = Records.of(store)
        for_answers, for_inline, for_articles = self._workers
        replies = Replies(engine, library, records, self._options.limits, self._metrics)
        guide = Guide(engine, library, records, Examples(engine.without_model(), library))
        answering = Answering(
            guide, delivery, self._notices, for_answers, self._order.is_dropped, self._options.redraw_after
        )
        handlers = Handlers(replies, guide, answering, delivery, access, self._order.drop, self._order.drop_everywhere)
        self._gatekeeper = Gatekeeper(access, guide, delivery)
        add_routes(
            self._application,
            Moves(self._chats),
            self._gatekeeper,
            handlers,
            Presses(replies, guide, answering, delivery, self._edits, access, self._order.in_turn),
            Inline(engine, records.people, for_inline),
            Admin(
                desk,
                access,
                store,
                records.people,
                delivery,
                for_articles,
                handlers,
                self._options.redraw_after,
            )
            if desk
            else None,
        )

    @property
    def is_hung(self) -> bool:
        """Whether work goes on that nobody waits for any more; a thread cannot be stopped."""
        return any(workers.busy for workers in self._workers)

    def _make_intake(self) -> Poller | Webhook:
        bot, handle = self._application.bot, self._application.update_queue.put
        if self._options.webhook is not None:
            return Webhook(bot, self._inbox, handle, self._options.webhook)
        options = self._options
        return Poller(bot, self._inbox, handle, deaf_after=options.deaf_after, first_pause=options.first_pause)

    async def run(self, stop: asyncio.Event) -> None:
        """Answer until `stop` is set. Raises CitewireError when that becomes impossible."""
        await self._connect()
        try:
            await self._application.start()
            await self._resume()
            async with purge_now_and_then(self._store, self._options.keep_days):
                with health_served(self._options.health_listen, self._intake.is_alive, self._metrics):
                    await self._listen_until(stop)
            await self._order.finish_within(self._options.grace_seconds)
        finally:
            if self._application.running:
                await self._application.stop()
            await self._application.shutdown()

    async def _connect(self) -> None:
        bot = self._application.bot
        try:
            await self._application.initialize()
            if self._options.webhook is None:
                await bot.delete_webhook()  # one that is still set would refuse every getUpdates
            await introduce(bot, self._options.access.admins)
        except InvalidToken as error:
            await bot.shutdown()
            raise CitewireError(UNKNOWN) from error
        except TelegramError as error:
            await bot.shutdown()
            raise server_fails(self._options, error) from error
        logger.info("answering as @%s", bot.username)

    async def _resume(self) -> None:
        """Take up what an earlier process left undone, but for chats that are closed to the bot now.

        What no process got through gets an apology.
        """
        for left in await asyncio.to_thread(self._inbox.take_up):
            update = Update.de_json(json.loads(left.payload), self._application.bot)
            chat = update.effective_chat
            if chat is not None and not await asyncio.to_thread(self._chats.is_active, chat.id):
                await self._finish(update)
            elif left.attempts > MOST_ATTEMPTS:
                await self._gatekeeper.say_failed(update)
                await self._finish(update)
            else:
                await self._application.update_queue.put(update)

    async def _listen_until(self, stop: asyncio.Event) -> None:
        listening = asyncio.create_task(self._intake.run())
        stopping = asyncio.create_task(stop.wait())
        done, waiting = await asyncio.wait((listening, stopping), return_when=asyncio.FIRST_COMPLETED)
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        if listening in done:
            listening.result()  # it ends only by raising

    async def _finish(self, update: Update) -> None:
        await self._notices.dismiss(update.update_id)
        await asyncio.to_thread(self._inbox.finish, update.update_id)

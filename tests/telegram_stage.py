"""The real bot on the server for tests, in a thread of its own."""

import asyncio
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

from bot.article_desk import ArticleDesk
from bot.engine import Engine
from bot.library import Library
from bot.telegram_chat.access import Access
from bot.telegram_chat.app import store_path
from bot.telegram_chat.bot_options import BotOptions
from bot.telegram_chat.chat_store import ChatStore
from bot.telegram_chat.limits import Limits
from bot.telegram_chat.telegram_bot import TelegramBot
from bot.telegram_chat.webhook import WebhookAddress
from tests.golden_files import assert_golden
from tests.scripted_archive import ScriptedArchive, scripted_engine

if TYPE_CHECKING:  # the bot's own process need not load the server
    from tests.telegram_server import TelegramServer
    from tests.telegram_server.nouns import Place

STOP_SECONDS = 15.0
FIRST_PAUSE = 0.05


def check_chat(server: "TelegramServer", place: "Place", name: str, hidden: Mapping[str, str] | None = None) -> None:
    """Compare a chat with its golden file; `hidden` has what differs between runs, and what stands there for it."""
    shown = server.transcript(place)
    for varying, fixed in (hidden or {}).items():
        shown = shown.replace(varying, fixed)
    assert_golden(f"{name}.txt", shown)


class MoreOptions(TypedDict, total=False):
    limits: Limits
    webhook: WebhookAddress
    health_listen: str
    grace_seconds: float
    tell_after: float
    redraw_after: float
    first_pause: float
    keep_days: int


@contextmanager
def bot_at_work(
    server: "TelegramServer",
    engine: Engine,
    library: Library,
    data: Path,
    access: Access | None = None,
    desk: ArticleDesk | None = None,
    **options: Unpack[MoreOptions],
) -> Iterator[TelegramBot]:
    """The bot in a thread of its own, impatient; stopped as by SIGTERM at the end, and what it died of is raised."""
    store = ChatStore(store_path(data, server.token))
    options.setdefault("first_pause", FIRST_PAUSE)
    bot_options = BotOptions(server.token, server.base_url, access or Access(), **options)
    bot = TelegramBot(engine, library, store, bot_options, desk)
    stop = asyncio.Event()
    loop = asyncio.new_event_loop()
    died_of: list[BaseException] = []

    def run() -> None:
        with asyncio.Runner(loop_factory=lambda: loop) as runner:
            try:
                runner.run(bot.run(stop))
            except BaseException as error:  # noqa: BLE001 - carried over to the test's thread
                died_of.append(error)

    started_before = len(server.calls.finished("getMyCommands"))
    thread = threading.Thread(target=run, name="telegram-bot")
    thread.start()
    try:
        server.wait_for_call("getMyCommands", started_before + 1)
        yield bot
    finally:
        if thread.is_alive():
            loop.call_soon_threadsafe(stop.set)
        thread.join(STOP_SECONDS)
        store.close()
    assert not thread.is_alive(), "the bot did not stop"
    if died_of:
        raise died_of[0]


@contextmanager
def bot_on_stage(
    server: "TelegramServer",
    archive: ScriptedArchive,
    data: Path,
    access: Access | None = None,
    desk: ArticleDesk | None = None,
    **options: Unpack[MoreOptions],
) -> Iterator[TelegramBot]:
    """The bot at work with a scripted archive."""
    with bot_at_work(server, scripted_engine(archive), archive, data, access, desk, **options) as bot:
        yield bot

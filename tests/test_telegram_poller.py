"""A poller that is deaf says so instead of living on in silence."""

import asyncio
from pathlib import Path

import pytest

from bot.telegram_chat.app import store_path
from bot.telegram_chat.bot_options import BotOptions
from bot.telegram_chat.chat_store import ChatStore
from bot.telegram_chat.poller import PollingError
from bot.telegram_chat.telegram_bot import TelegramBot
from tests.scripted_archive import HARBOUR, ScriptedArchive, scripted_engine
from tests.telegram_server import TOKEN, TelegramServer
from tests.telegram_server.faults import Fault, conflict, hang, not_found, server_error, unauthorized
from tests.telegram_stage import bot_on_stage


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (unauthorized(), "no longer takes the bot's token"),
        (not_found(), "no longer takes the bot's token"),
        (conflict(), "another program polls with the same token"),
        (server_error(), "nothing heard from Telegram"),
        (hang(), "no answer in time"),
    ],
    ids=["401", "404", "409", "502", "hang"],
)
def test_a_deaf_poller_ends_the_bot(server: TelegramServer, tmp_path: Path, fault: Fault, said: str) -> None:
    server.faults.inject("getUpdates", fault, times=None, skip=1)
    archive = ScriptedArchive(HARBOUR)
    store = ChatStore(store_path(tmp_path, TOKEN))
    engine = scripted_engine(archive)
    bot = TelegramBot(engine, archive, store, BotOptions(server.token, server.base_url, deaf_after=0.5))
    with pytest.raises(PollingError, match=said):
        asyncio.run(bot.run(asyncio.Event()))
    store.close()


def test_short_trouble_passes(server: TelegramServer, tmp_path: Path) -> None:
    ann = server.person("Ann")
    server.faults.inject("getUpdates", conflict(), times=1)
    server.faults.inject("getUpdates", server_error(), times=1)
    with bot_on_stage(server, ScriptedArchive(HARBOUR), tmp_path):
        ann.says("harbour repairs cost?")
        assert server.wait_for_message(ann).text.startswith("Mayor")

"""The bot as a process: how it starts, how signals end it, and what is left when it is killed."""

import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.telegram_chat.app import run_bot, store_path
from bot.telegram_chat.bot_options import BotOptions
from bot.telegram_chat.chat_store import ChatStore
from bot.telegram_chat.inbox import MOST_ATTEMPTS, Inbox
from bot.telegram_chat.tokens import checked_token
from index.errors import CitewireError
from tests.scripted_archive import BRIDGE, HARBOUR, ScriptedArchive, scripted_engine
from tests.telegram_server import TOKEN, TelegramServer
from tests.telegram_stage import bot_on_stage

START_SECONDS = 60.0  # a loaded machine takes long to start a process
QUESTION = "harbour repairs cost?"


@contextmanager
def process(server: TelegramServer, data: Path, mood: str = "") -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "tests.telegram_process", server.base_url, server.token, str(data), mood]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as running:
        try:
            yield running
        finally:
            if running.poll() is None:
                running.kill()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)], ids=["term", "int"])
def test_a_signal_ends_it_cleanly(server: TelegramServer, tmp_path: Path, number: signal.Signals, code: int) -> None:
    ann = server.person("Ann")
    with process(server, tmp_path) as running:
        ann.says(QUESTION)
        server.wait_for_message(ann, START_SECONDS)
        running.send_signal(number)
        assert running.wait(20) == code
        assert running.stderr is not None
        assert running.stderr.read() == b""


def test_a_hung_engine_does_not_outlive_the_grace(server: TelegramServer, tmp_path: Path) -> None:
    ann = server.person("Ann")
    with process(server, tmp_path, "stuck") as running:
        ann.says(QUESTION)
        server.wait_for_call("sendChatAction", timeout=START_SECONDS)
        running.send_signal(signal.SIGTERM)
        assert running.wait(20) == 0
    with bot_on_stage(server, ScriptedArchive(HARBOUR), tmp_path):
        assert server.wait_for_message(ann).text.startswith("Mayor")


def test_what_a_killed_bot_left_undone_is_answered_once(server: TelegramServer, tmp_path: Path) -> None:
    people = [server.person(f"Person {number}") for number in range(4)]
    with process(server, tmp_path, "stuck") as running:
        for person in people:
            person.says(QUESTION)
            person.says("tunnel rejected?")
        server.wait_until_confirmed(START_SECONDS)
        running.kill()
    assert not any(server.new_messages(person) for person in people)
    with bot_on_stage(server, ScriptedArchive(HARBOUR, BRIDGE), tmp_path):
        server.wait_for(lambda: all(len(server.new_messages(person)) == 2 for person in people))
    for person in people:
        assert [message.text.split()[0] for message in server.new_messages(person)] == ["Mayor", "The"]


def test_an_update_that_kills_every_process_gets_an_apology(server: TelegramServer, tmp_path: Path) -> None:
    ann = server.person("Ann")
    ann.says(QUESTION)
    with process(server, tmp_path, "stuck") as running:
        server.wait_until_confirmed(START_SECONDS)
        running.kill()
    store = ChatStore(store_path(tmp_path, TOKEN))
    for attempt in range(1, MOST_ATTEMPTS + 1):  # as many processes that began with it and died
        assert [left.attempts for left in Inbox(store).take_up()] == [attempt]
    store.close()
    with bot_on_stage(server, ScriptedArchive(HARBOUR), tmp_path):
        message = server.wait_for_message(ann)
    assert message.text == "Something went wrong with that question. Please ask it again."


def refused_start(token: str | None, api_base: str, data: Path) -> str:
    archive = ScriptedArchive(HARBOUR)
    engine = scripted_engine(archive)
    with pytest.raises(CitewireError) as raised:
        run_bot(engine, archive, data, BotOptions(checked_token(token), api_base))
    message = str(raised.value)
    assert "\n" not in message
    assert not re.search(r"\d+:[\w-]{30,}", message)
    return message


def test_a_token_that_is_none_is_said_so(server: TelegramServer, tmp_path: Path) -> None:
    assert refused_start(None, server.base_url, tmp_path).startswith("TELEGRAM_BOT_TOKEN is not set")
    assert "has not the form" in refused_start("123:short", server.base_url, tmp_path)
    assert "does not know" in refused_start("4242:WRONG-token-of-the-server-for-tests-00", server.base_url, tmp_path)


def test_a_server_that_is_away_is_said_so(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound but not listening: connections are refused
        message = refused_start(TOKEN, f"http://127.0.0.1:{taken.getsockname()[1]}/bot", tmp_path)
    assert "check the network and TELEGRAM_API_BASE" in message


def test_a_chat_database_that_is_none_is_said_so(server: TelegramServer, tmp_path: Path) -> None:
    store_path(tmp_path, TOKEN).write_text("this is no database, " * 100)
    assert "is no chat database" in refused_start(TOKEN, server.base_url, tmp_path)

"""`citewire telegram --check`, and what the bot writes into its log."""

import json
import logging
from pathlib import Path

import pytest

from bot.cli import main
from bot.telegram_chat.answers import Answers
from bot.telegram_chat.app import store_path
from bot.telegram_chat.chat_store import ChatStore
from bot.telegram_chat.logs import JsonLines
from bot.telegram_chat.retention import DAY_SECONDS, purge
from tests.golden_files import assert_golden
from tests.scripted_archive import HARBOUR, ScriptedArchive
from tests.telegram_server import TOKEN, TelegramServer
from tests.telegram_stage import bot_on_stage


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, server: TelegramServer, tmp_path: Path) -> pytest.MonkeyPatch:
    monkeypatch.chdir(tmp_path)
    for name, value in {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_BASE": server.base_url,
        "TELEGRAM_ALLOWED": "1, 2",
        "TELEGRAM_HEALTH_LISTEN": "127.0.0.1:0",
    }.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


@pytest.mark.usefixtures("environment", "models_root")
def test_all_is_well(server: TelegramServer, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "harbour.txt").write_text("The harbour reopened.", encoding="utf-8")
    folders = ["--articles", str(tmp_path / "articles"), "--data", str(tmp_path / "data")]
    assert main(["telegram", "--check", *folders]) == 0
    assert_golden("telegram_check.txt", capsys.readouterr().out.replace(str(tmp_path), ""))
    assert {call.method for call in server.calls.all} == {"getMe"}


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("TELEGRAM_BOT_TOKEN", "", "TELEGRAM_BOT_TOKEN is not set"),
        ("TELEGRAM_BOT_TOKEN", "4242:WRONG-token-of-the-server-for-tests-00", "does not know this token"),
        ("TELEGRAM_API_BASE", "http://127.0.0.1:1/bot", "check the network and TELEGRAM_API_BASE"),
        ("CITEWIRE_DATA", "/dev/null/data", "/dev/null/data: chats cannot be kept here (Not a directory)"),
        ("CITEWIRE_ARTICLES", "/dev/null/articles", "/dev/null/articles: no such folder"),
        ("CITEWIRE_RERANKER", "nonsense", "unknown model 'nonsense'"),
        ("CITEWIRE_LLM_MODEL", "nonsense", "CITEWIRE_LLM_MODEL"),
        ("TELEGRAM_WEBHOOK_URL", "https://x.example/hook", "TELEGRAM_WEBHOOK_SECRET"),
        ("TELEGRAM_HEALTH_LISTEN", "9090", "TELEGRAM_HEALTH_LISTEN"),
        ("TELEGRAM_PER_DAY", "many", "TELEGRAM_PER_DAY"),
        ("TELEGRAM_KEEP_DAYS", "-1", "TELEGRAM_KEEP_DAYS"),
    ],
)
def test_what_is_not_is_said_in_one_line(
    environment: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    name: str,
    value: str,
    said: str,
) -> None:
    (tmp_path / "seeds").mkdir()
    environment.setenv(name, value)
    assert main(["telegram", "--check"]) == 1
    assert said in capsys.readouterr().err


def formatted(record: logging.LogRecord, *, debug: bool) -> dict[str, str]:
    line = JsonLines(debug=debug).format(record)
    assert "\n" not in line
    shown: dict[str, str] = json.loads(line)
    return shown


def test_logs_are_json_and_quote_nobody(
    server: TelegramServer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    ann = server.person("Ann")
    with bot_on_stage(server, ScriptedArchive(HARBOUR), tmp_path), caplog.at_level(logging.INFO):
        ann.says("explode, my secret")
        server.wait_for_message(ann)
    (record,) = (one for one in caplog.records if one.levelname == "ERROR")
    assert formatted(record, debug=False)["error"] == "RuntimeError"
    assert "secret" not in "".join(str(formatted(one, debug=False)) for one in caplog.records)
    assert "my secret" in formatted(record, debug=True)["traceback"]


def test_what_is_older_than_the_retention_goes(server: TelegramServer, tmp_path: Path) -> None:
    ann = server.person("Ann")
    with bot_on_stage(server, ScriptedArchive(HARBOUR), tmp_path):
        for question in ("storm closed?", "harbour repairs cost?"):
            ann.says(question)
            server.wait_for_message(ann)
    store = ChatStore(store_path(tmp_path, TOKEN))
    with store.transaction() as connection:
        for table, column in (("answers", "asked"), ("outbox", "written"), ("turns", "said")):
            first = f"(SELECT min(update_id) FROM {table})"  # noqa: S608 - names of ours
            statement = f"UPDATE {table} SET {column} = {column} - ? WHERE update_id = {first}"  # noqa: S608
            connection.execute(statement, (8 * DAY_SECONDS,))
    purge(store, 0)
    assert Answers(store).get(1, ann.chat_id) is not None
    purge(store, 7)
    assert Answers(store).get(1, ann.chat_id) is None
    assert Answers(store).get(2, ann.chat_id) is not None
    store.close()

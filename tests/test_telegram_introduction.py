"""What Telegram shows of the bot before it says a word: its commands and descriptions, registered once."""

from pathlib import Path

import pytest

from bot.languages import say_in
from bot.telegram_chat import texts
from bot.telegram_chat.access import Access
from tests.golden_files import assert_golden
from tests.scripted_archive import HARBOUR, ScriptedArchive
from tests.telegram_server import Person, TelegramServer
from tests.telegram_server.faults import too_many_requests
from tests.telegram_stage import bot_on_stage

pytestmark = pytest.mark.usefixtures("nothing_refused")
FRENCH = say_in("fr")


@pytest.fixture
def server(new_server: TelegramServer) -> TelegramServer:
    return new_server


def start(server: TelegramServer, ann: Person, data: Path, access: Access | None = None) -> None:
    """Start the bot, wait until it answers, and end it."""
    with bot_on_stage(server, ScriptedArchive(HARBOUR), data, access):
        ann.says("/about")
        server.wait_for_message(ann)


def test_commands_by_scope_and_language(server: TelegramServer, ann: Person, tmp_path: Path) -> None:
    admins = Access(admins=frozenset({ann.user.id}))
    start(server, ann, tmp_path, admins)
    offered = server.world.profile.commands
    names = {key: [name for name, _ in commands] for key, commands in offered.items()}
    assert names["default", ""] == names["default", "fr"]
    assert "ask" in names["all_group_chats", ""]
    assert "add" not in names["default", ""]
    assert "add" in names[f"chat {ann.user.id}", "fr"]
    start(server, ann, tmp_path, admins)
    assert len(server.calls.finished("setMyCommands")) == 6


def test_descriptions_by_language(server: TelegramServer, ann: Person, tmp_path: Path) -> None:
    for _ in range(2):
        start(server, ann, tmp_path)
    assert server.world.profile.texts == {
        ("description", ""): texts.DESCRIPTION,
        ("description", "fr"): FRENCH(texts.DESCRIPTION),
        ("short_description", ""): texts.SHORT_DESCRIPTION,
        ("short_description", "fr"): FRENCH(texts.SHORT_DESCRIPTION),
    }
    assert len(server.calls.finished("setMyDescription")) == 2
    assert len(server.calls.finished("setMyShortDescription")) == 2


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_telegram_shows_before_a_word_is_said(
    server: TelegramServer, ann: Person, tmp_path: Path, language: str
) -> None:
    start(server, ann, tmp_path, Access(admins=frozenset({ann.user.id})))
    code = "" if language == "en" else language
    shown = [server.world.profile.texts[kind, code] for kind in ("short_description", "description")]
    scopes = {"everywhere": "default", "in groups": "all_group_chats", "for an admin": f"chat {ann.user.id}"}
    for name, scope in scopes.items():
        shown.append(f"({name})")
        shown += [f"/{command}  {text}" for command, text in server.world.profile.commands[scope, code]]
    assert_golden(f"telegram_profile_{language}.txt", "\n".join(shown) + "\n")


def test_a_description_of_the_owners_stays(server: TelegramServer, ann: Person, tmp_path: Path) -> None:
    server.world.profile.texts["description", ""] = "News of Lund."
    start(server, ann, tmp_path)
    assert server.world.profile.texts["description", ""] == "News of Lund."
    assert ("description", "fr") not in server.world.profile.texts
    assert server.world.profile.texts["short_description", "fr"] == FRENCH(texts.SHORT_DESCRIPTION)


def test_a_flood_limit_is_no_reason_not_to_start(server: TelegramServer, ann: Person, tmp_path: Path) -> None:
    server.faults.inject("setMyCommands", too_many_requests(3600))
    start(server, ann, tmp_path)
    assert server.world.profile.commands == {}

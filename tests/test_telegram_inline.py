"""Inline mode: `@bot words` in any chat."""

from pathlib import Path

import pytest

from bot.languages import Say
from bot.telegram_chat.access import Access
from tests.scripted_archive import BRIDGE, HARBOUR, ScriptedArchive
from tests.telegram_server import Person, TelegramServer
from tests.telegram_stage import bot_on_stage, check_chat
from tests.telegram_tour import Tour

pytestmark = pytest.mark.usefixtures("nothing_refused")


def test_sentences_to_send_anywhere(server: TelegramServer, say: Say, reader: Person, tmp_path: Path) -> None:
    ann, bea = reader, server.person("Bea")
    group = server.group("Friends", [ann, bea])
    archive = ScriptedArchive(HARBOUR, BRIDGE)
    with bot_on_stage(server, archive, tmp_path):
        asked = ann.asks_inline("harbour repairs cost")
        server.wait_for(lambda: asked.answered)
        ann.chooses(asked, 0, to=group)
        ann.chooses(asked, 0, to=ann)  # what was found is no question, though the bot hears it
        nothing = ann.asks_inline("  ")
        server.wait_for(lambda: nothing.answered)
        Tour(server, say, ann).says("/new")
    assert asked.personal
    assert archive.asked == ["harbour repairs cost"]
    check_chat(server, ann, f"telegram_inline_{say.code}")
    check_chat(server, group, f"telegram_inline_sent_{say.code}")


def test_strangers_find_nothing(server: TelegramServer, tmp_path: Path) -> None:
    eve = server.person("Eve")
    archive = ScriptedArchive(HARBOUR)
    with bot_on_stage(server, archive, tmp_path, Access(allowed=frozenset({1}))):
        asked = eve.asks_inline("harbour repairs cost")
        server.wait_for(lambda: asked.answered)
    assert asked.results == ()
    assert archive.asked == []

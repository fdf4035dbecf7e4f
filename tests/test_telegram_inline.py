"""Inline mode: `@bot words` in any chat."""

from pathlib import Path

import pytest

from bot.languages import Say
from bot.telegram_chat.access import Access
from tests.telegram_server import Person, TelegramServer
from tests.telegram_stage import BRIDGE, HARBOUR, ScriptedArchive, bot_on_stage, check_chat

pytestmark = pytest.mark.usefixtures("nothing_refused")


def test_sentences_to_send_anywhere(server: TelegramServer, say: Say, reader: Person, tmp_path: Path) -> None:
    ann, bea = reader, server.person("Bea")
    group = server.group("Friends", [ann, bea])
    with bot_on_stage(server, ScriptedArchive(HARBOUR, BRIDGE), tmp_path):
        asked = ann.asks_inline("harbour repairs cost")
        server.wait_for(lambda: asked.answered)
        ann.chooses(asked, 0, to=group)
        nothing = ann.asks_inline("  ")
        server.wait_for(lambda: nothing.answered)
    assert [result.description for result in asked.results][:1] == [
        f"Harbour reopens after storm · Ada Berg · 3 {say('May')} 2024"
    ]
    assert asked.personal
    assert nothing.results == ()
    check_chat(server, group, f"telegram_inline_{say.code}")


def test_strangers_find_nothing(server: TelegramServer, tmp_path: Path) -> None:
    eve = server.person("Eve")
    archive = ScriptedArchive(HARBOUR)
    with bot_on_stage(server, archive, tmp_path, Access(allowed=frozenset({1}))):
        asked = eve.asks_inline("harbour repairs cost")
        server.wait_for(lambda: asked.answered)
    assert asked.results == ()
    assert archive.asked == []

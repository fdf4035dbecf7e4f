"""Inline mode and forwarded questions."""

from pathlib import Path

import pytest

from bot.telegram_chat.access import Access
from index.domain import Source
from tests.telegram_server import TelegramServer
from tests.telegram_stage import BRIDGE, HARBOUR, ScriptedArchive, bot_on_stage, check_chat, stored

pytestmark = pytest.mark.usefixtures("nothing_refused")


def test_sentences_to_send_anywhere(server: TelegramServer, tmp_path: Path) -> None:
    ann, bea = server.person("Ann"), server.person("Bea")
    group = server.group("Friends", [ann, bea])
    with bot_on_stage(server, ScriptedArchive(HARBOUR, BRIDGE), tmp_path):
        asked = ann.asks_inline("harbour repairs cost")
        server.wait_for(lambda: asked.answered)
        ann.chooses(asked, 0, to=group)
        nothing = ann.asks_inline("  ")
        server.wait_for(lambda: nothing.answered)
    assert [result.description for result in asked.results][:1] == [
        "Harbour reopens after storm · Ada Berg · 3 May 2024"
    ]
    assert asked.personal
    assert nothing.results == ()
    check_chat(server, group, "telegram_inline")


def test_strangers_find_nothing(server: TelegramServer, tmp_path: Path) -> None:
    eve = server.person("Eve")
    archive = ScriptedArchive(HARBOUR)
    with bot_on_stage(server, archive, tmp_path, Access(allowed=frozenset({1}))):
        asked = eve.asks_inline("harbour repairs cost")
        server.wait_for(lambda: asked.answered)
    assert asked.results == ()
    assert archive.asked == []


def test_results_with_anything_in_them_are_taken(server: TelegramServer, tmp_path: Path) -> None:
    ann = server.person("Ann")
    nasty = stored(
        Source("n", "_*[]()~`>#+-=|{}.! <i> &amp; 🎉 مرحبا" * 9, "<b>", "2024-05-03", "https://x.example/?q=[1]"),
        ["harbour </b> *_[x](tg://user?id=1) `🎉` مرحبا @everyone."],
        ["harbour " + "👩‍👩‍👧 " * 2500 + "end."],
    )
    with bot_on_stage(server, ScriptedArchive(nasty), tmp_path):
        asked = ann.asks_inline("harbour")
        server.wait_for(lambda: asked.answered)
    assert len(asked.results) == 2


def test_a_forwarded_text_is_a_question(server: TelegramServer, tmp_path: Path) -> None:
    ann = server.person("Ann")
    with bot_on_stage(server, ScriptedArchive(HARBOUR), tmp_path):
        ann.forwards("harbour repairs cost?")
        assert server.wait_for_message(ann).text.startswith("Mayor Ida Holm")

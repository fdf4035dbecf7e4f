"""What articles and people write is never markup, a command or too long: no call is refused, nothing is lost."""

from pathlib import Path

import pytest

from bot.languages import Say
from bot.telegram_chat import texts
from index.domain import Source
from tests.scripted_archive import HARBOUR, ScriptedArchive, stored
from tests.telegram_server import Person, TelegramServer
from tests.telegram_stage import bot_on_stage, check_chat
from tests.telegram_tour import Tour

pytestmark = pytest.mark.usefixtures("nothing_refused")
SIGNS = "_*[]()~`>#+-=|{}.!<i>&amp; \\ %s"
ARABIC = "تكلفة إصلاح الميناء أربعة ملايين"
FAMILY = "👩‍👩‍👧"
LONG = (f"Harbour dredging goes on {FAMILY} and on, " * 200)[:4990] + "until May."  # 5,000 characters
NASTY = stored(
    Source("<b>&", f"{SIGNS} 🎉 {ARABIC}", "*A* <b>", "2024-05", "https://x.example/ü?q=[1]&r=(2)#f"),
    [f"</b> *harbour* _repairs_ [cost](tg://user?id=1) `🎉` {SIGNS} @everyone /start https://x.example/_a_."],
    [f"{ARABIC} 🎉.", "\u202eruobrah\u202c \u0000\ufdd0 zero\u200bwidth e\u0301."],
    [LONG],
)
QUESTIONS = (
    f"harbour repairs cost {SIGNS}?",
    f"{ARABIC}؟",
    f"🎉 {FAMILY} <b>zero\u200bwidth</b> \u202e?",
    "dredging?",
    f"@citewire_bot [dredging](tg://user?id=1) {FAMILY}?",
    "/ask ```harbour``` repairs",
    "/search *dredging* until May",
    "{count} {most} harbour",
)
NO_QUESTIONS = ("harbour " * 500, "🎉🎉🎉", "/start@citewire_bot", "/articles")


def test_nothing_is_markup(server: TelegramServer, say: Say, reader: Person, tmp_path: Path) -> None:
    tour = Tour(server, say, reader)
    with bot_on_stage(server, ScriptedArchive(NASTY, HARBOUR), tmp_path):
        for said in NO_QUESTIONS:
            tour.says(said)
        for said in QUESTIONS:
            tour.says(said)
            server.wait_for(lambda: server.messages(reader)[-1].keyboard)
        reader.forwards(f"harbour repairs {SIGNS}")
        server.wait_for_message(reader)
        tour.presses(texts.IN_CONTEXT, number=1)
        tour.presses(texts.MORE_LIKE_THIS)
    sent = [message for message in server.messages(reader) if message.sender.is_bot]
    assert all(len(message.text.encode("utf-16-le")) // 2 <= 4096 for message in sent)
    check_chat(server, reader, f"telegram_hostile_{say.code}")


def test_inline_results_too(server: TelegramServer, ann: Person, tmp_path: Path) -> None:
    with bot_on_stage(server, ScriptedArchive(NASTY), tmp_path):
        for count, words in enumerate(("harbour", SIGNS, f"{ARABIC} 🎉", "dredging " * 30), start=1):
            ann.asks_inline(words)
            server.wait_for_call("answerInlineQuery", count)

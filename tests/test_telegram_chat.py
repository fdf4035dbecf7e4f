"""The bot as people see it: whole chats, compared with what they should look like."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.telegram_chat.access import Access
from bot.telegram_chat.limits import Limits
from index.domain import Source
from tests.telegram_server import Person, TelegramServer
from tests.telegram_stage import BRIDGE, HARBOUR, ScriptedArchive, bot_on_stage, check_chat, stored

pytestmark = pytest.mark.usefixtures("nothing_refused")


def test_question_answer_and_buttons(server: TelegramServer, tmp_path: Path) -> None:
    ann = server.person("Ann")
    with bot_on_stage(server, ScriptedArchive(HARBOUR, BRIDGE), tmp_path):
        ann.says("What did the harbour repairs cost?")
        answer = server.wait_for_message(ann)
        for count, label in enumerate(("1 in context", "More like this"), start=2):
            ann.presses(label, on=answer)
            wait_for_messages(server, ann, count)
        press = ann.presses("👍", on=answer)
        server.wait_for(lambda: press.answered)
    check_chat(server, ann, "telegram_answer")


def test_paging_through_an_article(server: TelegramServer, tmp_path: Path) -> None:
    ann = server.person("Ann")
    with bot_on_stage(server, ScriptedArchive(HARBOUR), tmp_path):
        ann.says("harbour repairs cost?")
        server.wait_for_message(ann)
        ann.presses("1 in context")
        server.wait_for(lambda: len(server.new_messages(ann)) == 2)
        shown = []
        for label in ("‹ Before", "After ›", "After ›", "To the sentence"):
            before = len(server.calls.finished("editMessageText"))
            ann.presses(label)
            server.wait_for_call("editMessageText", before + 1)
            shown.append(server.new_messages(ann)[1].text.split("\n\n")[1])
    paragraphs = HARBOUR.article.text.split("\n")
    assert shown == [paragraphs[0], paragraphs[1], paragraphs[2], paragraphs[1]]
    check_chat(server, ann, "telegram_paging")


def test_refusal_names_what_came_nearest(server: TelegramServer, tmp_path: Path) -> None:
    ann = server.person("Ann")
    with bot_on_stage(server, ScriptedArchive(HARBOUR, BRIDGE), tmp_path):
        ann.says("Who sang about the tunnel at the opera in Vienna?")
        server.wait_for_message(ann)
        ann.presses("Nearest 1 in context")
        server.wait_for(lambda: len(server.new_messages(ann)) == 2)
        ann.says("Xyzzy?")
        server.wait_for_message(ann)
    check_chat(server, ann, "telegram_refusal")


def test_commands(server: TelegramServer, tmp_path: Path) -> None:
    ann = server.person("Ann")
    many = [stored(replace(HARBOUR.article.source, article_id=f"a{n}", title=f"Title {n}"), ["x."]) for n in range(12)]
    with bot_on_stage(server, ScriptedArchive(*many), tmp_path):
        for said in (
            "/start",
            "/help",
            "/articles",
            "/ask",
            "/ask x",
            "/search",
            "/search zzz",
            "/search x",
            "/nonsense",
            "   ?",
            "no " * 500,
        ):
            ann.says(said)
            server.wait_for_message(ann)
        ann.sends_voice()
        server.wait_for_message(ann)
        ann.presses("Older ›")
        server.wait_for_call("editMessageText")
    check_chat(server, ann, "telegram_commands")


def test_no_articles_yet(server: TelegramServer, tmp_path: Path) -> None:
    ann = server.person("Ann")
    with bot_on_stage(server, ScriptedArchive(), tmp_path):
        for said in ("/articles", "Anything?"):
            ann.says(said)
            server.wait_for_message(ann)
    check_chat(server, ann, "telegram_empty")


def test_group_hears_only_what_is_meant_for_the_bot(server: TelegramServer, tmp_path: Path) -> None:
    server.world.privacy = False
    ann, bea = server.person("Ann"), server.person("Bea")
    group = server.group("Desk", [ann, bea], forum=True)
    topic = group.topic("Harbour")
    with bot_on_stage(server, ScriptedArchive(HARBOUR), tmp_path):
        ann.says("Does the harbour matter?", to=topic)
        ann.says("Ask @citewire_bot2 about the harbour repairs", to=topic)
        ann.says("🎉 @citewire_bot harbour repairs cost?", to=topic)
        answer = server.wait_for_message(topic)
        bea.says("ferries to Rostock?", to=topic, reply_to=answer)
        server.wait_for_message(topic)
        bea.says("/ask@citewire_bot storm closed", to=topic)
        server.wait_for_message(topic)
    check_chat(server, group, "telegram_group")


def test_strangers_are_turned_away_from_messages_and_buttons(server: TelegramServer, tmp_path: Path) -> None:
    ann, eve = server.person("Ann"), server.person("Eve")
    archive = ScriptedArchive(HARBOUR)
    group = server.group("Desk", [ann, eve])
    with bot_on_stage(server, archive, tmp_path, Access(allowed=frozenset({ann.user.id}))):
        ann.says("/ask harbour repairs cost?", to=group)
        answer = server.wait_for_message(group)
        press = eve.presses("1 in context", on=answer)
        server.wait_for(lambda: press.answered)
        eve.says("/ask harbour?", to=group)
        eve.says("harbour?")
        server.wait_for_message(eve)
        eve.says("harbour??")
        server.wait_until_confirmed()
    assert archive.asked == ["harbour repairs cost?"]
    assert str(eve.user.id) in press.text
    check_chat(server, eve, "telegram_stranger")


def test_an_edited_question_gets_an_edited_answer(server: TelegramServer, tmp_path: Path) -> None:
    long = stored(Source("long", "Long", "A"), ["Verbose " + "words and more of them " * 300 + "end."])
    ann = server.person("Ann")
    with bot_on_stage(server, ScriptedArchive(HARBOUR, long), tmp_path):
        question = ann.says("harbour repairs cost?")
        server.wait_for_message(ann)
        ann.edits(question, "storm closed?")
        server.wait_for(lambda: server.new_messages(ann)[0].text.startswith("A storm"))
        ann.edits(question, "verbose?")
        server.wait_for(lambda: len(server.new_messages(ann)) > 1 and server.messages(ann)[-1].keyboard)
        parts = len(server.new_messages(ann))
        ann.edits(question, "ferries?")
        server.wait_for_call("deleteMessage", parts - 1)
        server.wait_for(lambda: len(server.new_messages(ann)) == 1)
    check_chat(server, ann, "telegram_edited")


def test_limits_hold_for_each_person(server: TelegramServer, tmp_path: Path) -> None:
    ann, bea = server.person("Ann"), server.person("Bea")
    archive = ScriptedArchive(HARBOUR)
    with bot_on_stage(server, archive, tmp_path, limits=Limits(per_minute=2)):
        for person, said in ((ann, "storm?"), (ann, "/search ferries"), (ann, "harbour?"), (bea, "Lund?")):
            person.says(said)
            server.wait_for_message(person)
    assert archive.asked == ["storm?", "ferries", "Lund?"]
    with bot_on_stage(server, archive, tmp_path, limits=Limits(per_day=2)):
        ann.says("harbour?")
        assert server.wait_for_message(ann).text.startswith("That is enough for today (at most 2)")


def test_forget_me_erases_questions_and_answers(server: TelegramServer, tmp_path: Path) -> None:
    ann = server.person("Ann")
    with bot_on_stage(server, ScriptedArchive(HARBOUR), tmp_path):
        ann.says("harbour repairs cost?")
        answer = server.wait_for_message(ann)
        ann.says("/forgetme")
        server.wait_for_message(ann)
        press = ann.presses("1 in context", on=answer)
        server.wait_for(lambda: press.answered)
    assert press.text == "That button is no longer of use; ask again."
    assert b"repairs cost" not in b"".join(path.read_bytes() for path in tmp_path.glob("*.sqlite3"))


def test_what_articles_say_is_never_markup(server: TelegramServer, tmp_path: Path) -> None:
    nasty = stored(
        Source("<b>&", "_*[]()~`>#+-=|{}.! <i> &amp; 🎉 مرحبا", "*A*", "2024-05", "https://x.example/ü?q=[1]"),
        ["</b> *harbour* _repairs_ [cost](tg://user?id=1) `🎉` &lt; مرحبا بالعالم @everyone /start."],
        ["Harbour repairs cost " + "👩‍👩‍👧 " * 1500 + "end."],
    )
    ann = server.person("Ann")
    with bot_on_stage(server, ScriptedArchive(nasty), tmp_path):
        ann.says("harbour repairs cost?")
        server.wait_for(lambda: server.messages(ann)[-1].keyboard)
        count = len(server.new_messages(ann))
        ann.presses("1 in context")
        wait_for_messages(server, ann, count + 1)
        ann.presses("2 in context")
        wait_for_messages(server, ann, count + 2)
    sent = [message for message in server.messages(ann) if message.sender.is_bot]
    assert all(len(message.text.encode("utf-16-le")) // 2 <= 4096 for message in sent)
    whole = " ".join(" ".join(message.text for message in sent).split())
    assert " ".join(nasty.article.text.split("\n")[0].split()) in whole


def wait_for_messages(server: TelegramServer, person: Person, count: int) -> None:
    """Wait until the bot has written `count` messages after the person's last."""
    server.wait_for(lambda: len(server.new_messages(person)) == count)


def test_a_failure_is_said_once_a_minute_and_never_explained(server: TelegramServer, tmp_path: Path) -> None:
    ann = server.person("Ann")
    with bot_on_stage(server, ScriptedArchive(HARBOUR), tmp_path):
        ann.says("explode")
        server.wait_for_message(ann)
        ann.says("explode again")
        ann.says("harbour repairs cost?")
        server.wait_for_message(ann)
    check_chat(server, ann, "telegram_failure")

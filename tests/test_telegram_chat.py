"""Commands, groups and strangers: whole chats in each language, compared with what they should look like."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.languages import Say
from bot.telegram_chat import texts
from bot.telegram_chat.access import Access
from bot.telegram_chat.limits import Limits
from tests.scripted_archive import HARBOUR, ScriptedArchive, stored
from tests.telegram_server import Person, TelegramServer
from tests.telegram_stage import bot_on_stage, check_chat
from tests.telegram_tour import Tour

pytestmark = pytest.mark.usefixtures("nothing_refused")
QUESTION = "harbour repairs cost?"


def test_words_behind_a_command_may_begin_anywhere(server: TelegramServer, ann: Person, tmp_path: Path) -> None:
    archive = ScriptedArchive(HARBOUR)
    with bot_on_stage(server, archive, tmp_path):
        for said in (
            "/ask\nWhat did the\nharbour cost?",
            "/search\tferries",
            "/ask@citewire_bot:\nstorm?",
            "/ask  Lund?",
        ):
            ann.says(said)
            server.wait_for_message(ann)
    assert archive.asked == ["What did the harbour cost?", "ferries", ": storm?", "Lund?"]


def test_many_articles(server: TelegramServer, say: Say, reader: Person, tmp_path: Path) -> None:
    tour = Tour(server, say, reader)
    many = [stored(replace(HARBOUR.article.source, article_id=f"a{n}", title=f"Title {n}"), ["x."]) for n in range(12)]
    with bot_on_stage(server, ScriptedArchive(*many), tmp_path):
        for said in ("/start", "/search zzz", "/search x", "/articles"):
            tour.says(said)
        assert "12. Title 11" in tour.turns(texts.OLDER)
        tour.turns(texts.NEWER)
        tour.turns(texts.OLDER)
    check_chat(server, reader, f"telegram_many_{say.code}")


def test_no_articles_yet(server: TelegramServer, say: Say, reader: Person, tmp_path: Path) -> None:
    tour = Tour(server, say, reader)
    with bot_on_stage(server, ScriptedArchive(), tmp_path):
        for said in ("/start", "/articles", "Anything?", "/about"):
            tour.says(said)
    check_chat(server, reader, f"telegram_empty_{say.code}")


def test_a_group_hears_only_what_is_meant_for_the_bot(
    server: TelegramServer, say: Say, reader: Person, tmp_path: Path
) -> None:
    server.world.privacy = False
    bea = server.person("Bea", language=say.code)
    group = server.group("Desk", [reader, bea], forum=True)
    topic = group.topic("Harbour")
    in_topic = Tour(server, say, bea, topic)
    with bot_on_stage(server, ScriptedArchive(HARBOUR), tmp_path):
        reader.says("Does the harbour matter?", to=topic)
        reader.says("Ask @citewire_bot2 about the harbour repairs", to=topic)
        reader.says("/frobnicate", to=topic)
        answer = Tour(server, say, reader, topic).says(f"🎉 @citewire_bot {QUESTION}")
        in_topic.says("ferries to Rostock?", reply_to=answer)
        in_topic.says("/ask@citewire_bot storm closed")
        in_topic.presses(texts.IN_CONTEXT, number=1)
        in_topic.says("/ask")
        in_topic.says("/help")
        Tour(server, say, bea, group).says("/settings")
    check_chat(server, group, f"telegram_group_{say.code}")


def test_a_group_that_moves_goes_on(server: TelegramServer, say: Say, reader: Person, tmp_path: Path) -> None:
    group = server.group("Desk", [reader], kind="group")
    with bot_on_stage(server, ScriptedArchive(HARBOUR), tmp_path):
        Tour(server, say, reader, group).says(f"/ask {QUESTION}")
        group.becomes_supergroup()
        Tour(server, say, reader, group).says("/ask storm closed?")
    check_chat(server, group, f"telegram_moved_{say.code}")


def test_strangers_are_turned_away_from_messages_and_buttons(
    server: TelegramServer, say: Say, reader: Person, tmp_path: Path
) -> None:
    bea = server.person("Bea")
    archive = ScriptedArchive(HARBOUR)
    group = server.group("Desk", [bea, reader])
    stranger = Tour(server, say, reader)
    with bot_on_stage(server, archive, tmp_path, Access(allowed=frozenset({bea.user.id}))):
        bea.says(f"/ask {QUESTION}", to=group)
        answer = server.wait_for_message(group)
        press = reader.presses("1 in context", on=answer)
        server.wait_for(lambda: press.answered)
        reader.says("/ask harbour?", to=group)
        stranger.says("harbour?")
        reader.says("harbour??")  # once a minute is enough
        server.wait_until_confirmed()
    assert archive.asked == [QUESTION]
    assert press.text == say.fill(texts.NO_ACCESS, person=str(reader.user.id))
    check_chat(server, reader, f"telegram_stranger_{say.code}")


def test_limits_hold_for_each_person(server: TelegramServer, ann: Person, tmp_path: Path) -> None:
    bea = server.person("Bea")
    archive = ScriptedArchive(HARBOUR)
    with bot_on_stage(server, archive, tmp_path, limits=Limits(per_minute=2)):
        for person, said in ((ann, "storm?"), (ann, "/search ferries"), (ann, "harbour?"), (bea, "Lund?")):
            person.says(said)
            server.wait_for_message(person)
    assert archive.asked == ["storm?", "ferries", "Lund?"]


def test_an_edited_command_gets_an_edited_answer(server: TelegramServer, ann: Person, tmp_path: Path) -> None:
    group = server.group("Desk", [ann])
    with bot_on_stage(server, ScriptedArchive(HARBOUR), tmp_path):
        asked = ann.says("/ask@citewire_bot", to=group)
        server.wait_for_message(group)
        ann.edits(asked, "/ask@citewire_bot storm closed?")
        server.wait_for(lambda: server.new_messages(group)[0].text.startswith("A storm"))
        ann.edits(asked, "/ask@citewire_bot ferries?")
        server.wait_for(lambda: server.new_messages(group)[0].text.startswith("Ferries"))
        ann.edits(asked, "/search@citewire_bot 4 million")
        server.wait_for(lambda: server.new_messages(group)[0].text.startswith("Nearest to your words:\n[1] Mayor"))
        ann.edits(asked, "/search@citewire_bot nine days")
        server.wait_for(lambda: server.new_messages(group)[0].text.startswith("Nearest to your words:\n[1] A storm"))
    assert len(server.new_messages(group)) == 1


def test_what_is_written_under_a_picture_is_a_question(
    server: TelegramServer, say: Say, reader: Person, tmp_path: Path
) -> None:
    server.world.privacy = False
    group = server.group("Desk", [reader])
    archive = ScriptedArchive(HARBOUR)
    with bot_on_stage(server, archive, tmp_path):
        asked = reader.sends_photo(QUESTION, album="1")
        server.wait_for_message(reader)
        for album in ("1", "2"):
            reader.sends_photo(album=album)
        server.wait_for_message(reader)
        reader.sends_photo(album="2")
        reader.edits(asked, "storm closed?")
        server.wait_for_call("editMessageText")
        for caption in ("Does the harbour matter?", "See /ask harbour?", "/ask@other_bot harbour?"):
            reader.sends_photo(caption, to=group)
        for question in ("🎉 @citewire_bot ferries to Rostock?", "/ask@citewire_bot storm closed?", "/ask Lund?"):
            reader.sends_photo(question, moving=question.startswith("/"), to=group)
            server.wait_for_message(group)
    assert archive.asked == [QUESTION, "storm closed?", "🎉 ferries to Rostock?", "storm closed?", "Lund?"]
    check_chat(server, reader, f"telegram_pictures_{say.code}")


def test_an_edit_beyond_the_limit_leaves_the_answer(server: TelegramServer, ann: Person, tmp_path: Path) -> None:
    archive = ScriptedArchive(HARBOUR)
    with bot_on_stage(server, archive, tmp_path, limits=Limits(per_minute=1)):
        question = ann.says("storm closed?")
        before = server.wait_for_message(ann)
        ann.edits(question, "ferries?")
        ann.edits(question, "/search ferries")
        ann.says("/about")  # its turn comes when the edit is done with
        server.wait_for_message(ann)
    assert server.world.messages[ann.chat_id, before.message_id] == before
    assert archive.asked == ["storm closed?"]


def test_forget_me_erases_questions_and_answers(
    server: TelegramServer, say: Say, reader: Person, tmp_path: Path
) -> None:
    tour = Tour(server, say, reader)
    with bot_on_stage(server, ScriptedArchive(HARBOUR), tmp_path):
        answer = tour.says(QUESTION)
        context = tour.presses(texts.IN_CONTEXT, answer, number=1)
        tour.says("/forgetme")
        said = [tour.rates(label, answer, number=1) for label in (texts.IN_CONTEXT, texts.MORE_LIKE_THIS, "👍")]
        said.append(tour.rates(texts.PARAGRAPH_AFTER, context))
        erased = b"".join(path.read_bytes() for path in tmp_path.glob("*.sqlite3"))
        tour.says("ferries?")
    assert set(said) == {say(texts.OLD_BUTTON)}
    assert b"repairs cost" not in erased
    check_chat(server, reader, f"telegram_forgotten_{say.code}")

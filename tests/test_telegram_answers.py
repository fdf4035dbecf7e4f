"""Answers as people see them, in each language: whole chats, compared with what they should look like."""

import threading
from contextlib import closing
from pathlib import Path

import pytest

from bot.engine import Engine
from bot.languages import Say
from bot.telegram_chat import texts
from bot.telegram_chat.access import Access
from bot.telegram_chat.app import store_path
from bot.telegram_chat.buttons import RATINGS, Verb
from bot.telegram_chat.chat_store import ChatStore
from bot.telegram_chat.inbox import MOST_ATTEMPTS, Inbox
from bot.telegram_chat.limits import Limits
from bot.telegram_chat.telegram_bot import ANSWERS_AT_ONCE
from index.domain import Source
from tests.scripted_archive import BRIDGE, HARBOUR, ScriptedAnswerer, ScriptedArchive, stored
from tests.telegram_server import Person, TelegramServer
from tests.telegram_stage import bot_at_work, bot_on_stage, check_chat
from tests.telegram_tour import Tour

pytestmark = pytest.mark.usefixtures("nothing_refused")
QUESTION = "How many euros did the harbour repairs cost?"


@pytest.fixture
def tour(server: TelegramServer, say: Say, reader: Person) -> Tour:
    return Tour(server, say, reader)


def test_buttons_also_after_a_restart(tour: Tour, tmp_path: Path) -> None:
    archive = ScriptedArchive(HARBOUR, BRIDGE)
    with bot_on_stage(tour.server, archive, tmp_path):
        answer = tour.says(QUESTION)
        tour.presses(texts.IN_CONTEXT, answer, number=1)
        tour.presses(texts.MORE_LIKE_THIS, answer)
    archive.stored = {"harbour": HARBOUR}
    with bot_on_stage(tour.server, archive, tmp_path):
        tour.rates(RATINGS[Verb.GOOD], answer)
        tour.rates(RATINGS[Verb.BAD], answer)
        tour.presses(texts.IN_CONTEXT, answer, number=1)
        tour.presses(texts.IN_CONTEXT, number=2)
        archive.stored = {"harbour": BRIDGE}
        tour.presses(texts.IN_CONTEXT, answer, number=1)
    check_chat(tour.server, tour.person, f"telegram_answer_{tour.say.code}")


def test_paging_through_an_article(tour: Tour, tmp_path: Path) -> None:
    before, after, back = texts.PARAGRAPH_BEFORE, texts.PARAGRAPH_AFTER, texts.TO_SENTENCE
    with bot_on_stage(tour.server, ScriptedArchive(HARBOUR), tmp_path):
        tour.presses(texts.IN_CONTEXT, tour.says(QUESTION), number=1)
        shown = [tour.turns(label).split("\n\n")[1] for label in (before, after, after, back)]
        tour.turns(after)
    paragraphs = HARBOUR.article.text.split("\n")
    assert shown == [paragraphs[0], paragraphs[1], paragraphs[2], paragraphs[1]]
    check_chat(tour.server, tour.person, f"telegram_paging_{tour.say.code}")


def test_refusals(tour: Tour, tmp_path: Path) -> None:
    with bot_on_stage(tour.server, ScriptedArchive(HARBOUR, BRIDGE), tmp_path):
        refusal = tour.says("Who sang about the tunnel at the opera in Vienna?")
        tour.presses(texts.NEAREST_IN_CONTEXT, refusal, number=1)
        tour.rates(RATINGS[Verb.BAD], refusal)
        tour.says("Who is Wagner?")
        tour.says("Xyzzy?")
    check_chat(tour.server, tour.person, f"telegram_refusal_{tour.say.code}")


def test_a_conversation(tour: Tour, tmp_path: Path) -> None:
    """The bot's own way to make a follow-up stand by itself."""
    archive = ScriptedArchive(HARBOUR, BRIDGE)
    with bot_at_work(tour.server, Engine(archive, ScriptedAnswerer()), archive, tmp_path):
        tour.says("What did the council reject?")
        tour.says("And what will it cost?")
        tour.says("/new")
        tour.says("And what will it cost?")
        tour.person.forwards("The repairs cost 4 million euros, said Ida Holm.")
        tour.server.wait_for_message(tour.person)
    check_chat(tour.server, tour.person, f"telegram_conversation_{tour.say.code}")


def test_an_edited_question_gets_an_edited_answer(tour: Tour, tmp_path: Path) -> None:
    long = stored(Source("long", "Long", "A"), ["Verbose " + "words and more of them " * 300 + "end."])
    server, ann = tour.server, tour.person
    with bot_on_stage(server, ScriptedArchive(HARBOUR, long), tmp_path):
        question = ann.says(QUESTION)
        server.wait_for_message(ann)
        ann.edits(question, "storm closed?")
        server.wait_for(lambda: server.new_messages(ann)[0].text.startswith("A storm"))
        ann.edits(question, "verbose?")
        server.wait_for(lambda: len(server.new_messages(ann)) > 1 and server.messages(ann)[-1].keyboard)
        parts = len(server.new_messages(ann))
        ann.edits(question, "ferries?")
        server.wait_for_call("deleteMessage", parts - 1)
        server.wait_for(lambda: len(server.new_messages(ann)) == 1)
    check_chat(server, ann, f"telegram_edited_{tour.say.code}")


class ReadingArchive(ScriptedArchive):
    """Knows how its words are spelt."""

    def respelt(self, question: str) -> str:
        return question.replace("harbuor", "harbour")


def test_what_is_said_beside_an_answer(tour: Tour, tmp_path: Path) -> None:
    """How a misspelt word was read, that the articles differ, and the part of the question that they leave open."""
    other = stored(
        Source("dearer", "Dearer", None, "2024-05-05"), ["Mayor Ida Holm said the repairs cost 5 million euros."]
    )
    archive = ReadingArchive(HARBOUR, other)
    with bot_at_work(tour.server, Engine(archive, ScriptedAnswerer()), archive, tmp_path):
        tour.says("What did Ida Holm say the harbuor repairs cost?")
        tour.says("/new")
        tour.says("What did the repairs cost, and who sang at the opera in Vienna?")
    check_chat(tour.server, tour.person, f"telegram_remarks_{tour.say.code}")


def test_a_restart_before_the_answer(tour: Tour, tmp_path: Path) -> None:
    """What was asked is answered by the next process; what ends every process gets an apology."""
    archive = ScriptedArchive(HARBOUR)
    for question, deaths in (QUESTION, 1), ("Did a storm close it?", MOST_ATTEMPTS + 1):
        archive.gate, asked = threading.Event(), len(archive.asked)
        with bot_on_stage(tour.server, archive, tmp_path, grace_seconds=0.0):
            tour.person.says(question)
            archive.wait_until_asked(asked + 1)
        archive.gate.set()
        with closing(ChatStore(store_path(tmp_path, tour.server.token))) as store:
            for _ in range(deaths - 1):
                Inbox(store).take_up()
        with bot_on_stage(tour.server, archive, tmp_path):
            tour.server.wait_for_message(tour.person)
    check_chat(tour.server, tour.person, f"telegram_restart_{tour.say.code}")


def test_whoever_waits_is_told_how_many_come_before(tour: Tour, tmp_path: Path) -> None:
    others = [tour.server.person(f"Person {number}") for number in range(ANSWERS_AT_ONCE)]
    archive = ScriptedArchive(HARBOUR)
    archive.gate = threading.Event()
    with bot_on_stage(tour.server, archive, tmp_path, tell_after=0.0):
        for person in others:
            person.says(QUESTION)
        archive.wait_until_asked(ANSWERS_AT_ONCE)
        tour.says(QUESTION)
        archive.gate.set()
        tour.server.wait_for(lambda: tour.server.messages(tour.person)[-1].keyboard)
    check_chat(tour.server, tour.person, f"telegram_waiting_{tour.say.code}")


def test_what_people_are_denied(tour: Tour, tmp_path: Path) -> None:
    with bot_on_stage(tour.server, ScriptedArchive(HARBOUR), tmp_path):
        tour.says("explode")
        tour.person.says("explode again")  # said once a minute, and never explained
        tour.says(QUESTION)
    limits = Limits(per_minute=2)
    with bot_on_stage(tour.server, ScriptedArchive(HARBOUR), tmp_path, limits=limits):
        tour.says("/search ferries")
        tour.says("storm?")
    with bot_on_stage(tour.server, ScriptedArchive(HARBOUR), tmp_path, limits=Limits(per_day=2)):
        tour.says("storm?")
    with bot_on_stage(tour.server, ScriptedArchive(HARBOUR), tmp_path, Access(frozenset({1}))):
        tour.says("storm?")
        tour.rates(texts.IN_CONTEXT, number=1)
    check_chat(tour.server, tour.person, f"telegram_denied_{tour.say.code}")

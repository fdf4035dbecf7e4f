"""In which order people get their answers, and how the bot bears many of them."""

import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.conversation import Turn
from bot.engine import Engine
from bot.telegram_chat.telegram_bot import ANSWERS_AT_ONCE
from tests.scripted_archive import BRIDGE, HARBOUR, ScriptedAnswerer, ScriptedArchive
from tests.telegram_server import TelegramServer
from tests.telegram_server.nouns import Place
from tests.telegram_stage import bot_at_work, bot_on_stage

pytestmark = pytest.mark.usefixtures("nothing_refused")

QUESTIONS = ("harbour repairs cost?", "tunnel rejected?", "ferries to Rostock?")
ANSWERS = ["Mayor", "The", "Ferries"]


@pytest.fixture
def archive() -> ScriptedArchive:
    return ScriptedArchive(HARBOUR, BRIDGE)


def test_a_chat_is_answered_in_its_order(server: TelegramServer, archive: ScriptedArchive, tmp_path: Path) -> None:
    people = [server.person(f"Person {number}") for number in range(5)]
    with bot_on_stage(server, archive, tmp_path):
        for question in QUESTIONS:
            for person in people:
                person.says(question)
        server.wait_for(lambda: all(len(server.new_messages(person)) == len(QUESTIONS) for person in people))
    for person in people:
        assert [message.text.split()[0] for message in server.new_messages(person)] == ANSWERS


def test_buttons_and_cancel_come_past_the_queue(
    server: TelegramServer, archive: ScriptedArchive, tmp_path: Path
) -> None:
    ann = server.person("Ann")
    with bot_on_stage(server, archive, tmp_path):
        ann.says(QUESTIONS[0])
        answer = server.wait_for_message(ann)
        archive.gate = threading.Event()
        for question in QUESTIONS:
            ann.says(question)
        archive.wait_until_asked()
        ann.presses("1 in context", on=answer)
        server.wait_for_message(ann)
        ann.says("/cancel")
        assert server.wait_for_message(ann).text == "Stopped."
        archive.gate.set()
        ann.says("/cancel")
        assert server.wait_for_message(ann).text == "There is nothing to stop."
        ann.says(QUESTIONS[1])
        assert server.wait_for_message(ann).text.startswith("The council")
    assert archive.asked.count(QUESTIONS[2]) == 0
    with bot_on_stage(server, archive, tmp_path):  # what was stopped is not taken up again
        ann.says(QUESTIONS[2])
        server.wait_for_message(ann)
    assert archive.asked.count(QUESTIONS[0]) == 2


def test_cancel_stops_only_ones_own_question(server: TelegramServer, archive: ScriptedArchive, tmp_path: Path) -> None:
    ann, bea, cy = (server.person(name) for name in ("Ann", "Bea", "Cy"))
    group = server.group("Desk", [ann, bea, cy])
    archive.gate = threading.Event()
    with bot_on_stage(server, archive, tmp_path):
        for person, question in zip((ann, bea, ann), QUESTIONS, strict=True):
            person.says(f"/ask {question}", to=group)
        archive.wait_until_asked()
        cy.says("/cancel", to=group)
        assert server.wait_for_message(group).text == "There is nothing to stop."
        bea.says("/Cancel@citewire_bot", to=group)
        assert server.wait_for_message(group).text == "Stopped."
        archive.gate.set()
        server.wait_for(lambda: len(server.new_messages(group)) == 3)
    assert said(server, group) == ["Stopped.", ANSWERS[0], ANSWERS[2]]
    assert archive.asked == [QUESTIONS[0], QUESTIONS[2]]


def test_cancel_stops_what_ones_button_began(server: TelegramServer, archive: ScriptedArchive, tmp_path: Path) -> None:
    ann, bea = server.person("Ann"), server.person("Bea")
    group = server.group("Desk", [ann, bea])
    with bot_on_stage(server, archive, tmp_path):
        bea.says("/start", to=group)
        examples = server.wait_for_message(group)
        archive.gate, asked = threading.Event(), len(archive.asked)
        bea.presses(examples.buttons[0], on=examples)
        archive.wait_until_asked(asked + 1)
        ann.says("/cancel", to=group)
        assert server.wait_for_message(group).text == "There is nothing to stop."
        bea.says("/cancel", to=group)
        assert server.wait_for_message(group).text == "Stopped."
        archive.gate.set()
        ann.says(f"/ask {QUESTIONS[0]}", to=group)
        server.wait_for_message(group)
    assert said(server, group) == [ANSWERS[0]]


def test_a_question_on_a_button_is_asked_in_its_turn(
    server: TelegramServer, archive: ScriptedArchive, tmp_path: Path
) -> None:
    ann = server.person("Ann")
    seen: list[tuple[str, ...]] = []

    def rewrite(question: str, turns: Sequence[Turn]) -> str:
        seen.append(tuple(turn.question for turn in turns))
        return question

    engine = Engine(archive, ScriptedAnswerer(), rewrite=rewrite)
    with bot_at_work(server, engine, archive, tmp_path):
        ann.says("/start")
        examples = server.wait_for_message(ann)
        archive.gate, asked = threading.Event(), len(archive.asked)
        press = ann.presses(examples.buttons[0], on=examples)
        archive.wait_until_asked(asked + 1)
        ann.says("/new")
        again = ann.presses(examples.buttons[0], on=examples)
        ann.says(QUESTIONS[0])
        server.wait_for(lambda: press.answered and again.answered)  # Telegram does not wait for the chat
        archive.gate.set()
        server.wait_for(lambda: len(server.new_messages(ann)) == 6)
    assert seen == [(examples.buttons[0],)]
    assert said(server, ann) == ["What", "Mayor", "A", "What", "Mayor", "Mayor"]


def test_the_engine_never_runs_on_the_loop(server: TelegramServer, archive: ScriptedArchive, tmp_path: Path) -> None:
    people = [server.person(f"Person {number}") for number in range(20)]
    with bot_on_stage(server, archive, tmp_path):
        for person in people:
            person.says(QUESTIONS[0])
        server.wait_for(lambda: all(server.new_messages(person) for person in people))
    assert len(archive.asked) == len(people)
    assert archive.threads == {"worker"}


def test_who_waits_is_told_how_many_come_before(
    server: TelegramServer, archive: ScriptedArchive, tmp_path: Path
) -> None:
    people = [server.person(f"Person {number}") for number in range(ANSWERS_AT_ONCE + 2)]
    archive.gate = threading.Event()
    with bot_on_stage(server, archive, tmp_path, tell_after=0.0):
        for count, person in enumerate(people, start=1):
            person.says(QUESTIONS[0])
            server.wait_until_confirmed()
            if count > ANSWERS_AT_ONCE:
                assert server.wait_for_message(person).text.startswith(f"{count - 1} before you")
            else:
                archive.wait_until_asked(count)
        archive.gate.set()
        server.wait_for(lambda: all(said(server, person) == ["Mayor"] for person in people))


def test_a_notice_that_a_killed_bot_left_is_taken_away(
    server: TelegramServer, archive: ScriptedArchive, tmp_path: Path
) -> None:
    people = [server.person(f"Person {number}") for number in range(ANSWERS_AT_ONCE + 1)]
    archive.gate = threading.Event()
    with bot_on_stage(server, archive, tmp_path, tell_after=0.0, grace_seconds=0.0):
        for person in people:
            person.says(QUESTIONS[0])
        server.wait_for(lambda: any(server.new_messages(person) for person in people))
    archive.gate.set()
    with bot_on_stage(server, archive, tmp_path):
        server.wait_for(lambda: all(said(server, person) == ["Mayor"] for person in people))


def said(server: TelegramServer, place: Place) -> list[str]:
    return [message.text.split()[0] for message in server.new_messages(place)]

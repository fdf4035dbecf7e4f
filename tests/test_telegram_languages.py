"""Every feature in both languages, compared whole with what people should see."""

from pathlib import Path

import pytest

from bot.engine import Engine
from index.domain import Source
from tests.telegram_server import Person, TelegramServer
from tests.telegram_stage import (
    BRIDGE,
    HARBOUR,
    ScriptedAnswerer,
    ScriptedArchive,
    bot_at_work,
    bot_on_stage,
    check_chat,
    stored,
)

pytestmark = pytest.mark.usefixtures("nothing_refused")

PORT = stored(
    Source("port", "Le port rouvre après la tempête", "Ada Berg", "2024-05-03", "https://news.example/port"),
    ["Le port de Lund a rouvert vendredi.", "La maire Ida Holm a déclaré que les travaux ont coûté 4 millions."],
)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_tour_of_everything(server: TelegramServer, tmp_path: Path, language: str) -> None:
    ann = server.person("Ann", language=language)
    bot = Tour(server, ann)
    with bot_on_stage(server, ScriptedArchive(HARBOUR, BRIDGE, PORT), tmp_path):
        for said in ("/start", "/help", "/articles", "/about", "/ask", "/search", "/nonsense", "?", "no " * 500):
            bot.hears(said)
        bot.hears("harbour repairs cost?")
        bot.pressed(0, 2)
        bot.pressed(2, 3)
        bot.pressed(3, 3, toast=True)
        bot.hears("Who sang about the tunnel at the opera in Vienna?")
        bot.hears("Xyzzy?")
        bot.hears("/search tunnel")
        bot.hears("/settings")
        bot.hears("/new")
        bot.hears("/cancel")
        ann.sends_voice()
        server.wait_for_message(ann)
        ann.sends_document("notes.txt", b"Text.")
        server.wait_for_message(ann)
        bot.hears("/forgetme")
    check_chat(server, ann, f"telegram_tour_{language}")


def test_settings_go_before_telegrams_language(server: TelegramServer, tmp_path: Path) -> None:
    ann = server.person("Ann", language="fr")
    with bot_on_stage(server, ScriptedArchive(HARBOUR), tmp_path):
        ann.says("/settings")
        server.wait_for_message(ann)
        for count, label in enumerate(("English", "Eager", "Careful"), start=1):
            ann.presses(label)
            server.wait_for_call("editMessageText", count)
        ann.says("storm damages ferries dreadfully")
        server.wait_for_message(ann)
        ann.says("/settings")
        server.wait_for_message(ann)
        ann.presses("Eager")
        server.wait_for_call("editMessageText", 4)
        ann.says("storm damages ferries dreadfully")
        server.wait_for_message(ann)
        ann.presses("As in Telegram")
        server.wait_for_call("editMessageText", 5)
        ann.says("/new")
        server.wait_for_message(ann)
    check_chat(server, ann, "telegram_settings")


def test_examples_are_asked_by_their_buttons(server: TelegramServer, tmp_path: Path) -> None:
    ann = server.person("Ann")
    with bot_on_stage(server, ScriptedArchive(HARBOUR), tmp_path):
        ann.says("/start")
        label = server.wait_for_message(ann).buttons[0]
    with bot_on_stage(server, ScriptedArchive(HARBOUR, BRIDGE), tmp_path):  # after a restart, with other articles
        ann.presses(label)
        server.wait_for(lambda: len(server.new_messages(ann)) == 3)
        question, answer = server.new_messages(ann)[1:]
    assert question.text == label == "What did Mayor Ida Holm say?"
    assert answer.text.startswith("Mayor Ida Holm said the repairs cost 4 million euros. [1]")


def test_a_question_goes_on_from_the_one_before_until_new(server: TelegramServer, tmp_path: Path) -> None:
    ann, bea = server.person("Ann"), server.person("Bea")
    archive = ScriptedArchive(HARBOUR, BRIDGE)
    seen: list[tuple[str, ...]] = []

    def rewrite(question: str, turns: object) -> str:
        assert isinstance(turns, tuple)
        seen.append(tuple(turn.question for turn in turns))
        return question

    engine = Engine(archive, ScriptedAnswerer(), rewrite=rewrite)
    forum = server.group("Desk", [ann], forum=True)
    harbour, bridge = forum.topic("Harbour"), forum.topic("Bridge")
    with bot_at_work(server, engine, archive, tmp_path):
        for place, said in ((None, "storm?"), (None, "ferries?"), (None, "/new"), (None, "Lund?"), (None, "storm?")):
            ann.says(said, to=place)
            server.wait_for_message(ann)
        bea.says("storm?")
        server.wait_for_message(bea)
        for topic, said in ((harbour, "/ask storm?"), (bridge, "/ask tunnel?"), (harbour, "/ask Lund?")):
            ann.says(said, to=topic)
            server.wait_for_message(topic)
    assert seen == [("storm?",), ("Lund?",), ("storm?",)]


class Tour:
    """What a person does on a tour, and that each step is waited for."""

    def __init__(self, server: TelegramServer, person: Person) -> None:
        self._server = server
        self._person = person

    def hears(self, text: str) -> None:
        self._person.says(text)
        self._server.wait_for_message(self._person)

    def pressed(self, number: int, messages: int, *, toast: bool = False) -> None:
        """Press a button of the first new message; afterwards there are so many."""
        answer = self._server.new_messages(self._person)[0]
        press = self._person.presses(answer.buttons[number], on=answer)
        self._server.wait_for(lambda: press.answered if toast else True)
        self._server.wait_for(lambda: len(self._server.new_messages(self._person)) == messages)

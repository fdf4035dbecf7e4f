"""Every feature in both languages, compared whole with what people should see."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.answer import Draft
from bot.engine import Engine
from bot.languages import LANGUAGES, Say, say_in
from bot.telegram_chat import texts
from bot.telegram_chat.buttons import RATINGS, Verb
from index.domain import Evidence, Source
from tests.scripted_archive import BRIDGE, HARBOUR, ScriptedAnswerer, ScriptedArchive, stored
from tests.telegram_server import Person, TelegramServer
from tests.telegram_stage import bot_at_work, bot_on_stage, check_chat
from tests.telegram_tour import Tour

pytestmark = pytest.mark.usefixtures("nothing_refused")

PORT = stored(
    Source("port", "Le port rouvre après la tempête", "Ada Berg", "2024-05-03", "https://news.example/port"),
    ["Le port de Lund a rouvert vendredi.", "La maire Ida Holm a déclaré que les travaux ont coûté 4 millions."],
)

COURT = stored(
    Source("court", "Court frees the pilot", None, "2024-05-02"),
    ["The court freed the pilot on Thursday.", "Judge Ole Lind said the pilot had done his duty."],
)
SCHOOL = stored(
    Source("school", "School bells fall silent", None, "2024-05-01"),
    ["The school has no bells any more.", "Head teacher Eva Roos told parents that nobody misses the bells."],
)


def test_a_tour_of_everything(server: TelegramServer, say: Say, reader: Person, tmp_path: Path) -> None:
    tour = Tour(server, say, reader)
    with bot_on_stage(server, ScriptedArchive(HARBOUR, BRIDGE, PORT), tmp_path):
        for said in ("/start", "/help", "/articles", "/about", "/ask", "/search", "/nonsense", "?", "no " * 500):
            tour.says(said)
        answer = tour.says("harbour repairs cost?")
        tour.presses(texts.IN_CONTEXT, answer, number=1)
        tour.presses(texts.MORE_LIKE_THIS, answer)
        tour.rates(RATINGS[Verb.GOOD], answer)
        for said in ("Who sang about the tunnel at the opera in Vienna?", "Xyzzy?", "/search tunnel", "/settings"):
            tour.says(said)
        for said in ("/new", "/cancel"):
            tour.says(said)
        reader.sends_voice()
        server.wait_for_message(reader)
        reader.sends_document("notes.txt", b"Text.")
        server.wait_for_message(reader)
        tour.says("/forgetme")
    check_chat(server, reader, f"telegram_tour_{say.code}")


def test_settings_go_before_telegrams_language(
    server: TelegramServer, say: Say, reader: Person, tmp_path: Path
) -> None:
    """Somebody whose Telegram speaks one language chooses the other."""
    other = say_in("fr" if say.code == "en" else "en")
    tour, in_other = Tour(server, say, reader), Tour(server, other, reader)
    with bot_on_stage(server, ScriptedArchive(HARBOUR), tmp_path):
        tour.says("/settings")
        tour.turns(LANGUAGES[other.code])
        in_other.turns(texts.CAREFUL)
        in_other.says("storm damages ferries dreadfully")
        in_other.says("/settings")
        in_other.turns(texts.EAGER)
        in_other.says("storm damages ferries dreadfully")
        in_other.turns(texts.AS_TELEGRAM)
        tour.says("/new")
    check_chat(server, reader, f"telegram_settings_{say.code}")


def test_examples_are_asked_by_their_buttons(server: TelegramServer, say: Say, reader: Person, tmp_path: Path) -> None:
    tour = Tour(server, say, reader)
    with bot_on_stage(server, ScriptedArchive(HARBOUR, COURT, SCHOOL), tmp_path):
        label = tour.says("/start").buttons[0]
    with bot_on_stage(server, ScriptedArchive(HARBOUR, BRIDGE), tmp_path):  # after a restart, with other articles
        reader.presses(label)
        server.wait_for(lambda: len(server.new_messages(reader)) == 3)
    assert server.new_messages(reader)[1].text == label
    check_chat(server, reader, f"telegram_examples_{say.code}")


class NeverAsked(ScriptedAnswerer):
    """Stands in for a language model that takes its time."""

    def answer(self, question: str, evidence: Sequence[Evidence]) -> Draft:
        raise AssertionError(f"the model was asked {question!r}")


def test_examples_are_found_without_the_language_model(server: TelegramServer, ann: Person, tmp_path: Path) -> None:
    archive = ScriptedArchive(HARBOUR, COURT)
    engine = Engine(archive, NeverAsked(), quoting=ScriptedAnswerer())
    with bot_at_work(server, engine, archive, tmp_path):
        ann.says("/start")
        assert server.wait_for_message(ann).buttons


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

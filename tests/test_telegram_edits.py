"""Questions that are edited when their answers are there: what becomes of the answers."""

from collections.abc import Sequence
from pathlib import Path
from threading import Event

from bot.conversation import Turn
from bot.engine import Engine
from index.domain import Source
from tests.scripted_archive import HARBOUR, ScriptedAnswerer, ScriptedArchive, stored
from tests.telegram_server import Person, TelegramServer
from tests.telegram_server.nouns import Place
from tests.telegram_stage import bot_at_work, bot_on_stage

LONG = stored(Source("long", "Long", None, None), [f"Tunnel {'word ' * 900}plans."])  # an answer in two messages


def answers(server: TelegramServer, place: Place) -> list[str]:
    return [message.text.split()[0] for message in server.new_messages(place)]


def test_an_answer_that_the_reader_deleted_comes_anew(server: TelegramServer, ann: Person, tmp_path: Path) -> None:
    with bot_on_stage(server, ScriptedArchive(HARBOUR, LONG), tmp_path):
        question = ann.says("storm closed?")
        ann.deletes(server.wait_for_message(ann))
        ann.edits(question, "ferries?")
        server.wait_for(lambda: answers(server, ann) == ["Ferries"])
        ann.edits(question, "tunnel plans?")
        server.wait_for(lambda: len(answers(server, ann)) == 2)
        ann.deletes(server.new_messages(ann)[0])
        ann.edits(question, "storm closed?")
        server.wait_for(lambda: answers(server, ann) == ["A"])


class Rewriter:
    """Leaves questions as they are, and remembers what each that could go on from others was told of them."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, ...]] = []

    def __call__(self, question: str, turns: Sequence[Turn]) -> str:
        self.seen.append(tuple(turn.question for turn in turns))
        return question


def test_an_edited_question_stands_where_it_stood(server: TelegramServer, ann: Person, tmp_path: Path) -> None:
    archive, rewriter = ScriptedArchive(HARBOUR), Rewriter()
    with bot_at_work(server, Engine(archive, ScriptedAnswerer(), rewriter), archive, tmp_path):
        first = ann.says("storm closed?")
        server.wait_for_message(ann)
        ann.says("Lund?")
        server.wait_for_message(ann)
        ann.edits(first, "nine days?")
        ann.says("ferries?")
        server.wait_for_message(ann)
        ann.says("/new")
        server.wait_for_message(ann)
        ann.edits(first, "storm?")
        ann.says("euros?")
        server.wait_for_message(ann)
    assert archive.asked == ["storm closed?", "Lund?", "nine days?", "ferries?", "storm?", "euros?"]
    assert rewriter.seen == [("storm closed?",), ("nine days?", "Lund?")]


def test_a_reply_to_an_answer_goes_on_from_it(server: TelegramServer, ann: Person, tmp_path: Path) -> None:
    group = server.group("Desk", [ann, server.person("Bea")])
    archive, rewriter = ScriptedArchive(HARBOUR), Rewriter()
    with bot_at_work(server, Engine(archive, ScriptedAnswerer(), rewriter), archive, tmp_path):
        asked = ann.says("/ask storm closed?", to=group)
        answer = server.wait_for_message(group)
        ann.says("/ask Lund?", to=group)
        server.wait_for_message(group)
        ann.says("and the ferries?", to=group, reply_to=answer)
        server.wait_for_message(group)
        ann.edits(asked, "/ask nine days?")
        server.wait_for_call("editMessageText")
        ann.says("and the ferries?", to=group, reply_to=answer)
        last = server.wait_for_message(group)
        ann.presses("1 in context", on=answer)
        server.wait_for(lambda: len(server.new_messages(group)) == 2)
        ann.says("and who?", to=group, reply_to=server.new_messages(group)[-1])
        server.wait_for_message(group)
    with bot_at_work(server, Engine(archive, ScriptedAnswerer(), rewriter), archive, tmp_path):
        ann.says("/new", to=group)
        server.wait_for_message(group)
        ann.says("how many euros?", to=group, reply_to=last)
        server.wait_for_message(group)
    assert rewriter.seen == [
        ("storm closed?",),
        ("storm closed?",),
        ("nine days?",),
        ("nine days?",),
        ("and the ferries?",),
    ]


def test_a_question_that_was_stopped_is_answered_once_it_is_edited(
    server: TelegramServer, ann: Person, tmp_path: Path
) -> None:
    server.world.privacy = False
    group = server.group("Desk", [ann])
    archive, rewriter = ScriptedArchive(HARBOUR), Rewriter()
    archive.gate = Event()
    with bot_at_work(server, Engine(archive, ScriptedAnswerer(), rewriter), archive, tmp_path):
        question = ann.says("storm closd?")
        archive.wait_until_asked()
        ann.says("/cancel")
        server.wait_for_message(ann)
        archive.gate.set()
        ann.edits(question, "storm closed?")
        server.wait_for(lambda: answers(server, ann) == ["Stopped.", "A"])
        ann.says("Lund?")
        server.wait_for_message(ann)
        unnamed = ann.says("ferries?", to=group)
        ann.edits(unnamed, "@citewire_bot ferries?")
        assert server.wait_for_message(group).text.startswith("Ferries")
        ann.edits(unnamed, "@citewire_bot Lund?")
        server.wait_for(lambda: answers(server, group) == ["The"])
    assert rewriter.seen == [("storm closed?",)]

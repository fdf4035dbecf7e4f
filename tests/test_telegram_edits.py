"""Questions that are edited when their answers are there: what becomes of the answers."""

from pathlib import Path

from index.domain import Source
from tests.telegram_server import Person, TelegramServer
from tests.telegram_stage import HARBOUR, ScriptedArchive, bot_on_stage, stored

LONG = stored(Source("long", "Long", None, None), [f"Tunnel {'word ' * 900}plans."])  # an answer in two messages


def answers(server: TelegramServer, person: Person) -> list[str]:
    return [message.text.split()[0] for message in server.new_messages(person)]


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

"""Never lost, never twice: broken connections, flood limits, killed processes, repeated updates, closed chats."""

import threading
from pathlib import Path

import pytest

from bot.languages import Say
from bot.telegram_chat.answers import Answers
from bot.telegram_chat.app import store_path
from bot.telegram_chat.chat_store import ChatStore
from tests.scripted_archive import BRIDGE, HARBOUR, ScriptedArchive
from tests.telegram_server import TOKEN, FloodLimits, Person, TelegramServer
from tests.telegram_server.faults import Fault, drop, nonsense, server_error, too_many_requests
from tests.telegram_stage import bot_on_stage, check_chat
from tests.telegram_tour import Tour

QUESTION = "harbour repairs cost?"


@pytest.fixture
def archive() -> ScriptedArchive:
    return ScriptedArchive(HARBOUR, BRIDGE)


def answers_in(server: TelegramServer, person: Person) -> list[str]:
    return [message.text.split("\n")[0] for message in server.messages(person) if message.sender.is_bot]


def wait_for_messages(server: TelegramServer, person: Person, count: int) -> None:
    """Wait until the bot has written `count` messages after the person's last."""
    server.wait_for(lambda: len(server.new_messages(person)) == count)


FAULTS = {
    "dropped before": drop(),
    "dropped after": drop(after=True),
    "502 before": server_error(),
    "502 after": server_error(after=True),
    "nonsense after": nonsense(after=True),
    "429": too_many_requests(),
}
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)
# What the server says while the bot looks whether a message arrived.
LOOKING = {f"Bad Request: {said}" for said in ("message to edit not found", "message can't be edited", NOT_MODIFIED)}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=list(FAULTS))
def test_an_answer_arrives_once_whatever_its_sending_meets(
    server: TelegramServer, archive: ScriptedArchive, tmp_path: Path, fault: Fault
) -> None:
    ann = server.person("Ann")
    server.faults.inject("sendMessage", fault)
    with bot_on_stage(server, archive, tmp_path):
        ann.says(QUESTION)
        ann.says("tunnel rejected?")
        server.wait_for(lambda: len(answers_in(server, ann)) == 2)
    assert [text.split()[0] for text in answers_in(server, ann)] == ["Mayor", "The"]
    assert {call.answer.get("description") for call in server.calls.refused} <= LOOKING


@pytest.mark.parametrize("fault", FAULTS.values(), ids=list(FAULTS))
def test_a_press_does_its_work_whatever_its_acknowledgement_meets(
    server: TelegramServer, ann: Person, archive: ScriptedArchive, tmp_path: Path, fault: Fault
) -> None:
    with bot_on_stage(server, archive, tmp_path):
        ann.says(QUESTION)
        answer = server.wait_for_message(ann)
        server.faults.inject("answerCallbackQuery", fault)
        ann.presses("1 in context", on=answer)
        wait_for_messages(server, ann, 2)


def test_a_flooded_chat_holds_up_no_other(server: TelegramServer, archive: ScriptedArchive, tmp_path: Path) -> None:
    ann, bea = server.person("Ann"), server.person("Bea")
    server.faults.inject("sendMessage", too_many_requests(30), chat_id=ann.chat_id)
    with bot_on_stage(server, archive, tmp_path, grace_seconds=0):
        ann.says(QUESTION)
        server.wait_for_call("sendMessage")
        bea.says(QUESTION)
        server.wait_for_message(bea, timeout=5)
        assert not answers_in(server, ann)


def test_updates_that_come_again_are_not_answered_again(
    server: TelegramServer, archive: ScriptedArchive, tmp_path: Path
) -> None:
    ann = server.person("Ann")
    server.faults.inject("getUpdates", drop(after=True), times=2, skip=1)
    with bot_on_stage(server, archive, tmp_path):
        ann.says(QUESTION)
        server.wait_for_message(ann)
        repeated = server.world.updates
    with bot_on_stage(server, archive, tmp_path):
        ann.says("tunnel rejected?")
        server.wait_for(lambda: len(answers_in(server, ann)) == 2)
        server.wait_until_confirmed()
    assert repeated.pending == []
    assert archive.asked == [QUESTION, "tunnel rejected?"]


def test_a_blocked_chat_is_let_be_and_a_returned_one_answered(
    server: TelegramServer, say: Say, reader: Person, archive: ScriptedArchive, tmp_path: Path
) -> None:
    ann, tour = reader, Tour(server, say, reader)
    archive.gate = threading.Event()
    with bot_on_stage(server, archive, tmp_path):
        ann.says(QUESTION)
        archive.wait_until_asked()
        ann.blocks()
        archive.gate.set()
        server.wait_for_call("sendMessage")
        ann.unblocks()
        tour.says("/start")
        answer = tour.says("tunnel rejected?")
        tour.rates("👍", answer)
    assert [call.status for call in server.calls.finished("sendMessage")] == [403, 200, 200]
    check_chat(server, ann, f"telegram_blocked_{say.code}")


def test_a_group_that_became_a_supergroup_is_followed(
    server: TelegramServer, archive: ScriptedArchive, tmp_path: Path
) -> None:
    ann = server.person("Ann")
    group = server.group("Desk", [ann], kind="group")
    archive.gate = threading.Event()
    with bot_on_stage(server, archive, tmp_path):
        ann.says(f"/ask {QUESTION}", to=group)
        archive.wait_until_asked()
        group.becomes_supergroup()
        archive.gate.set()
        answer = server.wait_for_message(group)
        press = ann.presses("1 in context", on=answer)
        server.wait_for(lambda: len(server.new_messages(group)) == 2)
        assert press.text == ""


def test_old_buttons_work_after_a_restart_and_forged_ones_do_not(
    server: TelegramServer, archive: ScriptedArchive, tmp_path: Path
) -> None:
    ann, eve = server.person("Ann"), server.person("Eve")
    with bot_on_stage(server, archive, tmp_path):
        ann.says(QUESTION)
        answer = server.wait_for_message(ann)
    with bot_on_stage(server, archive, tmp_path):
        ann.presses("1 in context", on=answer)
        server.wait_for(lambda: len(server.new_messages(ann)) == 2)
        ann.presses("👎", on=answer)
        server.wait_for_call("answerCallbackQuery", 2)
    store = ChatStore(store_path(tmp_path, TOKEN))
    answers = Answers(store)
    assert answers.get(1, ann.chat_id) is not None
    assert answers.get(1, eve.chat_id) is None
    with store.transaction() as connection:
        assert connection.execute("SELECT feedback FROM answers").fetchone()["feedback"] == -1
    store.close()


def test_a_changed_or_removed_article_says_so(server: TelegramServer, archive: ScriptedArchive, tmp_path: Path) -> None:
    ann = server.person("Ann")
    with bot_on_stage(server, archive, tmp_path):
        ann.says(QUESTION)
        answer = server.wait_for_message(ann)
        for count, now in ((2, {"harbour": BRIDGE}), (3, {})):
            archive.stored = now
            ann.presses("1 in context", on=answer)
            wait_for_messages(server, ann, count)
    texts = [message.text.split("\n")[0] for message in server.new_messages(ann)[1:]]
    assert texts == [
        "That article has changed since. The sentence was:",
        "That article is no longer there. The sentence was:",
    ]


def test_flood_limits_are_kept_to(archive: ScriptedArchive, tmp_path: Path) -> None:
    with TelegramServer(flood=FloodLimits(chat_per_second=1)) as server:
        ann = server.person("Ann")
        with bot_on_stage(server, archive, tmp_path):
            ann.says(QUESTION)
            ann.says("tunnel rejected?")
            server.wait_for(lambda: len(answers_in(server, ann)) == 2)
        assert {call.status for call in server.calls.refused} <= {429}

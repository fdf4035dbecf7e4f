"""What a language model writes, read in Telegram while it is written. The model pauses where its script says so."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Unpack

import pytest

from bot.engine import Engine
from bot.generative import GenerativeAnswerer
from bot.languages import Say
from bot.open_llm import open_llm
from bot.telegram_chat.texts import IN_CONTEXT
from bot.verify import Verifier
from tests.generative_stage import BestSentence
from tests.llm_server import PAUSE, Failure, LlmServer, Reply
from tests.scripted_archive import HARBOUR, ScriptedArchive
from tests.telegram_server import Person, TelegramServer
from tests.telegram_server.faults import Fault, drop, server_error, too_many_requests
from tests.telegram_stage import MoreOptions, bot_at_work, check_chat
from tests.telegram_tour import Tour

QUESTION = "When did the harbour of Lund reopen after the storm had closed it?"
FIRST = "The harbour of Lund reopened on Friday. [{reopened on Friday}]"
SECOND = "A storm had closed it for nine days. [{closed it for nine}]"
BEGINNING = "The harbour of Lund reopened on Friday. [1] …"
FIRST_SECONDS = 60.0  # the first answer of a process imports the model's client, which takes long on a loaded machine
WHOLE = "The harbour of Lund reopened on Friday. [1]\nA storm had closed it for nine days. [2]"
IN_TWO = Reply(f"{FIRST}\n{PAUSE}{SECOND}")
IN_TWO_WITH_AN_END = Reply(f"{FIRST}\n{PAUSE}{SECOND}\n{PAUSE}")


@pytest.fixture
def model() -> Iterator[LlmServer]:
    with LlmServer(IN_TWO) as running:
        yield running


@contextmanager
def writing_bot(server: TelegramServer, model: LlmServer, data: Path, **options: Unpack[MoreOptions]) -> Iterator[None]:
    archive = ScriptedArchive(HARBOUR)
    chat_model = open_llm("scripted", model.base_url, "key", Path("none"), print)
    engine = Engine(archive, GenerativeAnswerer(chat_model, Verifier(), BestSentence()), lambda question, _: question)
    with bot_at_work(server, engine, archive, data, **options):
        yield


def texts(server: TelegramServer, person: Person) -> list[str]:
    return [message.text for message in server.new_messages(person)]


def wait_for_text(server: TelegramServer, person: Person, text: str) -> None:
    server.wait_for(lambda: texts(server, person) == [text], FIRST_SECONDS)


def wait_for_whole(server: TelegramServer, person: Person) -> None:
    server.wait_for(lambda: any(message.keyboard for message in server.new_messages(person)))


@pytest.mark.usefixtures("nothing_refused")
def test_statements_appear_as_they_are_written(
    server: TelegramServer, say: Say, reader: Person, model: LlmServer, tmp_path: Path
) -> None:
    model.script(IN_TWO_WITH_AN_END)
    with writing_bot(server, model, tmp_path, redraw_after=0.01):
        reader.says(QUESTION)
        for shown in (BEGINNING, f"{WHOLE} …"):
            wait_for_text(server, reader, shown)
            assert not server.new_messages(reader)[0].content.entities
            model.go_on()
        wait_for_whole(server, reader)
        (message,) = server.new_messages(reader)
        Tour(server, say, reader).presses(IN_CONTEXT, message, number=2)
    check_chat(server, reader, f"telegram_growing_{say.code}")
    assert message.text.startswith(WHOLE)
    assert len(server.calls.of("sendMessage")) == 2


@pytest.mark.usefixtures("nothing_refused")
def test_cancel_stops_the_model_while_it_writes(
    server: TelegramServer, say: Say, reader: Person, tmp_path: Path
) -> None:
    tour = Tour(server, say, reader)
    with LlmServer(IN_TWO, endless=True) as model, writing_bot(server, model, tmp_path):
        reader.says(QUESTION)
        wait_for_text(server, reader, BEGINNING)
        tour.says("/cancel")
        server.wait_for_call("editMessageText")
        model.go_on()
        assert model.hung_up.wait(10)
        tour.says("/cancel")
    check_chat(server, reader, f"telegram_cancel_{say.code}")


@pytest.mark.usefixtures("nothing_refused")
def test_to_be_forgotten_stops_the_model_in_groups_too(server: TelegramServer, ann: Person, tmp_path: Path) -> None:
    group = server.group("Desk", [ann])
    with LlmServer(IN_TWO, endless=True) as model, writing_bot(server, model, tmp_path):
        ann.says(f"/ask {QUESTION}", to=group)
        assert server.wait_for_message(group, FIRST_SECONDS).text == BEGINNING
        ann.says("/forgetme")
        assert server.wait_for_message(ann).text.startswith("Done.")
        model.go_on()
        assert model.hung_up.wait(10)
        assert b"reopened on Friday" not in b"".join(path.read_bytes() for path in tmp_path.glob("*.sqlite3*"))
    assert [message.text for message in server.new_messages(group)] == ["You stopped this answer."]


def test_to_be_forgotten_does_not_wait_for_another_chats_flood_limit(
    server: TelegramServer, ann: Person, tmp_path: Path
) -> None:
    group = server.group("Desk", [ann])
    with LlmServer(IN_TWO, endless=True) as model, writing_bot(server, model, tmp_path, grace_seconds=0.0):
        ann.says(f"/ask {QUESTION}", to=group)
        assert server.wait_for_message(group, FIRST_SECONDS).text == BEGINNING
        server.faults.inject("editMessageText", too_many_requests(3600), times=None, chat_id=group.chat_id)
        ann.says("/forgetme")
        assert server.wait_for_message(ann).text.startswith("Done.")


@pytest.mark.usefixtures("nothing_refused")
def test_a_model_that_fails_is_said_so_without_its_words(
    server: TelegramServer, say: Say, reader: Person, model: LlmServer, tmp_path: Path
) -> None:
    with writing_bot(server, model, tmp_path):
        for reply in (Reply("a secret of the server's", 401), Reply(f"{FIRST}\n{PAUSE}The", failure=Failure.CUT_OFF)):
            model.script(reply)
            reader.says(QUESTION)
            server.wait_for_message(reader)
            model.go_on()
            wait_for_whole(server, reader)
    check_chat(server, reader, f"telegram_model_fails_{say.code}")


@pytest.mark.parametrize(
    "fault", [too_many_requests(1), server_error(), drop(), drop(after=True)], ids=["429", "5xx", "lost", "unsure"]
)
def test_the_whole_answer_arrives_once_whatever_befalls_its_beginning(
    server: TelegramServer, model: LlmServer, tmp_path: Path, fault: Fault
) -> None:
    ann = server.person("Ann")
    server.faults.inject("sendMessage", fault)
    with writing_bot(server, model, tmp_path):
        ann.says(QUESTION)
        wait_for_text(server, ann, BEGINNING)
        server.faults.inject("editMessageText", fault)
        model.go_on()
        wait_for_whole(server, ann)
        server.wait_until_confirmed()
    (only,) = texts(server, ann)
    assert only.startswith(WHOLE)


def test_a_beginning_that_the_reader_deleted_comes_back_whole(
    server: TelegramServer, model: LlmServer, tmp_path: Path
) -> None:
    ann = server.person("Ann")
    with writing_bot(server, model, tmp_path):
        ann.says(QUESTION)
        beginning = server.wait_for_message(ann)
        ann.deletes(beginning)
        model.go_on()
        wait_for_whole(server, ann)
    assert [text.startswith(WHOLE) for text in texts(server, ann)] == [True]

"""What Telegram refuses: it is sent without what it is refused for, or the person is told that nothing came of it."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.scripted_archive import HARBOUR, ScriptedArchive, stored
from tests.telegram_server import Person, TelegramServer
from tests.telegram_server.faults import bad_request
from tests.telegram_stage import bot_on_stage

QUESTION = "harbour repairs cost?"
ANSWER = "Mayor Ida Holm said the repairs cost 4 million euros. [1]"
APOLOGY = "Something went wrong with that question. Please ask it again."
REFUSAL = bad_request("Invalid date specified")


@pytest.fixture
def archive() -> ScriptedArchive:
    return ScriptedArchive(HARBOUR)


def first_lines(server: TelegramServer, person: Person) -> list[str]:
    return [message.text.split("\n")[0] for message in server.new_messages(person)]


@pytest.mark.usefixtures("nothing_refused")
@pytest.mark.parametrize("published", ["1965-03-02", "2040-01-01"])
def test_an_article_with_an_odd_date_and_link_is_quoted(
    server: TelegramServer, ann: Person, tmp_path: Path, published: str
) -> None:
    source = replace(HARBOUR.article.source, published=published, url="http://cms/a/1")
    with bot_on_stage(server, ScriptedArchive(stored(source, ["The harbour reopened."])), tmp_path):
        ann.says("harbour reopened?")
        answer = server.wait_for_message(ann)
    assert published[:4] in answer.text
    assert {entity.type for entity in answer.content.entities} <= {"bold", "expandable_blockquote"}


def test_a_refused_answer_comes_without_its_entities(
    server: TelegramServer, ann: Person, archive: ScriptedArchive, tmp_path: Path
) -> None:
    server.faults.inject("sendMessage", REFUSAL)
    with bot_on_stage(server, archive, tmp_path):
        ann.says(QUESTION)
        answer = server.wait_for_message(ann)
        assert (answer.text.split("\n")[0], answer.content.entities) == (ANSWER, ())
        server.faults.inject("editMessageText", REFUSAL)
        ann.presses("1 in context", on=answer)
        server.wait_for(lambda: len(server.new_messages(ann)) == 2)
        context = server.new_messages(ann)[1]
        ann.presses(context.buttons[0], on=context)
        server.wait_for(lambda: server.new_messages(ann)[1].text != context.text)
    assert server.new_messages(ann)[1].content.entities == ()


def test_an_answer_refused_altogether_is_apologised_for(
    server: TelegramServer, ann: Person, archive: ScriptedArchive, tmp_path: Path
) -> None:
    server.faults.inject("sendMessage", REFUSAL, times=2)
    with bot_on_stage(server, archive, tmp_path):
        ann.says(QUESTION)
        server.wait_for_message(ann)
        server.wait_until_confirmed()
    assert first_lines(server, ann) == [APOLOGY]
    with bot_on_stage(server, archive, tmp_path):
        ann.says(QUESTION)
        server.wait_for_message(ann)
        assert first_lines(server, ann) == [ANSWER]


def test_an_apology_takes_the_place_of_what_was_refused_of_a_long_answer(
    server: TelegramServer, ann: Person, tmp_path: Path
) -> None:
    words = "Verbose " + "words and more of them " * 560 + "end."
    server.faults.inject("sendMessage", REFUSAL, skip=1)
    source = replace(HARBOUR.article.source, title="Long")
    with bot_on_stage(server, ScriptedArchive(stored(source, [words])), tmp_path):
        ann.says("verbose?")
        server.wait_for(lambda: len(server.new_messages(ann)) == 2)
        server.wait_until_confirmed()
    first, second = first_lines(server, ann)
    assert first.startswith("Verbose words")
    assert second == APOLOGY

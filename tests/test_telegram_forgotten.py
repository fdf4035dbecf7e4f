"""What /forgetme erases, and what goes on being counted."""

import json
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from bot.languages import Say
from bot.telegram_chat import texts
from bot.telegram_chat.answers import Answers
from bot.telegram_chat.app import store_path
from bot.telegram_chat.chat_schema import STEPS
from bot.telegram_chat.chat_store import ChatStore
from bot.telegram_chat.limits import DAY, Limits
from bot.telegram_chat.people import People
from bot.telegram_chat.retention import purge
from index.domain import Source
from tests.scripted_archive import HARBOUR, ScriptedArchive, stored
from tests.telegram_server import TOKEN, Person, TelegramServer
from tests.telegram_server.faults import too_many_requests
from tests.telegram_server.groups import Group
from tests.telegram_server.masks import ANONYMOUS_ADMIN, anonymous_admin, channel_in
from tests.telegram_stage import STOP_SECONDS, bot_on_stage
from tests.telegram_tour import Tour

QUESTION = "harbour repairs cost?"
ENOUGH = "That is enough for today"


def kept(data: Path) -> bytes:
    """All that stands on the disk, the database's log too."""
    return b"".join(path.read_bytes() for path in data.glob("*.sqlite3*"))


@contextmanager
def database_of_before(path: Path, version: int, chat_id: int, person_id: int) -> Iterator[sqlite3.Connection]:
    """A database as it was at that many steps of the schema, with one answer."""
    with closing(sqlite3.connect(path)) as connection:
        for step in STEPS[:version]:
            connection.executescript(step)
        connection.execute(
            "INSERT INTO answers (update_id, chat_id, person_id, question, citations, answered)"
            " VALUES (1, ?, ?, 'cost?', '[]', 1)",
            (chat_id, person_id),
        )
        yield connection
        connection.execute(f"PRAGMA user_version = {version}")
        connection.commit()


def letters(store: ChatStore, chat_id: int) -> list[str]:
    with store.transaction() as connection:
        rows = connection.execute("SELECT payload FROM outbox WHERE chat_id = ? ORDER BY update_id", (chat_id,))
        return [json.loads(row["payload"])["text"] for row in rows]


def test_what_a_person_was_answered_in_a_group_is_erased_too(
    server: TelegramServer, ann: Person, tmp_path: Path
) -> None:
    bea = server.person("Bea")
    group = server.group("Desk", [ann, bea])
    with bot_on_stage(server, ScriptedArchive(HARBOUR), tmp_path):
        ann.says(f"/ask {QUESTION}", to=group)
        answer = server.wait_for_message(group)
        ann.presses("1 in context", on=answer)
        server.wait_for(lambda: len(server.new_messages(group)) == 2)
        ann.says("/search 4 million", to=group)
        server.wait_for_message(group)
        bea.says("/ask ferries to Rostock?", to=group)
        server.wait_for_message(group)
        server.wait_until_confirmed()
        ann.says("/forgetme")
        assert server.wait_for_message(ann).text.startswith("Done.")
        assert b"4 million" not in kept(tmp_path)
    with closing(ChatStore(store_path(tmp_path, TOKEN))) as store:
        assert [text.split(" ")[0] for text in letters(store, group.chat_id)] == ["", "", "", "Ferries"]
        assert letters(store, ann.chat_id)[-1].startswith("Done.")


@pytest.mark.parametrize(
    "mask", [anonymous_admin, lambda group: channel_in(group, "Gazette")], ids=["admin", "channel"]
)
def test_who_asks_in_a_groups_name_erases_only_that(
    server: TelegramServer, say: Say, reader: Person, tmp_path: Path, mask: Callable[[Group], Person]
) -> None:
    group = server.group("Desk", [reader])
    masked = mask(group)
    tour = Tour(server, say, masked, group)
    with closing(ChatStore(store_path(tmp_path, TOKEN))) as store:
        People(store).set_language(masked.speaks_for or 0, say.code)
    with bot_on_stage(server, ScriptedArchive(HARBOUR), tmp_path):
        tour.says("/ask ferries to Rostock?")
        tour.says("/search 4 million")
        Tour(server, say, reader, group).says("/ask nine days storm?")
        server.wait_until_confirmed()
        tour.says("/forgetme")
        assert b"4 million" not in kept(tmp_path)
        assert b"Ferries to" not in kept(tmp_path)
    assert server.new_messages(group)[0].text == say.fill(
        texts.FORGOTTEN_IN_NAME, name="Desk" if mask is anonymous_admin else "Gazette"
    )
    with closing(ChatStore(store_path(tmp_path, TOKEN))) as store:
        assert [text.split(" ")[0] for text in letters(store, group.chat_id)[:3]] == ["", "", "A"]
        with store.transaction() as connection:
            assert [row["person_id"] for row in connection.execute("SELECT person_id FROM turns")] == [reader.user.id]


def test_to_be_forgotten_lifts_no_limit(server: TelegramServer, ann: Person, tmp_path: Path) -> None:
    archive = ScriptedArchive(HARBOUR)
    with bot_on_stage(server, archive, tmp_path, limits=Limits(per_day=1)):
        for said in (QUESTION, "/forgetme", "storm closed?"):
            ann.says(said)
            last = server.wait_for_message(ann)
        assert last.text.startswith(ENOUGH)
    with bot_on_stage(server, archive, tmp_path, limits=Limits(per_day=1)):
        ann.says("storm closed?")
        assert server.wait_for_message(ann).text.startswith(ENOUGH)
    assert archive.asked == [QUESTION]


def test_what_the_limits_count_is_kept_for_a_day(tmp_path: Path) -> None:
    with closing(ChatStore(tmp_path / "chats.sqlite3")) as store:
        with store.transaction() as connection:
            for age in (DAY + 60, DAY - 60):
                connection.execute("INSERT INTO asked VALUES (?, 7, unixepoch() - ?)", (age, age))
        purge(store, 0)
        with store.transaction() as connection:
            assert [row["update_id"] for row in connection.execute("SELECT * FROM asked")] == [DAY - 60]
        assert Answers(store).count_since(7, DAY) == 1


def test_a_database_of_before_is_counted_and_forgotten_too(tmp_path: Path) -> None:
    path, group = tmp_path / "chats.sqlite3", -100
    with database_of_before(path, 2, group, 7) as connection:
        connection.execute(
            "INSERT INTO outbox (update_id, part, chat_id, payload, state) VALUES (1, 0, ?, ?, 'sent')",
            (group, json.dumps({"text": "4"})),
        )
    with closing(ChatStore(path)) as store:
        answers = Answers(store)
        assert letters(store, group) == ["4"]
        answers.forget(7)
        assert letters(store, group) == [""]
        assert answers.count_since(7, DAY) == 1


def test_letters_to_anonymous_administrators_of_before_are_erased_too(tmp_path: Path) -> None:
    path, group = tmp_path / "chats.sqlite3", -100
    with database_of_before(path, 3, group, group) as connection:
        for update_id, person_id in ((1, ANONYMOUS_ADMIN.id), (2, 7)):
            connection.execute(
                "INSERT INTO outbox (update_id, part, chat_id, payload, state, person_id)"
                " VALUES (?, 0, ?, ?, 'sent', ?)",
                (update_id, group, json.dumps({"text": f"{person_id}"}), person_id),
            )
    with closing(ChatStore(path)) as store:
        Answers(store).forget(group)
        assert letters(store, group) == ["", "7"]


def test_what_is_being_worked_on_is_stopped_and_kept_nowhere(
    server: TelegramServer, ann: Person, tmp_path: Path
) -> None:
    bea = server.person("Bea")
    group = server.group("Desk", [ann, bea])
    archive = ScriptedArchive(HARBOUR)
    archive.gate = threading.Event()
    with bot_on_stage(server, archive, tmp_path):
        ann.says(f"/ask {QUESTION}", to=group)
        ann.says("/search 4 million")
        archive.wait_until_asked(2)
        bea.says("/ask ferries to Rostock?", to=group)
        ann.says("storm closed?")
        ann.says("/forgetme")
        assert server.wait_for_message(ann).text.startswith("Done.")
        archive.gate.set()
        assert server.wait_for_message(group).text.startswith("Ferries")
        for thread in (one for one in threading.enumerate() if one.name == "worker"):
            thread.join(STOP_SECONDS)  # nobody waits for them any more, and they end all the same
        assert b"4 million" not in kept(tmp_path)
        assert b"repairs cost" not in kept(tmp_path)
    assert len(server.new_messages(group)) == 1
    with closing(ChatStore(store_path(tmp_path, TOKEN))) as store, store.transaction() as connection:
        for table in ("answers", "turns"):
            people = [row["person_id"] for row in connection.execute(f"SELECT person_id FROM {table}")]  # noqa: S608
            assert people == [bea.user.id]


def test_letters_that_a_flood_limit_held_back_are_erased(server: TelegramServer, ann: Person, tmp_path: Path) -> None:
    group = server.group("Desk", [ann])
    long = stored(Source("long", "Long", None, None), [f"Harbour repairs {'word ' * 2000}cost."])
    server.faults.inject("sendMessage", too_many_requests(3600), skip=1)
    with bot_on_stage(server, ScriptedArchive(long), tmp_path):
        ann.says(f"/ask {QUESTION}", to=group)
        server.wait_for_call("sendMessage", 2)
        server.wait_until_confirmed()
        ann.says("/forgetme")
        assert server.wait_for_message(ann).text.startswith("Done.")
        assert b"word word" not in kept(tmp_path)

"""Groups that are allowed: whoever writes in them, and under whichever id."""

from pathlib import Path

import pytest

from bot.telegram_chat.access import Access
from bot.telegram_chat.limits import Limits
from tests.scripted_archive import HARBOUR, ScriptedArchive
from tests.telegram_server import Person, TelegramServer
from tests.telegram_server.masks import anonymous_admin, channel_in, linked_channel
from tests.telegram_server.nouns import User
from tests.telegram_stage import bot_on_stage

pytestmark = pytest.mark.usefixtures("nothing_refused")
QUESTIONS = ("/ask harbour repairs cost?", "/ask storm closed?", "/ask ferries?", "/ask Lund?")


@pytest.fixture
def archive() -> ScriptedArchive:
    return ScriptedArchive(HARBOUR)


def test_who_writes_in_the_name_of_a_chat_is_judged_by_where(
    server: TelegramServer, archive: ScriptedArchive, ann: Person, tmp_path: Path
) -> None:
    desk, elsewhere = server.group("Desk", [ann]), server.group("Elsewhere", [ann])
    strange_bot = Person(server.world, User(77, "Spam", "spam_bot", is_bot=True))
    with bot_on_stage(server, archive, tmp_path, Access(allowed=frozenset({desk.chat_id}))):
        for number, mask in enumerate((anonymous_admin(desk), channel_in(desk, "Gazette"))):
            mask.says(QUESTIONS[number], to=elsewhere)
            strange_bot.says(QUESTIONS[number], to=desk)
            mask.says(QUESTIONS[number], to=desk)
            server.wait_for_message(desk)
    assert archive.asked == ["harbour repairs cost?", "storm closed?"]
    assert not server.new_messages(elsewhere)


def test_a_reply_to_somebody_asks_what_that_says(
    server: TelegramServer, archive: ScriptedArchive, ann: Person, tmp_path: Path
) -> None:
    bea = server.person("Bea")
    group = server.group("Desk", [ann, bea])
    with bot_on_stage(server, archive, tmp_path):
        said = (ann.says("Lund?", to=group), ann.sends_photo("storm closed?", to=group))
        for replied in said:
            for command in ("/ask", "/search@citewire_bot", "@citewire_bot", "/ask ferries?"):
                bea.says(command, to=group, reply_to=replied)
                answer = server.wait_for_message(group)
        bea.says("/ask", to=group, reply_to=ann.says("Well. Ferries? Hm.", to=group), quote="Ferries?")
        server.wait_for_message(group)
        bea.says("/ask", to=group, reply_to=answer)
        assert server.wait_for_message(group).text.startswith("Write your words")
    assert archive.asked == [*["Lund?"] * 3, "ferries?", *["storm closed?"] * 3, "ferries?", "Ferries?"]


def test_chats_in_whose_name_is_written_have_limits_of_their_own(
    server: TelegramServer, archive: ScriptedArchive, ann: Person, tmp_path: Path
) -> None:
    with bot_on_stage(server, archive, tmp_path, limits=Limits(per_minute=1)):
        for name, (first, second) in (("Desk", QUESTIONS[:2]), ("Night desk", QUESTIONS[2:])):
            group = server.group(name, [ann])
            for mask, question in ((anonymous_admin(group), first), (linked_channel(group, "Gazette"), second)):
                mask.says(question, to=group)
                server.wait_for_message(group)
    assert archive.asked == ["harbour repairs cost?", "storm closed?", "ferries?", "Lund?"]


def test_an_allowed_group_stays_allowed_when_it_moves(
    server: TelegramServer, archive: ScriptedArchive, ann: Person, tmp_path: Path
) -> None:
    group, other = server.group("Desk", [ann], kind="group"), server.group("Other", [ann], kind="group")
    access = Access(allowed=frozenset({group.chat_id}))
    with bot_on_stage(server, archive, tmp_path, access):
        ann.says(QUESTIONS[0], to=group)
        server.wait_for_message(group)
        group.becomes_supergroup()
        other.becomes_supergroup()
        ann.says(QUESTIONS[1], to=other)
        ann.says(QUESTIONS[2], to=group)
        server.wait_for_message(group)
    with bot_on_stage(server, archive, tmp_path, access):
        ann.says(QUESTIONS[3], to=group)
        server.wait_for_message(group)
    assert archive.asked == ["harbour repairs cost?", "ferries?", "Lund?"]
    assert not server.new_messages(other)

"""Admins change the articles from their private chat; to everybody else those commands are unknown."""

import re
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.article_desk import ArticleDesk
from bot.languages import Say
from bot.telegram_chat.access import Access
from index.build import IndexReport, Progress
from index.errors import CitewireError
from tests.scripted_archive import BRIDGE, HARBOUR, ScriptedArchive
from tests.telegram_server import Person, TelegramServer
from tests.telegram_server.faults import server_error
from tests.telegram_stage import bot_on_stage, check_chat
from tests.telegram_tour import Tour
from tests.web_site import article, serve

MEGABYTE = 1024 * 1024
NEVER = 3600.0  # seconds: the run is over long before its message tells how far it is
REPORT = IndexReport(added=1, changed=0, removed=0, unchanged=2, failed=(), seconds=0.25, generation=2)


class ScriptedRun:
    """An index run that tells how far it is and reports the same each time, or fails as it is told to."""

    def __init__(self) -> None:
        self.runs = 0
        self.failure: str | None = None
        self.gate: threading.Event | None = None  # while there is one and it is not set, the run waits

    def __call__(self, show: Callable[[Progress], None]) -> IndexReport:
        self.runs += 1
        show(Progress(files_done=1, files=3, passages=40, seconds=0.5))
        if self.gate is not None:
            self.gate.wait()
        if self.failure:
            raise CitewireError(self.failure)
        return REPORT


@pytest.fixture
def ada(server: TelegramServer) -> Person:
    return server.person("Ada")


@pytest.fixture
def chief(server: TelegramServer, say: Say) -> Person:
    """An admin in each of the bot's languages."""
    return server.person("Ada", language=say.code)


@pytest.fixture
def admins(ada: Person) -> Access:
    return Access(admins=frozenset({ada.user.id}))


@pytest.fixture
def run() -> ScriptedRun:
    return ScriptedRun()


@pytest.fixture
def desk(tmp_path: Path, run: ScriptedRun) -> ArticleDesk:
    return ArticleDesk(tmp_path / "articles", run, fetch_private=True)


def outcome(server: TelegramServer, person: Person) -> str:
    """The reply once it is no longer "Fetching …"."""
    server.wait_for(lambda: any(not message.text.endswith("…") for message in server.new_messages(person)))
    return server.new_messages(person)[-1].text


@pytest.mark.usefixtures("nothing_refused")
def test_articles_come_and_go(
    server: TelegramServer, say: Say, chief: Person, run: ScriptedRun, desk: ArticleDesk, tmp_path: Path
) -> None:
    ada, admins = chief, Access(admins=frozenset({chief.user.id}))
    with serve() as site, bot_on_stage(server, ScriptedArchive(HARBOUR), tmp_path, admins, desk, redraw_after=NEVER):
        site.answers["/harbour"] = article(
            "Harbour <reopens> & *pays*", "The harbour of Lund reopened on Friday after a storm had closed it."
        )
        for said in (f"/add {site.url}/harbour", f"/add {site.url}/nothing", "/remove no-such", "/reindex"):
            ada.says(said)
            outcome(server, ada)
        ada.sends_document("../../etc/Bridge.txt", b"The council rejected the tunnel. A bridge will be built.")
        outcome(server, ada)
        ada.sends_document("empty.txt", b" ")
        outcome(server, ada)
        run.failure = "/data: process 7 on desk is indexing; wait until it is done, or stop it"
        ada.sends_document("Tunnel.txt", b"The tunnel was rejected by the council.")
        outcome(server, ada)
        run.failure = None
        put = sorted(path.name for path in (tmp_path / "articles").iterdir())
        for said in ("/articles", "/remove Bridge", "/add", "/add /etc/passwd", "/remove", "/help", "harbour storm?"):
            ada.says(said)
            outcome(server, ada)
        for name, content in (("run.exe", b"MZ"), ("big.txt", bytes(21 * MEGABYTE))):
            ada.sends_document(name, content)
            outcome(server, ada)
        Tour(server, say, ada).rates("👍")
        for said in ("/feedback", "/stats"):
            ada.says(said)
            stats = server.wait_for_message(ada).text
    assert len(put) == 3
    assert "Bridge.txt" in put
    assert not (tmp_path / "articles" / "Bridge.txt").exists()
    seconds = stats.rpartition("\n")[2]
    hidden = {site.url: "http://site.example", str(tmp_path): "", seconds: re.sub(r"\d[.,]\d+", "…", seconds)}
    check_chat(server, ada, f"telegram_admin_{say.code}", hidden)


@pytest.mark.usefixtures("nothing_refused")
def test_one_message_tells_how_far_it_is(
    server: TelegramServer, say: Say, chief: Person, run: ScriptedRun, desk: ArticleDesk, tmp_path: Path
) -> None:
    run.gate = threading.Event()
    admins = Access(admins=frozenset({chief.user.id}))
    with bot_on_stage(server, ScriptedArchive(HARBOUR), tmp_path, admins, desk, redraw_after=0.05):
        chief.says("/reindex")
        server.wait_for(lambda: [one for one in server.new_messages(chief) if "40" in one.text])
        run.gate.set()
        outcome(server, chief)
    check_chat(server, chief, f"telegram_progress_{say.code}")


def test_a_file_that_telegram_does_not_give_is_said_so(
    server: TelegramServer, ada: Person, admins: Access, desk: ArticleDesk, run: ScriptedRun, tmp_path: Path
) -> None:
    server.faults.inject("getFile", server_error())
    with bot_on_stage(server, ScriptedArchive(HARBOUR), tmp_path, admins, desk):
        ada.sends_document("Bridge.txt", b"The council rejected the tunnel.")
        assert outcome(server, ada).startswith("Not done: Bridge.txt: Telegram does not give the file")
    assert run.runs == 0


def test_figures_and_ratings(
    server: TelegramServer, ada: Person, admins: Access, desk: ArticleDesk, tmp_path: Path
) -> None:
    bea = server.person("Bea", language="fr")
    with bot_on_stage(server, ScriptedArchive(HARBOUR, BRIDGE), tmp_path, admins, desk):
        ada.says("/feedback")
        assert server.wait_for_message(ada).text == "Nothing has been rated yet."
        for question, label in (("harbour repairs cost?", "👍"), ("tunnel rejected?", "👎")):
            bea.says(question)
            answer = server.wait_for_message(bea)
            bea.presses(label, on=answer)
            server.wait_for_call("answerCallbackQuery", 1 + (label == "👎"))
        bea.says("xyzzy?")
        server.wait_for_message(bea)
        ada.says("/feedback")
        assert server.wait_for_message(ada).text == "Rated last:\n👎 tunnel rejected?\n👍 harbour repairs cost?"
        ada.says("/stats")
        stats = server.wait_for_message(ada).text.split("\n")
    assert stats[1:4] == ["Questions: 3 (people: 1)", "Refused: 1", "Rated: 1 👍, 1 👎"]


def test_admin_commands_are_unknown_to_others(
    server: TelegramServer,
    say: Say,
    ada: Person,
    admins: Access,
    desk: ArticleDesk,
    run: ScriptedRun,
    tmp_path: Path,
) -> None:
    eve = server.person("Eve", language=say.code)
    group = server.group("Desk", [ada, eve])
    with bot_on_stage(server, ScriptedArchive(HARBOUR), tmp_path, admins, desk):
        for said in ("/add https://x.example", "/remove harbour", "/reindex", "/stats", "/feedback"):
            eve.says(said)
            server.wait_for_message(eve)
            ada.says(said, to=group)
        eve.sends_document("Bridge.txt", b"The council rejected the tunnel.")
        server.wait_for_message(eve)
        for said in ("/help", "/articles"):
            eve.says(said)
            server.wait_for_message(eve)
        server.wait_until_confirmed()
        ada.says("/reindex")
        outcome(server, ada)
    assert not server.new_messages(group)
    assert run.runs == 1
    check_chat(server, eve, f"telegram_no_admin_{say.code}")

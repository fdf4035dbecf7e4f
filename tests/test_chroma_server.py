"""The same index on a Chroma server: several readers, one writer at a time, half-run writes unseen."""

import json
import os
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from index.build import IndexReport, update_index
from index.chroma_server import Address, ChromaServer
from index.errors import CitewireError
from index.lease import holding
from index.lexicon import Lexicon
from index.server import ServerBackend
from index.store import Store
from index.verify import verify
from tests.chroma_process import chroma_server
from tests.fakes import BagOfWordsEmbedder
from tests.index_stage import counts

NIGER = "Niger asked the troops to leave. They were based in Agadez."
MALI = "Mali opened a gold refinery. It employs five hundred people."


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with chroma_server(tmp_path_factory.mktemp("server")) as address:
        yield address


class Machine:
    """One of several: its own data folder, the same server and the same articles."""

    def __init__(self, address: str, folder: Path, articles: Path, database: str) -> None:
        self.address = Address(address, database=database)
        self.backend = ServerBackend.connect(self.address, folder)
        self.store, self.lexicon = Store(self.backend), Lexicon(folder / "lexicon")
        self.embedder = BagOfWordsEmbedder()
        self._articles = articles

    def update(self, *, rebuild: bool = False, max_tokens: int = 12) -> IndexReport:
        return update_index(
            self._articles, self.store, self.lexicon, self.embedder, max_tokens=max_tokens, rebuild=rebuild
        )

    def find(self, words: str) -> tuple[set[str], set[str]]:
        """Texts found by vector, and by words."""
        snapshot = self.store.refresh()
        self.lexicon.refresh(snapshot)
        near = {hit.passage.text for hit in snapshot.nearest(self.embedder.embed_query(words), 100)}
        worded = snapshot.passages_by_id([name for name, _ in self.lexicon.search(words, 100)])
        return near, {one.passage.text for one in worded.values()}

    def faults(self) -> list[str]:
        return list(verify(self.backend, self.lexicon, self.embedder))


@pytest.fixture
def machines(address: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[tuple[Machine, Machine]]:
    """A writer and a reader, in a database of the test's own."""
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "niger.txt").write_text(NIGER)
    (articles / "mali.txt").write_text(MALI)
    name = f"test-{sha256(request.node.name.encode()).hexdigest()[:8]}"
    make_database(address, name)
    one, two = (Machine(address, tmp_path / folder, articles, name) for folder in ("one", "two"))
    yield one, two
    one.store.close()
    two.store.close()


def make_database(address: str, name: str) -> None:
    url = f"{address}/api/v2/tenants/default_tenant/databases"
    body = json.dumps({"name": name}).encode()
    headers = {"Content-Type": "application/json"}
    with urlopen(Request(url, body, headers)) as response:  # noqa: S310  # our own
        assert response.status == 200


def articles_of(writer: Machine) -> Path:
    return writer.backend.folder.parent / "articles"


def test_readers_go_on_at_their_next_question(machines: tuple[Machine, Machine]) -> None:
    writer, reader = machines
    assert (reader.store.generation, reader.find("Niger")) == (0, (set(), set()))
    assert counts(writer.update()) == (2, 0, 0, 0)
    first = {"Niger asked the troops to leave.", "They were based in Agadez."}
    assert first <= reader.find("Niger troops based")[0]
    assert counts(writer.update()) == (0, 0, 0, 2)
    (articles_of(writer) / "niger.txt").write_text(NIGER.replace("Agadez", "Niamey"))
    (articles_of(writer) / "mali.txt").unlink()
    (articles_of(writer) / "chad.txt").write_text("Chad held an election.")
    report = writer.update()
    assert (counts(report), report.generation) == ((1, 1, 1, 0), 2)
    now = {"Niger asked the troops to leave.", "They were based in Niamey.", "Chad held an election."}
    assert reader.find("Niger they were an election") == (now, now)
    assert [writer.faults(), reader.faults()] == [[], []]


def test_every_machine_knows_when_the_last_run_ended(machines: tuple[Machine, Machine]) -> None:
    writer, reader = machines
    assert reader.store.finished_at() is None
    before = datetime.now(UTC).replace(microsecond=0)
    writer.update()
    ended = reader.store.finished_at()
    assert ended is not None
    assert before <= ended <= datetime.now(UTC)
    assert writer.store.finished_at() == ended


def test_a_settings_change_and_a_rebuild_switch_when_they_are_whole(machines: tuple[Machine, Machine]) -> None:
    writer, reader = machines
    writer.update()
    before = reader.find("troops")
    assert writer.update(rebuild=True).rebuilt == "asked for"
    assert writer.update(rebuild=True).generation == 3
    assert reader.find("troops") == before
    assert writer.update(max_tokens=40).rebuilt == "the settings or the embedder changed"
    assert reader.find("troops")[1] == {NIGER}
    assert reader.faults() == []


def test_what_a_cut_off_run_wrote_is_not_seen_and_not_made_again(machines: tuple[Machine, Machine]) -> None:
    writer, reader = machines
    writer.update()
    before = reader.find("troops election")
    (articles_of(writer) / "chad.txt").write_text("Chad held an election.")
    (articles_of(writer) / "mali.txt").unlink()

    def cut_off(_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        update_index(
            articles_of(writer), writer.store, writer.lexicon, writer.embedder, max_tokens=12, progress=cut_off
        )
    assert reader.find("troops election") == before
    writer.embedder.asked.clear()
    assert (counts(writer.update()), writer.embedder.asked) == ((1, 0, 1, 1), [])
    assert "Chad held an election." in reader.find("election")[1]
    assert reader.faults() == []


def test_passages_that_are_lost_are_found_and_mended(machines: tuple[Machine, Machine]) -> None:
    writer, reader = machines
    writer.update()
    before = reader.find("troops refinery")
    database = reader.store.snapshot.database
    assert database
    database.passages.delete([min(database.passages.ids())])
    assert "mali: 1 of its 2 passages are there" in reader.faults()
    assert writer.update().mended == ("mali: 1 of its 2 passages are there",)
    assert (reader.faults(), reader.find("troops refinery")) == ([], before)


def test_a_second_writer_is_told_of_the_first_until_that_is_dead(machines: tuple[Machine, Machine]) -> None:
    writer, other = machines
    server = ChromaServer(other.address)
    table = server.table("citewire")
    with closing(server), holding(table, lambda: 1000.0, "here"):
        with pytest.raises(CitewireError, match=f"here: process {os.getpid()} on .* is indexing; .* 10 s"):
            holding(table, lambda: 1050.0, "here").__enter__()
        with holding(table, lambda: 1061.0, "here") as taken:
            assert taken.held()
    assert counts(writer.update()) == (2, 0, 0, 0)


def test_of_two_runs_of_one_number_the_first_is_finished(machines: tuple[Machine, Machine]) -> None:
    """As when a machine slept through the end of its lease and goes on."""
    writer, sleeper = machines
    writer.update()
    with sleeper.backend.begin("settings", "embedder") as run:
        with closing(ChromaServer(sleeper.address)) as server:
            lease = server.table("citewire")
            lease.delete([one.id for one in lease.all("lease")])
        writer.update(rebuild=True)
        with pytest.raises(CitewireError, match="lease has run out"):
            run.finish({}, lambda _: None)
    assert writer.faults() == []

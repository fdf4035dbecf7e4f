"""The nearest passages are the nearest: none is passed over, whatever was removed and added before."""

import random
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index import snapshot
from index.chroma_client import SQLITE, open_folder
from index.chroma_tables import Record
from index.domain import Article, Passage, Source
from index.folder_run import begin_run
from index.records import StoredArticle, article_key
from index.run import Entry
from index.snapshot import Hit
from index.store import Store

DIMENSIONS = 256
BEGINNING, ROUNDS, CHANGED = 600, 4, 12
Vectors = Mapping[str, NDArray[np.float32]]  # by article


def nothing(_: object) -> None: ...


class Archive:
    """Articles of one passage each, whose vectors are as alike as embeddings of news are: cosines around 0.8."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.vectors: dict[str, NDArray[np.float32]] = {}
        self._numbers = np.random.default_rng(0)
        self._centre = self._numbers.normal(size=DIMENSIONS)
        self._made = 0

    def new(self, count: int) -> Vectors:
        rows = self._centre + 0.5 * self._numbers.normal(size=(count, DIMENSIONS))
        self._made += count
        return {
            f"a{self._made - number}": (row / np.linalg.norm(row)).astype(np.float32) for number, row in enumerate(rows)
        }

    def remove(self, names: list[str]) -> Vectors:
        gone = {name: self.vectors.pop(name) for name in names}
        self._run({})
        return gone

    def add(self, vectors: Vectors) -> None:
        self.vectors |= vectors
        self._run(vectors)

    def _run(self, put: Vectors) -> None:
        with begin_run(self.folder, "settings", "embedder") as run:
            if put:
                run.put([entry(name) for name in put], np.stack(list(put.values())))
            run.finish(dict.fromkeys(self.vectors, "v1"), nothing)


def entry(name: str) -> Entry:
    stored = StoredArticle(Article(Source(name, name), "Text.", "en"), ((0, 5),), "v1")
    return Entry(stored, (Passage(name, 0, 0, 5, "Text.", ((0, 5),)),))


def names(hits: list[Hit]) -> list[str]:
    return [hit.passage.article_id for hit in hits]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    archive = Archive(tmp_path_factory.mktemp("archive"))
    archive.add(archive.new(BEGINNING))
    return archive


def test_every_passage_is_the_first_hit_of_its_own_vector(archive: Archive) -> None:
    """Chroma's graph of these leaves some out of reach."""
    with closing(Store.open(archive.folder)) as store:
        firsts = {name: store.nearest(vector, 1)[0] for name, vector in archive.vectors.items()}
    assert {name: hit.passage.article_id for name, hit in firsts.items()} == {name: name for name in firsts}
    assert [hit.similarity for hit in firsts.values()] == pytest.approx([1.0] * BEGINNING, abs=1e-5)


def test_and_so_it_is_after_runs_that_remove_and_add(archive: Archive) -> None:
    chance = random.Random(0)
    gone: Vectors = {}
    for _ in range(ROUNDS):
        removed = archive.remove(chance.sample(sorted(archive.vectors), CHANGED))
        archive.add({**archive.new(CHANGED), **gone})  # some are there again
        with closing(Store.open(archive.folder)) as store:
            assert sorted(names(store.nearest(next(iter(removed.values())), BEGINNING * 2))) == sorted(archive.vectors)
            assert [names(store.nearest(vector, 1)) for vector in gone.values()] == [[name] for name in gone]
        gone = removed


def test_nearest_first_with_the_cosine_and_of_equals_by_name(archive: Archive) -> None:
    vector = next(iter(archive.vectors.values()))
    cosines = {name: float(vector @ other) for name, other in archive.vectors.items()}
    with closing(Store.open(archive.folder)) as store:
        hits = store.nearest(3 * vector, 40)
        assert [hit.similarity for hit in hits] == pytest.approx(sorted(cosines.values(), reverse=True)[:40], abs=1e-5)
        assert [cosines[name] for name in names(hits)] == pytest.approx([hit.similarity for hit in hits], abs=1e-5)
        assert (
            names(store.nearest(0 * vector, 3)) == sorted(archive.vectors, key=lambda name: article_key(name, "v1"))[:3]
        )


def test_more_than_are_compared_one_by_one_are_searched_by_the_graph(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    vector = next(iter(archive.vectors.values()))
    with closing(Store.open(archive.folder)) as store:
        exact = names(store.nearest(vector, 20))
    monkeypatch.setattr(snapshot, "MOST", len(archive.vectors) - 1)
    monkeypatch.setattr("index.vectors.Vectors.nearest", None)
    with closing(Store.open(archive.folder)) as store:
        assert len(set(names(store.nearest(vector, 20))) & set(exact)) >= 18


def test_a_record_that_is_there_is_deleted_before_it_is_put_again(tmp_path: Path) -> None:
    """In the log that Chroma makes its graph from: a vector changed in place, while others are added, may be lost."""
    with closing(open_folder(tmp_path)) as database:
        for text in ("first", "second"):
            records = [Record(name, text, {"article_id": name}) for name in ("a", text)]
            database.passages.put(records, np.eye(2, dtype=np.float32))
        assert sorted((one.id, one.text) for one in database.passages.get(["a", "first", "second"])) == [
            ("a", "second"),
            ("first", "first"),
            ("second", "second"),
        ]
    upsert, delete = 2, 3
    with closing(sqlite3.connect(tmp_path / SQLITE)) as log:
        found = log.execute("SELECT operation FROM embeddings_queue WHERE id = 'a' ORDER BY seq_id").fetchall()
    assert found == [(upsert,), (delete,), (upsert,)]

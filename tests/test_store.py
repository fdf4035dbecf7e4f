"""What a run stores is what readers get, from one finished run at a time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.domain import Article, Dropped, Passage, Source
from index.errors import CitewireError
from index.folder_run import begin_run
from index.generation import FILE, UNBUILT, Generation, read_generation, write_generation
from index.records import StoredArticle, key_of_passage, passage_key, versions_of
from index.run import Entry
from index.store import Store

FULL = Source("2024/niger", "Niger: «leave»", "A. Writer", "2024-05-02", "https://example.org/a?b=1&c=é")
TEXT = "Troops were told to leave. READ ALSO: more\nThe junta spoke — in Niamey."


def nothing(_: object) -> None: ...


def entry(source: Source = FULL, version: str = "v1", text: str = TEXT) -> Entry:
    sentences = ((0, 26), (43, len(text)))
    article = Article(source, text, "fr", (Dropped("promo", "READ ALSO: more", 27), Dropped("byline", "By A. Writer")))
    passages = tuple(
        Passage(article.id, number, start, end, text[start:end], ((start, end),))
        for number, (start, end) in enumerate(sentences)
    )
    return Entry(StoredArticle(article, sentences, version), passages)


def vectors(*rows: tuple[float, ...]) -> NDArray[np.float32]:
    return np.array(rows, dtype=np.float32)


def store_of(folder: Path, *entries: Entry, embeddings: NDArray[np.float32] | None = None) -> Store:
    """One run that leaves these articles and no others."""
    with begin_run(folder, "settings", "embedder", rebuild=read_generation(folder) != UNBUILT) as run:
        if entries:
            rows = sum(len(one.passages) for one in entries)
            run.put(
                entries, embeddings if embeddings is not None else vectors(*[(1.0, number) for number in range(rows)])
            )
        run.finish({one.stored.article.id: one.stored.version for one in entries}, nothing)
    return Store.open(folder)


def test_an_article_comes_back_whole(tmp_path: Path) -> None:
    with_all, with_little = entry(), entry(Source("plain", "Plain"))
    store = store_of(tmp_path, with_all, with_little)
    assert store.article("2024/niger") == with_all.stored
    assert store.article("plain") == with_little.stored
    assert store.article("nobody") is None
    assert [(one.source, one.sentences, one.passages) for one in store.articles()] == [
        (FULL, 2, 2),
        (with_little.stored.article.source, 2, 2),
    ]


def test_nearest_first_with_similarities_between_0_and_1(tmp_path: Path) -> None:
    one = entry()
    store = store_of(tmp_path, one, entry(Source("b", "B")), embeddings=vectors((1, 0), (0.6, 0.8), (-1, 0), (0, 1)))
    hits = store.nearest(vectors((1, 0))[0], 10)
    assert [(hit.passage.article_id, hit.passage.number) for hit in hits[:2]] == [("2024/niger", 0), ("2024/niger", 1)]
    assert [hit.similarity for hit in hits] == pytest.approx([1, 0.6, 0, 0], abs=1e-6)
    assert hits[0].passage == one.passages[0]
    assert hits[0].source == FULL
    assert len(store.nearest(vectors((1, 0))[0], 3)) == 3


def test_passages_by_id_and_of_an_article(tmp_path: Path) -> None:
    one = entry()
    store = store_of(tmp_path, one, entry(Source("b", "B")))
    key = passage_key("2024/niger", "v1", 1)
    assert {name: found.passage for name, found in store.passages_by_id([key, "gone@v0#7"]).items()} == {
        key: one.passages[1]
    }
    assert {found.passage for found in store.snapshot.passages_of(["2024/niger"])} == set(one.passages)


def test_records_of_other_versions_are_not_seen(tmp_path: Path) -> None:
    """As they may stand in a store whose writer is not done: more is asked for when they fill the first hits."""
    with begin_run(tmp_path, "settings", "embedder") as run:
        run.put([entry(version="old")], vectors((1, 0), (1, 0)))
        run.put([entry(version="new")], vectors((0, 1), (0, 1)))
        run.finish({"2024/niger": "new"}, nothing)
    store = Store.open(tmp_path)
    assert {hit.id for hit in store.nearest(vectors((1, 0))[0], 2)} == {
        passage_key("2024/niger", "new", number) for number in (0, 1)
    }


def test_a_store_of_nothing(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "new")
    assert (store.generation, store.articles(), store.article("a"), store.passages_by_id(["a@b#0"])) == (
        0,
        [],
        None,
        {},
    )
    assert store.nearest(vectors((1, 0))[0], 5) == []
    assert store.finished_at() is None
    assert not (tmp_path / "new").exists()
    assert store_of(tmp_path / "new").nearest(vectors((1, 0))[0], 5) == []


def test_a_reader_goes_on_to_the_next_run(tmp_path: Path) -> None:
    store = store_of(tmp_path, entry())
    kept = store.refresh()
    assert store.refresh() is kept
    store_of(tmp_path, entry(version="v2", text=TEXT.replace("Niamey", "Agadez")))
    assert {hit.passage.text[-7:] for hit in store.nearest(vectors((1, 0))[0], 5)} == {" leave.", "Agadez."}
    assert store.generation == 2
    assert store.finished_at() == datetime.fromtimestamp((tmp_path / FILE).stat().st_mtime, UTC)
    assert kept.article("2024/niger") == entry().stored


def test_threads_read_while_runs_are_finished(tmp_path: Path) -> None:
    store = store_of(tmp_path, entry())

    def ask(_: int) -> set[str]:
        return {key_of_passage(hit.id) for hit in store.nearest(vectors((1, 0))[0], 5)}

    def write(number: int) -> None:
        store_of(tmp_path, entry(version=f"v{number}")).close()

    with ThreadPoolExecutor(4) as threads:
        asked = [threads.submit(ask, number) for number in range(30)]
        for number in range(2, 6):
            write(number)
            asked += [threads.submit(ask, number) for number in range(10)]
        answers = [one.result() for one in asked]
    assert all(len(answer) == 1 for answer in answers)
    assert ask(0) == {"2024/niger@v5"}


def test_the_vector_index_is_written_by_the_run_and_not_by_readers(tmp_path: Path) -> None:
    """A reader that wrote it could end the process of another that loads it."""

    def index_files() -> dict[Path, int]:
        return {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.bin")}

    many = [entry(Source(f"a{number}", "A")) for number in range(110)]
    store = store_of(tmp_path, *many, embeddings=np.random.default_rng(1).normal(size=(220, 4)).astype(np.float32))
    before = index_files()
    assert before
    for _ in range(2):
        assert len(store.nearest(vectors((1, 0, 0, 0))[0], 220)) == 220
        store.close()
        store = Store.open(tmp_path)
    assert index_files() == before


def open_folders(folder: Path) -> set[str]:
    """Which folders below this one the process has files of open."""
    targets = [path.readlink() for path in Path("/proc/self/fd").iterdir() if path.is_symlink()]
    return {target.relative_to(folder).parts[0] for target in targets if target.is_relative_to(folder)}


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="looks at open files as Linux shows them")
def test_files_of_past_runs_are_let_go_of(tmp_path: Path) -> None:
    store = store_of(tmp_path, entry())
    for number in range(3):
        store_of(tmp_path, entry(version=f"w{number}")).close()
        store.nearest(vectors((1, 0))[0], 5)
    assert open_folders(tmp_path) == {"chroma-4"}
    assert {path.name for path in tmp_path.glob("chroma-*")} == {"chroma-3", "chroma-4"}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('{"format": 99, "number": 1, "settings": "", "embedder": ""}', "newer Citewire"),
        ("{", "damaged"),
        ("[]", "damaged"),
        ('{"format": 1, "number": 3, "settings": "", "embedder": ""}', "chroma-3: missing"),
    ],
)
def test_a_folder_that_cannot_be_read_says_why(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / FILE).write_text(content, encoding="utf-8")
    with pytest.raises(CitewireError, match=message):
        Store.open(tmp_path).refresh()
    assert {path.name for path in tmp_path.iterdir()} <= {FILE, "writer.lock"}


def test_the_generation_file(tmp_path: Path) -> None:
    assert read_generation(tmp_path) == UNBUILT
    write_generation(tmp_path, Generation(4, "settings", "embedder"))
    assert read_generation(tmp_path) == Generation(4, "settings", "embedder")


def test_names_hold_ids_of_any_make() -> None:
    assert versions_of(["a@b#c@d@v1"]) == {"a@b#c@d": "v1"}
    assert key_of_passage(passage_key("a@b#3", "v1", 12)) == "a@b#3@v1"

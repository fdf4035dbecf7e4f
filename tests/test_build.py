"""The index is what the folder is."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.build import Progress
from index.errors import CitewireError
from index.locks import writer_lock
from index.store import Store
from tests.index_stage import Stage, counts

NIGER = "Niger asked the troops to leave. They were based in Agadez.\nThe junta spoke on Monday."
MALI = "Mali opened a gold refinery. It employs five hundred people."


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    stage = Stage(tmp_path)
    stage.write("niger.txt", NIGER)
    stage.write("2024/mali.txt", MALI)
    return stage


def test_added_changed_removed_unchanged(stage: Stage) -> None:
    assert counts(stage.update()) == (2, 0, 0, 0)
    stage.write("niger.txt", NIGER.replace("Monday", "Sunday"))
    stage.write("chad.txt", "Chad held an election. Turnout was high.")
    stage.remove("2024/mali.txt")
    report = stage.update()
    assert (counts(report), report.generation) == ((1, 1, 1, 0), 2)
    contents = stage.contents()
    assert sorted(contents.articles) == ["chad", "niger"]
    assert "Sunday" in contents.articles["niger"].article.text
    assert {passage.article_id for passage in contents.passages} == {"chad", "niger"}
    assert contents.words == len(contents.passages)


def test_passages_are_their_articles_text(stage: Stage) -> None:
    stage.update()
    contents = stage.contents()
    for passage in contents.passages:
        stored = contents.articles[passage.article_id]
        assert passage.text == stored.article.text[passage.start : passage.end]
        assert set(passage.sentences) <= set(stored.sentences)


def test_nothing_changed_writes_nothing(stage: Stage) -> None:
    stage.update()
    asked = len(stage.embedder.asked)
    chroma = {path.name for path in stage.data.glob("chroma-*")}
    report = stage.update()
    assert (counts(report), report.generation, len(stage.embedder.asked)) == ((0, 0, 0, 2), 1, asked)
    assert {path.name for path in stage.data.glob("chroma-*")} == chroma


def test_a_file_touched_or_moved_back_in_time_is_read_by_its_bytes(stage: Stage) -> None:
    path = stage.folder / "articles" / "niger.txt"
    os.utime(path, (1_000_000_000, 1_000_000_000))
    stage.update()
    os.utime(path, (1_100_000_000, 1_100_000_000))
    assert counts(stage.update()) == (0, 0, 0, 2)
    path.write_text(NIGER.replace("Monday", "Sunday"), encoding="utf-8")
    os.utime(path, (1_200_000_000, 1_200_000_000))
    assert counts(stage.update()) == (0, 1, 0, 1)


def test_a_change_within_the_clocks_resolution_is_seen(stage: Stage) -> None:
    path = stage.write("niger.txt", NIGER)
    before = path.stat()
    stage.update()
    path.write_text(NIGER.replace("Monday", "Sunday"), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert counts(stage.update()) == (0, 1, 0, 1)


def test_only_new_texts_are_embedded(stage: Stage) -> None:
    stage.update()
    stage.embedder.asked.clear()
    stage.write("chad.txt", "Chad held an election.")
    stage.update()
    assert stage.embedder.asked == ["Chad held an election.\nChad held an election."]


def test_one_text_under_two_ids_is_two_articles(stage: Stage) -> None:
    stage.write("copy.txt", NIGER)
    assert counts(stage.update()) == (3, 0, 0, 0)
    stage.remove("niger.txt")
    assert counts(stage.update()) == (0, 0, 1, 2)
    assert {passage.article_id for passage in stage.contents().passages} == {"2024/mali", "copy"}


def test_of_one_id_in_two_files_the_first_is_taken_until_it_goes(stage: Stage) -> None:
    stage.write("niger.md", "Another text under the same name.")
    report = stage.update()
    assert report.failed == (("niger.txt", "the id niger is that of niger.md too; give it another"),)
    assert stage.update().failed == report.failed
    stage.remove("niger.md")
    report = stage.update()
    assert (counts(report), report.failed) == ((0, 1, 0, 1), ())
    assert stage.contents().articles["niger"].article.text.startswith("Niger asked")


def test_bad_files_are_reported_each_time_and_stop_nothing(stage: Stage) -> None:
    stage.write("empty.txt", "")
    lines = [
        json.dumps({"id": "one", "title": "One", "text": "A sentence."}),
        "{",
        json.dumps({"id": "one", "text": "B."}),
    ]
    stage.write("some.jsonl", "\n".join(lines))
    first, second = stage.update(), stage.update()
    assert counts(first) == (3, 0, 0, 0)
    assert [file for file, _ in first.failed] == ["empty.txt", "some.jsonl", "some.jsonl"]
    assert second.failed == first.failed


def test_a_dry_run_counts_and_writes_nothing(stage: Stage) -> None:
    assert counts(stage.update(dry_run=True)) == (2, 0, 0, 0)
    assert not stage.data.exists()
    stage.update()
    stage.remove("niger.txt")
    report = stage.update(dry_run=True)
    assert (counts(report), report.generation) == ((0, 0, 1, 1), 1)
    assert sorted(stage.contents().articles) == ["2024/mali", "niger"]


def test_rebuild_makes_everything_anew(stage: Stage) -> None:
    stage.update()
    before = stage.contents()
    stage.embedder.asked.clear()
    report = stage.update(rebuild=True)
    assert (counts(report), report.generation, report.rebuilt) == ((0, 0, 0, 2), 2, "asked for")
    assert len(stage.embedder.asked) == len(before.passages)
    assert stage.contents() == before


def test_another_embedder_makes_everything_anew(stage: Stage) -> None:
    stage.update()
    other = Stage(stage.folder, type(stage.embedder)(dimensions=64))
    report = other.update()
    assert (counts(report), report.rebuilt) == ((0, 2, 0, 0), "the settings or the embedder changed")
    assert len(other.contents().passages) == 2
    with pytest.raises(CitewireError, match="another embedder"):
        Store.open(stage.data).expect_embedder(stage.embedder.fingerprint)


def test_a_first_run_that_was_cut_off_is_gone_on_with(stage: Stage) -> None:
    stage.passages_at_once = 1

    def cut_off(_: Progress) -> None:
        raise InterruptedError

    with pytest.raises(CitewireError, match="goes on from here"):
        stage.update(progress=cut_off)
    begun = len(stage.embedder.asked)
    assert counts(stage.update()) == (2, 0, 0, 0)
    assert len(stage.embedder.asked) == len(stage.contents().passages) > begun > 0
    assert (stage.faults(), [path.name for path in stage.data.glob("chroma-*")]) == ([], ["chroma-1"])


def test_an_empty_folder_is_an_index_without_articles(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    (tmp_path / "articles").mkdir()
    report = stage.update()
    assert (counts(report), report.generation) == ((0, 0, 0, 0), 1)
    assert stage.contents().articles == {}


def test_a_missing_folder_is_an_error_and_removes_nothing(stage: Stage) -> None:
    stage.update()
    (stage.folder / "articles").rename(stage.folder / "elsewhere")
    with pytest.raises(CitewireError, match="no such folder"):
        stage.update()
    assert len(stage.contents().articles) == 2


def test_a_second_writer_is_told_who_is_writing(stage: Stage) -> None:
    stage.data.mkdir()
    with writer_lock(stage.data), pytest.raises(CitewireError, match=f"process {os.getpid()} on .* is indexing"):
        stage.update()
    assert counts(stage.update()) == (2, 0, 0, 0)


def test_a_folder_that_is_no_index_stays_as_it_is(stage: Stage) -> None:
    stage.data.mkdir()
    (stage.data / "thesis.doc").write_text("dear to somebody", encoding="utf-8")
    with pytest.raises(CitewireError, match="not empty and no Citewire index"):
        stage.update()
    assert [path.name for path in stage.data.iterdir()] == ["thesis.doc"]


TEXTS = st.dictionaries(
    st.sampled_from(["a.txt", "b.txt", "c/d.txt"]),
    st.lists(st.sampled_from(["Niger left.", "Mali won.", "Chad voted."]), min_size=1, max_size=3).map(" ".join),
)


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TEXTS, min_size=2, max_size=3))
def test_any_way_of_updates_equals_a_fresh_build(
    tmp_path_factory: pytest.TempPathFactory, folders: list[dict[str, str]]
) -> None:
    stage, fresh = Stage(tmp_path_factory.mktemp("stage")), Stage(tmp_path_factory.mktemp("fresh"))
    for folder in folders:
        for path in (stage.folder / "articles").rglob("*.txt"):
            path.unlink()
        (stage.folder / "articles").mkdir(exist_ok=True)
        for name, text in folder.items():
            stage.write(name, text)
        stage.update()
    (fresh.folder / "articles").mkdir()
    for name, text in folders[-1].items():
        fresh.write(name, text)
    fresh.update()
    assert stage.contents() == fresh.contents()

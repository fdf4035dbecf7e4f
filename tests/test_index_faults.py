"""Every fault of the stored data, planted: `verify` names it, and the next run makes it good and says so."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from index.domain import Passage
from index.embedded import EmbeddedBackend
from index.errors import CitewireError
from index.records import StoredArticle
from index.store import Store
from index.verify import article_faults, verify
from tests.index_stage import Stage, counts
from tests.planted_faults import A_PART, BY_REBUILD_ONLY, EVERYTHING_ANEW, Plant

NIGER = "Niger asked the troops to leave. They were based in Agadez.\nThe junta spoke on Monday."
MALI = "Mali opened a gold refinery. It employs five hundred people."


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """An index of two articles, copied for each test."""
    stage = Stage(tmp_path_factory.mktemp("made"), max_tokens=12)
    stage.write("niger.txt", NIGER)
    stage.write("mali.txt", MALI)
    stage.update()
    return stage


@pytest.fixture
def stage(made: Stage, tmp_path: Path) -> Stage:
    shutil.copytree(made.folder, tmp_path, dirs_exist_ok=True)
    return replace(made, folder=tmp_path)


def faults(stage: Stage) -> list[str]:
    return list(verify(EmbeddedBackend(stage.data), stage.lexicon(), stage.embedder))


def test_nothing_is_wrong_with_what_a_run_left(stage: Stage) -> None:
    assert faults(stage) == []
    assert faults(Stage(stage.folder / "nothing")) == []
    shutil.rmtree(stage.data / "lexicon")
    assert faults(stage) == []


@pytest.mark.parametrize(("plant", "named"), EVERYTHING_ANEW.values(), ids=EVERYTHING_ANEW)
def test_what_is_past_mending_is_made_anew(stage: Stage, plant: Plant, named: str) -> None:
    before = stage.contents()
    plant(stage)
    assert named in " ".join(faults(stage))
    with pytest.raises(CitewireError, match="run `citewire index`"):
        stage.contents()
    report = stage.update()
    assert "chroma-1" in str(report.rebuilt)
    assert (faults(stage), stage.contents()) == ([], before)


@pytest.mark.parametrize(("plant", "named"), A_PART.values(), ids=A_PART)
def test_what_can_be_mended_is(stage: Stage, plant: Plant, named: str) -> None:
    before = stage.contents()
    plant(stage)
    assert named in " ".join(faults(stage))
    stage.embedder.asked.clear()
    report = stage.update()
    assert (report.rebuilt, len(stage.embedder.asked)) == (None, 2 if "2 passages" in named else 0)
    assert named in " ".join(report.mended)
    assert (faults(stage), stage.contents()) == ([], before)


@pytest.mark.parametrize(("plant", "named"), BY_REBUILD_ONLY.values(), ids=BY_REBUILD_ONLY)
def test_what_only_a_close_look_finds(stage: Stage, plant: Plant, named: str) -> None:
    plant(stage)
    assert named in " ".join(faults(stage))


PLANTS = {name: plant for name, (plant, _) in (EVERYTHING_ANEW | A_PART | BY_REBUILD_ONLY).items()}


@pytest.mark.parametrize("plant", PLANTS.values(), ids=PLANTS)
def test_rebuild_gets_past_every_fault(stage: Stage, plant: Plant) -> None:
    before = stage.contents()
    plant(stage)
    assert stage.update(rebuild=True).rebuilt
    assert (faults(stage), stage.contents()) == ([], before)


def test_articles_and_passages_that_do_not_fit(stage: Stage) -> None:
    store = Store.open(stage.data)
    stored = store.article("mali")
    assert stored
    passages = [one.passage for one in store.snapshot.passages_of(["mali"])]
    store.close()
    assert list(article_faults(stored, passages)) == []
    first, second = sorted(passages, key=lambda one: one.number)
    cases: list[tuple[StoredArticle, list[Passage], str]] = [
        (replace(stored, article=replace(stored.article, text="Cafe\u0301")), [first, second], "text is not in NFC"),
        (stored, [first], "do not hold the sentences"),
        (stored, [first, replace(second, number=3)], "passage 3 stands where 1 should"),
        (stored, [first, replace(second, text="Else")], "passage 1 is not the article's text"),
        (stored, [first, replace(second, sentences=((0, 900),))], "a sentence lies outside"),
        (replace(stored, sentences=stored.sentences[::-1]), [first, second], "not in order"),
    ]
    for article, given, named in cases:
        assert named in " ".join(article_faults(article, given))


def test_a_settings_change_makes_everything_anew_and_says_why(stage: Stage) -> None:
    report = replace(stage, max_tokens=30).update()
    assert (counts(report), report.rebuilt) == ((0, 2, 0, 0), "the settings or the embedder changed")
    assert faults(stage) == []

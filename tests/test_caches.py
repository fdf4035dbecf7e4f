"""What is made beside the index begins before the run has stored its articles, and comes out the same."""

from collections.abc import Sequence
from concurrent.futures import CancelledError, ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.run import Entry
from index.snapshot import Snapshot
from index.store import Store
from index.upcoming import Upcoming
from tests.fakes import BagOfWordsEmbedder
from tests.index_stage import Stage, counts

TEXTS = {
    "niger": "Niger asked the troops to leave. They were based in Agadez.",
    "mali": "Mali opened a gold refinery on Friday.",
}


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    stage = Stage(tmp_path, max_tokens=8)
    for name, text in TEXTS.items():
        stage.write(f"{name}.txt", text)
    stage.update()
    return stage


def entry(snapshot: Snapshot, article_id: str) -> Entry:
    stored = snapshot.article(article_id)
    assert stored
    passages = sorted((one.passage for one in snapshot.passages_of([article_id])), key=lambda one: one.number)
    return Entry(stored, tuple(passages))


def test_articles_in_memory_are_told_as_they_will_be_stored(stage: Stage) -> None:
    store = Store.open(stage.data)
    snapshot = store.snapshot
    upcoming = Upcoming(snapshot.versions, [entry(snapshot, name) for name in TEXTS])
    assert set(upcoming.passages_of(["niger"])) == set(snapshot.passages_of(["niger"]))
    assert dict(upcoming.signatures_of(["mali", "niger"])) == dict(snapshot.signatures_of(["mali", "niger"]))
    store.close()


def test_others_are_waited_for(stage: Stage) -> None:
    store = Store.open(stage.data)
    snapshot = store.snapshot
    upcoming = Upcoming(snapshot.versions, [entry(snapshot, "niger")])
    with ThreadPoolExecutor(2) as threads:
        passages = threads.submit(lambda: set(upcoming.passages_of(["niger", "mali"])))
        signatures = threads.submit(lambda: dict(upcoming.signatures_of(["niger", "mali"])))
        assert not passages.done()
        upcoming.stored(snapshot)
        assert passages.result() == set(snapshot.passages_of(["niger", "mali"]))
        assert signatures.result() == dict(snapshot.signatures_of(["niger", "mali"]))
    store.close()


def test_who_waits_for_a_run_that_fails_is_told() -> None:
    upcoming = Upcoming({"a": "1"}, [])
    with ThreadPoolExecutor(1) as thread:
        waiting = thread.submit(lambda: list(upcoming.passages_of(["a"])))
        upcoming.given_up()
        with pytest.raises(CancelledError):
            waiting.result()


class FailingEmbedder(BagOfWordsEmbedder):
    """Gives up on what is said of Chad."""

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if any("Chad" in text for text in texts):
            raise MemoryError
        return super().embed_passages(texts)


def test_a_run_that_fails_while_they_are_made_spoils_nothing(stage: Stage) -> None:
    before = stage.contents()
    stage.write("chad.txt", "Chad held an election.")
    (stage.data / "copies.npz").unlink()  # so that all the signatures are asked for
    with pytest.raises(MemoryError):
        Stage(stage.folder, FailingEmbedder(), max_tokens=8).update()
    assert stage.contents() == before
    assert counts(stage.update()) == (1, 0, 0, 2)
    assert (stage.faults(), sorted(stage.contents().articles)) == ([], ["chad", "mali", "niger"])

"""What a run leaves to the next: what it put, and by what the index differs from the one that it began from."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from index.build import Progress
from index.chroma_client import open_folder
from index.chroma_file import record_changes
from index.chroma_tables import Record
from index.new_records import FILE, MOST, Origin, Put, keep_records, kept_changes, kept_records
from index.run_folder import chroma_folder
from index.seal import seal_name
from tests.index_stage import Stage, counts
from tests.spare_stage import change, inode, is_the_folder

NOTHING: dict[str, dict[str, Put]] = {"passages": {}, "articles": {}}


@pytest.fixture
def stage(after_two_runs: Stage, tmp_path: Path) -> Stage:
    return after_two_runs.copied(tmp_path)


def without_new(stage: Stage) -> None:
    (chroma_folder(stage.data, 2) / FILE).unlink()


def noise_in_new(stage: Stage) -> None:
    path = chroma_folder(stage.data, 2) / FILE
    content = bytearray(path.read_bytes())
    for at in range(0, len(content), 50):
        content[at] ^= 0xFF
    path.write_bytes(content)


def other_new(stage: Stage) -> None:
    """As when the run was gone on with by another: it has only what that one put."""
    keep_records(chroma_folder(stage.data, 2), NOTHING)


@pytest.mark.parametrize("spoil", [without_new, noise_in_new, other_new])
def test_what_the_last_run_put_is_in_the_index_too(stage: Stage, spoil: Callable[[Stage], None]) -> None:
    before_last = inode(stage, 1)
    spoil(stage)
    change(stage)
    assert inode(stage, 3) == before_last
    assert is_the_folder(stage)


def test_what_the_last_run_put_is_had_without_its_index(stage: Stage) -> None:
    kept = kept_records(chroma_folder(stage.data, 2), "passages")
    database = open_folder(chroma_folder(stage.data, 2))
    try:
        vectors = database.passages.embeddings(sorted(kept))
        assert {record.id: record for record in database.passages.get(sorted(kept))} == {
            one: record for one, (record, _) in kept.items()
        }
    finally:
        database.close()
    assert {one.partition("@")[0] for one in kept} == {"00", "new"}
    for one, (_, vector) in kept.items():  # Chroma gives back what it has made of length one
        np.testing.assert_allclose(vector / np.linalg.norm(vector), vectors[one], atol=1e-6)


def test_what_the_last_run_changed_is_had_without_comparing(stage: Stage) -> None:
    before, after = chroma_folder(stage.data, 1), chroma_folder(stage.data, 2)
    seal = seal_name(before)
    assert seal
    changes = kept_changes(after, seal)
    assert changes
    assert changes == record_changes(before, after)
    assert kept_changes(after, "another folder's") is None


def test_a_run_that_was_gone_on_with_does_not_know_what_it_changed(stage: Stage) -> None:
    stage.write("02.txt", "The third article has another text.")
    with pytest.raises(KeyboardInterrupt):
        stage.update(progress=interrupted)
    seal = seal_name(chroma_folder(stage.data, 2))
    assert seal
    stage.update()
    assert kept_changes(chroma_folder(stage.data, 3), seal) is None
    change_another(stage)
    assert kept_changes(chroma_folder(stage.data, 4), seal_name(chroma_folder(stage.data, 3)) or "")
    assert is_the_folder(stage)


def interrupted(_progress: Progress) -> None:
    raise KeyboardInterrupt


def change_another(stage: Stage) -> None:
    stage.write("04.txt", "The fifth article has another text.")
    assert counts(stage.update())[1] == 1


def test_a_folder_that_has_not_as_many_records_then_is_not_taken(stage: Stage) -> None:
    seal = seal_name(chroma_folder(stage.data, 1))
    assert seal
    (chroma_folder(stage.data, 1) / "mark").touch()
    keep_records(chroma_folder(stage.data, 2), NOTHING, Origin(seal, {"passages": [], "articles": []}))
    change(stage)
    assert not (chroma_folder(stage.data, 3) / "mark").exists()
    assert is_the_folder(stage)


def test_a_run_that_puts_very_much_keeps_none_of_it(tmp_path: Path) -> None:
    record = (Record("a@v", "text", {}), np.ones(1, dtype=np.float32))
    keep_records(tmp_path, {"articles": {"a@v": record}})
    assert kept_records(tmp_path, "articles") == {"a@v": record}
    keep_records(tmp_path, {"articles": {str(number): record for number in range(MOST + 1)}})  # in place of that
    assert kept_records(tmp_path, "articles") == {}

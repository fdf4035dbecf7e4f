"""Ways in which the stored data of tests/test_index_faults.py go wrong, each with what `verify` says of it."""

import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np

from index.chroma_client import open_folder
from index.chroma_tables import Database
from index.generation import FILE
from index.seal import read_seal, write_seal
from tests.index_stage import Stage

Plant = Callable[[Stage], None]


def chroma(stage: Stage) -> Path:
    return stage.data / "chroma-1"


def noise(path: Path) -> None:
    """As many bytes, all of them others."""
    path.write_bytes(random.Random(1).randbytes(path.stat().st_size))


def every_vector_file(change: Callable[[Path], None]) -> Callable[[Stage], None]:
    def plant(stage: Stage) -> None:
        files = [*chroma(stage).rglob("*.bin"), *chroma(stage).rglob("*.pickle")]
        assert len(files) > 4
        for path in files:
            change(path)

    return plant


def truncated_sqlite(stage: Stage) -> None:
    path = chroma(stage) / "chroma.sqlite3"
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 3])


def empty_sqlite(stage: Stage) -> None:
    (chroma(stage) / "chroma.sqlite3").write_bytes(b"")


def noise_in_sqlite(stage: Stage) -> None:
    noise(chroma(stage) / "chroma.sqlite3")


def no_chroma_folder(stage: Stage) -> None:
    shutil.rmtree(chroma(stage))


@contextmanager
def opened(stage: Stage) -> Iterator[Database]:
    """To write what should not be written, as a library may, and not a disk: the seal is none the wiser."""
    seal = read_seal(chroma(stage))
    assert seal
    database = open_folder(chroma(stage))
    yield database
    database.settle()
    database.close()
    vectors = [path for path in chroma(stage).rglob("*") if path.suffix in {".bin", ".pickle"}]
    write_seal(chroma(stage), vectors, seal.facts)


def lost_passage(stage: Stage) -> None:
    with opened(stage) as database:
        database.passages.delete([min(database.passages.ids())])


def lost_record(stage: Stage) -> None:
    with opened(stage) as database:
        database.articles.delete([min(database.articles.ids())])


def stray_passage(stage: Stage) -> None:
    with opened(stage) as database:
        (one,) = database.passages.get([min(database.passages.ids())])
        database.passages.put([replace(one, id="gone@v0#0")], np.ones((1, stage.embedder.dimensions), np.float32))


def altered_text(stage: Stage) -> None:
    with opened(stage) as database:
        name = min(database.passages.ids())
        (one,) = database.passages.get([name])
        altered = replace(one, text=one.text.replace("Mali", "Chad"))
        database.passages.put([altered], np.array([database.passages.embeddings([name])[name]]))


def another_vector(stage: Stage) -> None:
    with opened(stage) as database:
        (one,) = database.passages.get([min(database.passages.ids())])
        database.passages.put([one], np.ones((1, stage.embedder.dimensions), np.float32))


def no_generation_file(stage: Stage) -> None:
    (stage.data / FILE).unlink()


def noise_in_generation_file(stage: Stage) -> None:
    noise(stage.data / FILE)


def noise_in_lexicon(stage: Stage) -> None:
    files = [*stage.data.glob("lexicon/*/*.term"), *stage.data.glob("lexicon/*/*.idx")]
    assert files
    for path in files:
        noise(path)


EVERYTHING_ANEW = {
    "vector files overwritten": (every_vector_file(noise), "not as it was written"),
    "vector files deleted": (every_vector_file(Path.unlink), "missing"),
    "Chroma's SQLite file truncated": (truncated_sqlite, "chroma.sqlite3: damaged"),
    "Chroma's SQLite file emptied": (empty_sqlite, "chroma-1"),
    "Chroma's SQLite file overwritten": (noise_in_sqlite, "chroma.sqlite3: damaged"),
    "Chroma's folder deleted": (no_chroma_folder, "chroma-1: missing"),
}
A_PART = {
    "a passage lost": (lost_passage, "of its 2 passages are there"),
    "an article's record lost": (lost_record, "2 passages of version"),
    "a passage of no article": (stray_passage, "gone: 1 passages of version v0 without a record"),
    "citewire.json deleted": (no_generation_file, "citewire.json: missing"),
    "citewire.json overwritten": (noise_in_generation_file, "citewire.json: damaged"),
    "the lexicon overwritten": (noise_in_lexicon, "not as it was written"),
}
BY_REBUILD_ONLY = {
    "a passage's text altered": (altered_text, "mali: passage 0 is not the article's text"),
    "another text's vector": (another_vector, "its vector is not its text's"),
}

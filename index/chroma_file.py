"""What the SQLite file of embedded Chroma tells by itself: at once, where Chroma loads its vector index first.

Only read here. The tables are those that Chroma has had since 0.4; a file without them is damaged.
"""

import json
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from index.chroma_client import SQLITE
from index.errors import DamagedIndexError

_TABLES = """SELECT collections.name, collections.id, segments.id FROM collections
    JOIN segments ON segments.collection = collections.id AND segments.scope = 'METADATA' ORDER BY 1"""


@dataclass(frozen=True, slots=True)
class RecordIds:
    """The ids of all records, by table; `origin` is the same in a folder and its copies, and nowhere else."""

    origin: tuple[str, ...]
    ids: Mapping[str, frozenset[str]]


def record_ids(chroma: Path) -> RecordIds:
    """120,000 in less than a tenth of a second. DamagedIndexError when they cannot be read."""
    with _reading(chroma) as database:
        tables = database.execute(_TABLES).fetchall()
        ids = "SELECT json_group_array(embedding_id) FROM embeddings WHERE segment_id = ?"  # half the time of rows
        lists = {name: database.execute(ids, [segment]).fetchone()[0] for name, _, segment in tables}
    found = {name: frozenset(json.loads(listed)) for name, listed in lists.items()}
    return RecordIds(tuple(one for _, one, _ in tables), found)


def record_counts(chroma: Path) -> dict[str, int]:
    """How many records there are, by table. DamagedIndexError when they cannot be read."""
    with _reading(chroma) as database:
        count = "SELECT count(*) FROM embeddings WHERE segment_id = ?"
        tables = database.execute(_TABLES).fetchall()
        return {name: int(database.execute(count, [segment]).fetchone()[0]) for name, _, segment in tables}


def log_length(chroma: Path) -> int:
    """How many changes Chroma may still have in its log alone, and not in the files of its vector index."""
    with _reading(chroma) as database:
        (length,) = database.execute("SELECT count(*) FROM embeddings_queue").fetchone()
    return int(length)


def sqlite_faults(chroma: Path) -> Iterator[str]:
    """What is wrong with the file itself, page by page."""
    try:
        with closing(_connect(chroma)) as database:
            found = [str(line) for (line,) in database.execute("PRAGMA quick_check(3)")]
    except sqlite3.Error as error:
        found = [str(error)]
    if found != ["ok"]:
        yield f"{chroma / SQLITE}: damaged ({'; '.join(found)})"


def copy_folder(source: Path, target: Path, *, without: tuple[str, ...]) -> None:
    """A Chroma folder that others may be reading: opening it writes a little to its SQLite file, but not meanwhile."""
    with closing(_connect(source, "rw")) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM sqlite_master").fetchone()  # takes the lock that readers share
        shutil.copytree(source, target, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*-journal", *without))


@contextmanager
def _reading(chroma: Path) -> Iterator[sqlite3.Connection]:
    try:
        with closing(_connect(chroma)) as database:
            yield database
    except sqlite3.Error as error:
        raise DamagedIndexError(f"{chroma / SQLITE}: damaged ({error})") from error


def _connect(chroma: Path, mode: str = "ro") -> sqlite3.Connection:
    return sqlite3.connect(f"{(chroma / SQLITE).absolute().as_uri()}?mode={mode}", uri=True)

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


# The other folder is attached; both have an index on these two columns.
_ONLY_HERE = """SELECT embedding_id FROM main.embeddings AS here WHERE segment_id = ? AND NOT EXISTS (SELECT 1
    FROM other.embeddings AS there WHERE there.segment_id = ? AND there.embedding_id = here.embedding_id)"""


@dataclass(frozen=True, slots=True)
class Changes:
    """Ids of records, by table, that only the earlier or only the later of two folders has."""

    gone: Mapping[str, frozenset[str]]
    new: Mapping[str, frozenset[str]]

    def __len__(self) -> int:
        return sum(len(ids) for side in (self.gone, self.new) for ids in side.values())


def record_ids(chroma: Path) -> dict[str, frozenset[str]]:
    """The ids of all records, by table: 120,000 in a tenth of a second. DamagedIndexError when they cannot be read."""
    with _reading(chroma) as database:
        ids = "SELECT json_group_array(embedding_id) FROM embeddings WHERE segment_id = ?"  # half the time of rows
        tables = database.execute(_TABLES).fetchall()
        lists = {name: database.execute(ids, [segment]).fetchone()[0] for name, _, segment in tables}
    return {name: frozenset(json.loads(listed)) for name, listed in lists.items()}


def record_changes(before: Path, after: Path) -> Changes | None:
    """What became of one folder's records in another; None when the two are not copies of one. Other threads go on.

    DamagedIndexError when one cannot be read.
    """
    segments = _segments(before), _segments(after)
    if segments[0].keys() != segments[1].keys():
        return None
    return Changes(_only_in(before, after, *segments), _only_in(after, before, *segments[::-1]))


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


def _segments(chroma: Path) -> dict[tuple[str, str], str]:
    """{(table, its id, which is the same in copies and nowhere else): where its records are}."""
    with _reading(chroma) as database:
        return {(name, one): segment for name, one, segment in database.execute(_TABLES)}


def _only_in(
    here: Path, there: Path, segments: Mapping[tuple[str, str], str], others: Mapping[tuple[str, str], str]
) -> dict[str, frozenset[str]]:
    with _reading(here) as database:
        database.execute("ATTACH ? AS other", [_address(there)])
        return {
            table[0]: frozenset(one for (one,) in database.execute(_ONLY_HERE, [segment, others[table]]))
            for table, segment in segments.items()
        }


@contextmanager
def _reading(chroma: Path) -> Iterator[sqlite3.Connection]:
    try:
        with closing(_connect(chroma)) as database:
            yield database
    except sqlite3.Error as error:
        raise DamagedIndexError(f"{chroma / SQLITE}: damaged ({error})") from error


def _connect(chroma: Path, mode: str = "ro") -> sqlite3.Connection:
    return sqlite3.connect(_address(chroma, mode), uri=True)


def _address(chroma: Path, mode: str = "ro") -> str:
    return f"{(chroma / SQLITE).absolute().as_uri()}?mode={mode}"

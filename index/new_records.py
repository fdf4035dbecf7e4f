"""The records that a run put, in a file beside the index: Chroma loads all of its vectors before it gives one record.

An id names one content and one embedder, so what the file holds is right whatever became of the folder since. The file
also says by which ids the index differs from the one that the run began from. It may be lost: the index has the same.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from index.chroma_file import Changes
from index.chroma_tables import Record

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FILE = "new.npz"
# Some 4 kB each. A run that puts more changes more than the next brings up to date, unless there are very many.
MOST = 2000
Put = tuple[Record, "NDArray[np.float32]"]  # with its vector, of shape (dimensions,)


@dataclass(frozen=True, slots=True)
class Origin:
    """What a run began from: the name of that folder's seal, and the ids, by table, of what the run deleted in it."""

    seal: str
    gone: Mapping[str, Collection[str]]


class NewRecords:
    """What a run puts and deletes, remembered for the file."""

    def __init__(self) -> None:
        """Of a run that began from nothing that is known."""
        self._seal: str | None = None
        self._put: dict[str, dict[str, Put]] = {"passages": {}, "articles": {}}
        self._gone: dict[str, set[str]] = {"passages": set(), "articles": set()}

    def begin_from(self, seal: str | None) -> None:
        """With all of the records of the folder of this seal, and no others; None where that is not so."""
        self._seal = seal

    def put(self, tables: "Mapping[str, tuple[Sequence[Record], NDArray[np.float32]]]") -> None:
        """{table: (records, their vectors)}, remembered until they are more than is kept."""
        if sum(map(len, self._put.values())) <= MOST:
            for name, (records, vectors) in tables.items():
                self._put[name] |= {one.id: (one, row) for one, row in zip(records, vectors, strict=True)}

    def delete(self, tables: Mapping[str, Collection[str]]) -> None:
        """{table: ids}."""
        for name, ids in tables.items():
            self._gone[name].update(ids)

    def keep(self, folder: Path) -> None:
        """In the folder that the run wrote."""
        keep_records(folder, self._put, None if self._seal is None else Origin(self._seal, self._gone))


def keep_records(folder: Path, tables: Mapping[str, Mapping[str, Put]], origin: Origin | None = None) -> None:
    """{table: {id: record}}, in place of what is there; nothing when they are too many.

    `origin` only when these records, and what it says is gone, are all that has changed.
    """
    import numpy as np

    path = folder / FILE
    gone = {} if origin is None else {name: sorted(ids) for name, ids in origin.gone.items()}
    if sum(map(len, (*tables.values(), *gone.values()))) > MOST:
        path.unlink(missing_ok=True)
        return
    arrays = {}
    if origin is not None:
        new = {name: sorted(found.keys() - gone[name]) for name, found in tables.items()}
        arrays["changes"] = _bytes({"seal": origin.seal, "gone": gone, "new": new})
    for name, found in tables.items():
        if found:
            arrays[f"{name}-records"] = _bytes([astuple(record) for record, _ in found.values()])
            arrays[f"{name}-vectors"] = np.stack([vector for _, vector in found.values()])
    with path.open("wb") as file:
        np.savez(file, **arrays)  # type: ignore[arg-type]  # the names are none of its options


def kept_records(folder: Path, table: str) -> dict[str, Put]:
    """{id: record} of a table; empty when there is no such file, or its checksums tell of damage."""
    import numpy as np

    try:
        with np.load(folder / FILE) as file:
            records = [Record(*one) for one in json.loads(file[f"{table}-records"].tobytes())]
            return {one.id: (one, vector) for one, vector in zip(records, file[f"{table}-vectors"], strict=True)}
    except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile):
        return {}


def kept_changes(folder: Path, seal: str) -> Changes | None:
    """What the run changed in the folder of this seal, which it began from; None when that is not known."""
    import numpy as np

    try:
        with np.load(folder / FILE) as file:
            found = json.loads(file["changes"].tobytes())
        if found["seal"] != seal:
            return None
        gone, new = ({name: frozenset(ids) for name, ids in found[side].items()} for side in ("gone", "new"))
        return Changes(gone, new)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, EOFError, BadZipFile):
        return None


def _bytes(value: object) -> "NDArray[np.uint8]":
    import numpy as np

    return np.frombuffer(json.dumps(value).encode(), dtype=np.uint8)

"""The records that a run put, in a file beside the index: Chroma loads all of its vectors before it gives one record.

An id names one content and one embedder, so what the file holds is right whatever became of the folder since. It may be
lost: the index has the same.
"""

import json
from collections.abc import Mapping
from dataclasses import astuple
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from index.chroma_tables import Record

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FILE = "new.npz"
# Some 4 kB each. A run that puts more changes more than the next brings up to date, unless there are very many.
MOST = 2000
Put = tuple[Record, "NDArray[np.float32]"]  # with its vector, of shape (dimensions,)


def keep_records(folder: Path, tables: Mapping[str, Mapping[str, Put]]) -> None:
    """{table: {id: record}}, in place of what is there; nothing when they are too many."""
    import numpy as np

    path = folder / FILE
    if sum(map(len, tables.values())) > MOST:
        path.unlink(missing_ok=True)
        return
    arrays = {}
    for name, found in tables.items():
        if found:
            records = json.dumps([astuple(record) for record, _ in found.values()])
            arrays[f"{name}-records"] = np.frombuffer(records.encode(), dtype=np.uint8)
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

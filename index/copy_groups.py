"""Which articles of the index are copies of each other: kept beside the store, as a cache of its signatures."""

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkstemp
from threading import Lock
from typing import TYPE_CHECKING, Protocol
from zipfile import BadZipFile

from index.duplicates import PERMUTATIONS, groups_of_rows, words
from index.lexicon_state import state_name
from index.records import article_key

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FILE = "copies.npz"
Key = tuple[str, object]


class Signatures(Protocol):
    """A state of the index: what the groups are made from."""

    @property
    def versions(self) -> Mapping[str, str]:
        """{article id: version}."""
        ...

    def signatures_of(self, article_ids: Sequence[str]) -> Iterator[tuple[str, tuple[int, ...]]]:
        """(article id, `index.duplicates.signature`) of these articles, in no order."""
        ...


@dataclass(frozen=True, slots=True)
class CopyGroups:
    """{article id: all the articles of its group}; an article without copies is in none."""

    members: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, groups: Iterable[Iterable[str]]) -> "CopyGroups":
        """From groups that have no article in common."""
        sets = [frozenset(group) for group in groups]
        return cls({article_id: group for group in sets for article_id in group})

    def key(self, article_id: str, start: int, text: str) -> Key:
        """Equal for the same sentence of an article, and for sentences of copies with the same words in one order."""
        group = self.members.get(article_id)
        return (min(group), words(text)) if group else (article_id, start)


class Copies:
    """The copy groups of the index's newest state. Several threads may refresh at once."""

    def __init__(self, folder: Path) -> None:
        """The data folder. The file in it may be lost or damaged at any time."""
        self._path = folder / FILE
        self._groups = CopyGroups({})
        self._versions: Mapping[str, str] | None = None
        self._refreshing = Lock()

    def refresh(self, articles: Signatures) -> CopyGroups:
        """The groups of this state: from the file, or made from the signatures, as far as the file lacks them."""
        with self._refreshing:
            if articles.versions is not self._versions:
                self._groups, self._versions = self._made(articles), articles.versions
            return self._groups

    def prepare(self, articles: Signatures) -> None:
        """Make ready for a later `refresh` to this state, in this process or another."""
        self._made(articles)

    def _made(self, articles: Signatures) -> CopyGroups:
        versions = articles.versions
        if len(versions) < 2:
            return CopyGroups({})
        state = state_name(versions)
        groups = self._saved_groups(state)
        if groups is None:
            keys, table = self._signatures(articles)
            groups = [sorted(keys[row].rpartition("@")[0] for row in group) for group in groups_of_rows(table)]
            with suppress(OSError):  # a folder that may only be read: made again by the next process
                self._save(state, keys, table, groups)
        return CopyGroups.of(groups)

    def _signatures(self, articles: Signatures) -> "tuple[list[str], NDArray[np.uint32]]":
        """The article keys of a state and their signatures, a row each, without articles too short to have one."""
        import numpy as np

        versions = articles.versions
        wanted = {article_key(*item): item[0] for item in versions.items()}
        saved, table = self._saved_signatures()
        kept = [row for row, key in enumerate(saved) if key in wanted]
        keys = [saved[row] for row in kept]
        known = set(keys)
        missing = [article_id for key, article_id in wanted.items() if key not in known]
        found = [(one, row) for one, row in articles.signatures_of(missing) if len(row) == PERMUTATIONS]
        new = np.array([row for _, row in found], dtype=np.uint32).reshape(len(found), PERMUTATIONS)
        return [*keys, *(article_key(one, versions[one]) for one, _ in found)], np.concatenate([table[kept], new])

    def _saved_groups(self, state: str) -> list[list[str]] | None:
        """None for another state. The signatures, most of the file, are not read."""
        import numpy as np

        try:
            with np.load(self._path) as file:
                found = json.loads(file["groups"].tobytes())
            return found["groups"] if found["state"] == state else None
        except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile):
            return None

    def _saved_signatures(self) -> "tuple[list[str], NDArray[np.uint32]]":
        """Those of the last state that was saved, in the form of `_signatures`."""
        import numpy as np

        try:
            with np.load(self._path) as file:
                keys, table = json.loads(file["keys"].tobytes()), file["signatures"]
            return keys, table.reshape(len(keys), PERMUTATIONS)
        except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile):
            return [], np.empty((0, PERMUTATIONS), dtype=np.uint32)

    def _save(self, state: str, keys: list[str], table: "NDArray[np.uint32]", groups: list[list[str]]) -> None:
        """Replaced in one step: other processes may be reading it."""
        import numpy as np

        self._path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = mkstemp(prefix=f"{FILE}.", dir=self._path.parent)
        try:
            with os.fdopen(descriptor, "wb") as file:
                np.savez(
                    file,
                    groups=_bytes({"state": state, "groups": groups}),
                    keys=_bytes(keys),
                    signatures=table,
                )
            Path(name).replace(self._path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise


def _bytes(value: object) -> "NDArray[np.uint8]":
    import numpy as np

    return np.frombuffer(json.dumps(value).encode(), dtype=np.uint8)

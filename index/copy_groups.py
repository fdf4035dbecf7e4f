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

from index.duplicates import PERMUTATIONS, copy_groups, words
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
        import numpy as np

        versions = articles.versions
        if len(versions) < 2:
            return CopyGroups({})
        state = state_name(versions)
        groups = self._saved_groups(state)
        if groups is None:
            keys = {article_key(*item): item[0] for item in versions.items()}
            signatures = {key: numbers for key, numbers in self._saved_signatures().items() if key in keys}
            missing = [article_id for key, article_id in keys.items() if key not in signatures]
            for one, numbers in articles.signatures_of(missing):
                if len(numbers) == PERMUTATIONS:
                    signatures[article_key(one, versions[one])] = np.array(numbers, dtype=np.uint32)
            groups = [sorted(keys[key] for key in group) for group in copy_groups(signatures)]
            with suppress(OSError):  # a folder that may only be read: made again by the next process
                self._save(state, signatures, groups)
        return CopyGroups.of(groups)

    def _saved_groups(self, state: str) -> list[list[str]] | None:
        """None for another state. The signatures, most of the file, are not read."""
        import numpy as np

        try:
            with np.load(self._path) as file:
                found = json.loads(file["groups"].tobytes())
            return found["groups"] if found["state"] == state else None
        except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile):
            return None

    def _saved_signatures(self) -> "dict[str, NDArray[np.uint32]]":
        """{article key: signature} of the last state that was saved, without articles too short to have one."""
        import numpy as np

        try:
            with np.load(self._path) as file:
                keys, table = json.loads(file["keys"].tobytes()), file["signatures"]
            return dict(zip(keys, table.reshape(len(keys), PERMUTATIONS), strict=True))
        except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile):
            return {}

    def _save(self, state: str, signatures: "Mapping[str, NDArray[np.uint32]]", groups: list[list[str]]) -> None:
        """Replaced in one step: other processes may be reading it."""
        import numpy as np

        table = np.array(list(signatures.values()), dtype=np.uint32).reshape(len(signatures), PERMUTATIONS)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = mkstemp(prefix=f"{FILE}.", dir=self._path.parent)
        try:
            with os.fdopen(descriptor, "wb") as file:
                np.savez(
                    file,
                    groups=_bytes({"state": state, "groups": groups}),
                    keys=_bytes(list(signatures)),
                    signatures=table,
                )
            Path(name).replace(self._path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise


def _bytes(value: object) -> "NDArray[np.uint8]":
    import numpy as np

    return np.frombuffer(json.dumps(value).encode(), dtype=np.uint8)

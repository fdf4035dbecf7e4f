"""The index as a run is about to leave it, told before its articles are stored, so that what is made from it can begin.

The articles that the run adds are in memory; whoever wants others waits until the run has stored everything.
"""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future

from index.records import StoredPassage, passage_key
from index.run import Entry
from index.snapshot import Snapshot


class Upcoming:
    """For one thread that reads, while another stores and then calls `stored`, or `given_up`."""

    def __init__(self, versions: Mapping[str, str], entries: Sequence[Entry]) -> None:
        """`versions` as readers will see them; `entries` are articles of them, in these versions."""
        self.versions = versions
        self._entries = {entry.stored.article.id: entry for entry in entries}
        self._snapshot: Future[Snapshot] = Future()

    def stored(self, snapshot: Snapshot) -> None:
        """Everything can be read."""
        self._snapshot.set_result(snapshot)

    def given_up(self) -> None:
        """Nothing will be stored: whoever waits is told by a CancelledError."""
        self._snapshot.cancel()

    def passages_of(self, article_ids: Sequence[str]) -> Iterator[StoredPassage]:
        """See `index.lexicon.Passages`."""
        for entry in self._known(article_ids):
            stored = entry.stored
            for one in entry.passages:
                yield StoredPassage(passage_key(one.article_id, stored.version, one.number), one, stored.article.source)
        if others := self._others(article_ids):
            yield from self._snapshot.result().passages_of(others)

    def signatures_of(self, article_ids: Sequence[str]) -> Iterator[tuple[str, tuple[int, ...]]]:
        """See `index.copy_groups.Signatures`."""
        for entry in self._known(article_ids):
            yield entry.stored.article.id, entry.stored.signature
        if others := self._others(article_ids):
            yield from self._snapshot.result().signatures_of(others)

    def _known(self, article_ids: Sequence[str]) -> list[Entry]:
        return [self._entries[one] for one in article_ids if one in self._entries]

    def _others(self, article_ids: Sequence[str]) -> list[str]:
        return [one for one in article_ids if one not in self._entries]

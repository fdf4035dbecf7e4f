"""What is kept beside the index, the lexicon, the copy groups and what files hold, made ready by a run meanwhile."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from index.copy_groups import Copies
from index.file_cache import FileCache
from index.lexicon import Lexicon
from index.run import Entry
from index.snapshot import Snapshot
from index.upcoming import Upcoming


class Caches:
    """For one run. Closed at its end, whatever became of it."""

    def __init__(self, lexicon: Lexicon, copies: Copies, files: FileCache) -> None:
        """`files` has found everything before `begin` or `prepare`."""
        self._prepares: tuple[Callable[[Upcoming | Snapshot], None], ...] = (lexicon.prepare, copies.prepare)
        self._files = files
        self._threads = ThreadPoolExecutor(len(self._prepares) + 1, "caches")
        self._upcoming: Upcoming | None = None
        self._begun: list[Future[None]] = []

    def begin(self, versions: Mapping[str, str], entries: Sequence[Entry]) -> None:
        """Begin while the run stores these articles, the last that it lacks of {article id: version}."""
        self._upcoming = Upcoming(versions, entries)
        self._submit(self._upcoming)

    def prepare(self, snapshot: Snapshot) -> None:
        """Have everything ready for the state that the run has stored."""
        if self._upcoming is None:
            self._submit(snapshot)
        else:
            self._upcoming.stored(snapshot)
        for one in self._begun:
            one.result()

    def close(self) -> None:
        """Wait for what has begun; nothing waits for the run any more."""
        if self._upcoming is not None:
            self._upcoming.given_up()
        self._threads.shutdown()

    def _submit(self, state: Upcoming | Snapshot) -> None:
        self._begun = [self._threads.submit(prepare, state) for prepare in self._prepares]
        self._begun.append(self._threads.submit(self._files.save))  # right whatever becomes of the run

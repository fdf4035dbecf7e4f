"""The index in a folder of this machine: Chroma in the process, a file lock, and a small file that counts the runs."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

from index.folder_run import begin_run
from index.generation import FILE, Generation, read_generation
from index.run import Run
from index.run_folder import folder_faults, open_snapshot
from index.snapshot import Snapshot


class EmbeddedBackend:
    """See `index.store.Backend`. Nothing is written before a run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.name = str(folder)

    def generation(self) -> Generation:
        """From a small file, so that a look costs microseconds."""
        return read_generation(self.folder)

    def finished_at(self) -> datetime | None:
        """Each run that changes something replaces the small file at its end."""
        try:
            return datetime.fromtimestamp((self.folder / FILE).stat().st_mtime, UTC)
        except OSError:
            return None

    def open(self) -> Snapshot:
        """An index without articles when the folder is missing or empty."""
        return open_snapshot(self.folder)

    def faults(self) -> Iterator[str]:
        """Of the file that counts the runs, the sealed vector index, and Chroma's SQLite file."""
        return folder_faults(self.folder)

    def begin(self, settings: str, embedder: str, *, rebuild: bool = False) -> AbstractContextManager[Run]:
        """Holds the folder's lock until the end of the block."""
        return begin_run(self.folder, settings, embedder, rebuild=rebuild)

    def close(self) -> None:
        """Nothing is held open."""

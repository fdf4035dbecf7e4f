"""The index on a Chroma server: any number of machines read it, and one at a time writes it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from index.catalogue import Catalogue
from index.chroma_server import Address, ChromaServer
from index.generation import UNBUILT, Generation
from index.lease import SECONDS, holding
from index.run import Run
from index.server_run import ServerRun
from index.snapshot import Snapshot


class ServerBackend:
    """See `index.store.Backend`. `folder` is this machine's own: its lexicon, and what it knows of article files."""

    def __init__(self, server: ChromaServer, folder: Path, lease_seconds: float = SECONDS) -> None:
        self.folder = folder
        self.name = server.url
        self._server = server
        self._lease_seconds = lease_seconds
        self._catalogue = Catalogue(server)

    @classmethod
    def connect(cls, address: Address, folder: Path) -> "ServerBackend":
        """CitewireError when there is no server, or it says no."""
        return cls(ChromaServer(address), folder)

    def generation(self) -> Generation:
        """One small request."""
        return self._catalogue.last().generation

    def finished_at(self) -> datetime | None:
        """By the server's clock."""
        return self._catalogue.finished_at()

    def open(self) -> Snapshot:
        """The articles of the last finished run; asked again when one is finished meanwhile."""
        while True:
            last = self._catalogue.last()
            if last.generation == UNBUILT:
                return Snapshot(UNBUILT, None, {})
            versions = self._catalogue.versions(last)
            if self._catalogue.last() == last:
                return Snapshot(last.generation, self._catalogue.tables(last.tables), versions)

    def faults(self) -> Iterator[str]:
        """None: how the server keeps its files is the server's."""
        return iter(())

    @contextmanager
    def begin(self, settings: str, embedder: str, *, rebuild: bool = False) -> Iterator[Run]:
        """Holds the lease until the end of the block."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with holding(self._catalogue.table, self._server.time, self.name, self._lease_seconds) as lease:
            yield ServerRun(self._catalogue, lease, settings, embedder, rebuild=rebuild)

    def close(self) -> None:
        """Close the connections to the server."""
        self._server.close()

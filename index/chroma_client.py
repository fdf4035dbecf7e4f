"""Embedded Chroma: two collections in a folder.

Embedded Chroma writes its vector index in place: a process that opens it meanwhile can die of a segmentation fault
(seen with 1.5.9), and one that holds it open does not see what another writes. So a folder given to `open_folder`
must have no writer in another process; `index.folder_hold` sees to that.
"""

import time
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from index.chroma_tables import LONG_LOG, Database, Table
from index.errors import CitewireError, DamagedIndexError

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.collection_configuration import CreateHNSWConfiguration

T = TypeVar("T")
SQLITE = "chroma.sqlite3"  # where embedded Chroma keeps all but the vectors, in its folder
_opening = Lock()
_LOCKED = "database is locked"
_WAITS = (0.05, 0.2, 0.5, 1.0, 2.0)  # seconds before each further attempt


def open_folder(folder: Path, closed: Callable[[], None] = lambda: None) -> Database:
    """Embedded Chroma in a folder, new or old; `closed` is called when it is let go of.

    DamagedIndexError when Chroma cannot open it.
    """
    from chromadb.api import ServerAPI
    from chromadb.api.client import Client
    from chromadb.api.shared_system_client import SharedSystemClient
    from chromadb.config import Settings, System
    from chromadb.errors import ChromaError

    settings = Settings(anonymized_telemetry=False, is_persistent=True, persist_directory=str(folder))
    requests = FolderRequests(folder)
    try:
        with _opening:
            # Clients of one folder share a system, and with it what they last saw of the vectors; this one shares
            # with nobody: https://github.com/chroma-core/chroma/blob/1.5.9/chromadb/api/shared_system_client.py
            system = System(settings)
            system.instance(ServerAPI)  # type: ignore[type-abstract]  # Chroma names its parts by abstract classes
            system.start()
            client = Client.from_system(system)
            SharedSystemClient.clear_system_cache()
        passages, articles = _table(client, "passages", {}, requests), _table(client, "articles", NO_SEARCH, requests)
    except (ChromaError, ValueError, OSError) as error:
        closed()
        raise DamagedIndexError(f"{folder}: Chroma cannot open it ({error})") from error

    def stop() -> None:
        system.stop()
        closed()

    return Database(passages, articles, stop, local=True)


class FolderRequests:
    """See `Requests`. Made once, for what fails here would fail again, but for one thing.

    Chroma tidies up in threads of its own, and SQLite turns down, at once, a write that would wait for them for ever.
    """

    page: int | None = None

    def __init__(self, folder: Path, wait: Callable[[float], None] = time.sleep) -> None:
        self._folder = folder
        self._wait = wait

    def read(self, request: Callable[[], T]) -> T:
        """DamagedIndexError when Chroma cannot read."""
        from chromadb.errors import ChromaError

        try:
            return request()
        except ChromaError as error:
            raise DamagedIndexError(f"{self._folder}: Chroma cannot read it ({error})") from error

    def write(self, request: Callable[[], T]) -> T:
        """CitewireError when Chroma cannot write."""
        from chromadb.errors import ChromaError

        for pause in (*_WAITS, None):
            try:
                return request()
            except ChromaError as error:
                if pause is None or _LOCKED not in str(error):
                    raise CitewireError(
                        f"{self._folder}: Chroma cannot write ({error}); "
                        "see whether the disk is full, then run `citewire index` again"
                    ) from error
                self._wait(pause)
        raise AssertionError  # the last attempt returns or raises


# Articles are never searched by vector, but Chroma wants one: each has the same, of one dimension.
NO_SEARCH: "CreateHNSWConfiguration" = {"max_neighbors": 2, "ef_construction": 2, "ef_search": 2}


def _table(client: "ClientAPI", name: str, search: "CreateHNSWConfiguration", requests: FolderRequests) -> Table:
    hnsw: CreateHNSWConfiguration = {"space": "cosine", "sync_threshold": LONG_LOG, **search}
    collection = client.get_or_create_collection(name, embedding_function=None, configuration={"hnsw": hnsw})
    return Table(collection, requests)

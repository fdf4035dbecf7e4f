"""What a Chroma server knows of finished runs: which there was last, and the articles that belong to it.

A collection of small records. A run is finished by the record `generation-7`, and Chroma's `add` leaves a record of
that name as it is: of two writers who both believe to be the seventh, the first is, and the other learns it.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from index.chroma_server import ChromaServer
from index.chroma_tables import Database, Metadata, Record
from index.errors import CitewireError
from index.generation import UNBUILT, Generation

FORMAT = 1  # of the records here
NAME = "citewire"
PREFIX = "citewire-"  # of the collections that hold articles and passages
_ENTRIES = 200  # articles a page: 12 kB, and Chroma Cloud takes 16


@dataclass(frozen=True, slots=True)
class FinishedRun:
    """A run that is finished; `token` is its writer's own, `tables` ends the names of its collections."""

    generation: Generation
    token: str = ""
    tables: str = ""
    pages: int = 0


class Catalogue:
    """Read by all, written by whoever holds the lease."""

    def __init__(self, server: ChromaServer) -> None:
        self.table = server.table(NAME)
        self._server = server

    def last(self) -> FinishedRun:
        """The last finished run. CitewireError when a newer Citewire wrote it."""
        newest = self._newest()
        if newest is None:
            return FinishedRun(UNBUILT)
        if int(newest["format"]) > FORMAT:
            raise CitewireError(f"{self._server.url}: written by a newer Citewire; update Citewire")
        generation = Generation(int(newest["number"]), str(newest["settings"]), str(newest["embedder"]))
        return FinishedRun(generation, str(newest["token"]), str(newest["tables"]), int(newest["pages"]))

    def finished_at(self) -> datetime | None:
        """When that run ended, by the server's clock; None if that is not known."""
        newest = self._newest()
        seconds = int(newest.get("finished", 0)) if newest else 0
        return datetime.fromtimestamp(seconds, UTC) if seconds else None

    def _newest(self) -> Metadata | None:
        found = [one.metadata for one in self.table.all("generation")]
        return max(found, key=lambda metadata: int(metadata["number"]), default=None)

    def versions(self, run: FinishedRun) -> dict[str, str]:
        """{article id: version} of a finished run."""
        found: dict[str, str] = {}
        for record in self.table.get([_page(run.token, number) for number in range(run.pages)]):
            found |= json.loads(record.text)
        return found

    def finish(self, run: FinishedRun, versions: Mapping[str, str]) -> FinishedRun:
        """Have all readers go on to this run. CitewireError when another writer was first."""
        pages = list(_pages(run.token, versions))
        for page in pages:
            self.table.add(page)
        finished = FinishedRun(run.generation, run.token, run.tables, len(pages))
        generation = run.generation
        metadata: Metadata = {
            "kind": "generation",
            "format": FORMAT,
            "number": generation.number,
            "settings": generation.settings,
            "embedder": generation.embedder,
            "token": run.token,
            "tables": run.tables,
            "pages": len(pages),
            "finished": int(self._server.time()),
        }
        self.table.add(Record(f"generation-{generation.number}", "", metadata))
        if self.last().token != run.token:
            raise CitewireError(f"{self._server.url}: another run was finished meanwhile; run `citewire index` again")
        return finished

    def forget_before(self, run: FinishedRun) -> None:
        """Delete what is there of other runs than this last one."""
        stale = [one.id for kind in ("generation", "page") for one in self.table.all(kind)]
        kept = {f"generation-{run.generation.number}", *(_page(run.token, number) for number in range(run.pages))}
        self.table.delete([one for one in stale if one not in kept])

    def tables(self, ending: str) -> Database:
        """The articles and passages of runs that name this ending, empty at first."""
        passages, articles = (self._server.table(f"{PREFIX}{what}-{ending}") for what in ("passages", "articles"))
        return Database(passages, articles, lambda: None, local=False)

    def drop_tables(self, *, but: set[str]) -> None:
        """Delete the articles and passages of runs that nobody reads any more."""
        for name in self._server.table_names():
            if name.startswith(PREFIX) and name.removeprefix(PREFIX).partition("-")[2] not in but:
                self._server.drop(name)


def _pages(token: str, versions: Mapping[str, str]) -> Iterator[Record]:
    items = sorted(versions.items())
    for number, start in enumerate(range(0, len(items), _ENTRIES)):
        text = json.dumps(dict(items[start : start + _ENTRIES]), ensure_ascii=False)
        yield Record(_page(token, number), text, {"kind": "page"})


def _page(token: str, number: int) -> str:
    return f"page-{token}-{number}"

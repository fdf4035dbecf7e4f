"""An articles folder and an index of it, beside it or on a Chroma server, and all that can be read of it."""

import shutil
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from index.build import IndexReport, Progress, update_index
from index.chroma_server import Address, ChromaServer
from index.domain import Passage
from index.embedded import EmbeddedBackend
from index.lexicon import Lexicon
from index.records import StoredArticle
from index.server import ServerBackend
from index.store import Backend, Store
from index.verify import verify
from tests.fakes import BagOfWordsEmbedder

EVERYTHING = 1000  # more passages than any test has


@dataclass(frozen=True)
class Contents:
    """What a reader can find: articles as stored, the passages by vector, and by words how many."""

    articles: dict[str, StoredArticle]
    passages: set[Passage]
    words: int


@dataclass
class Stage:
    """`folder / "articles"` and `folder / machine`, which with a server holds only what can be made again."""

    folder: Path
    embedder: BagOfWordsEmbedder = field(default_factory=BagOfWordsEmbedder)
    max_tokens: int = 30
    passages_at_once: int = 256
    server: str = ""
    machine: str = "data"
    lease_seconds: float = 60.0

    def copied(self, folder: Path) -> "Stage":
        """The same in another folder, to be changed."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        return Stage(folder, self.embedder)

    @property
    def data(self) -> Path:
        return self.folder / self.machine

    def backend(self) -> Backend:
        if self.server:
            return ServerBackend(ChromaServer(Address(self.server)), self.data, self.lease_seconds)
        return EmbeddedBackend(self.data)

    def store(self) -> Store:
        return Store(self.backend())

    def faults(self) -> list[str]:
        with closing(self.backend()) as backend:
            return list(verify(backend, self.lexicon(), self.embedder))

    def write(self, name: str, text: str) -> Path:
        path = self.folder / "articles" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def remove(self, name: str) -> None:
        (self.folder / "articles" / name).unlink()

    def lexicon(self) -> Lexicon:
        return Lexicon(self.data / "lexicon")

    def update(
        self,
        *,
        rebuild: bool = False,
        dry_run: bool = False,
        progress: Callable[[Progress], None] = lambda _: None,
    ) -> IndexReport:
        with closing(self.store()) as store:
            return update_index(
                self.folder / "articles",
                store,
                self.lexicon(),
                self.embedder,
                max_tokens=self.max_tokens,
                rebuild=rebuild,
                dry_run=dry_run,
                passages_at_once=self.passages_at_once,
                progress=progress,
            )

    def contents(self) -> Contents:
        lexicon = self.lexicon()
        with closing(self.store()) as store:
            lexicon.refresh(store.snapshot)
            articles = {one.source.article_id: store.article(one.source.article_id) for one in store.articles()}
            hits = store.nearest(self.embedder.embed_query("anything"), EVERYTHING)
        found = {article_id: stored for article_id, stored in articles.items() if stored}
        return Contents(found, {hit.passage for hit in hits}, lexicon.documents)

    def process(self, role: str, machine: str | None = None) -> list[str]:
        """The command of tests/index_processes.py that plays a role in a process of its own."""
        module = [sys.executable, "-m", "tests.index_processes"]
        return [*module, role, str(self.folder), machine or self.machine, self.server, str(self.lease_seconds)]


def counts(report: IndexReport) -> tuple[int, int, int, int]:
    """Added, changed, removed, unchanged."""
    return report.added, report.changed, report.removed, report.unchanged

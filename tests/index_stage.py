"""An articles folder and a data folder beside it, and all that can be read of the index."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from index.build import IndexReport, Progress, update_index
from index.domain import Passage
from index.lexicon import Lexicon
from index.records import StoredArticle
from index.store import Store
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
    """`folder / "articles"` and `folder / "data"`."""

    folder: Path
    embedder: BagOfWordsEmbedder = field(default_factory=BagOfWordsEmbedder)
    max_tokens: int = 30
    passages_at_once: int = 256

    @property
    def data(self) -> Path:
        return self.folder / "data"

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
        store = Store.open(self.data)
        report = update_index(
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
        store.close()
        return report

    def contents(self) -> Contents:
        store, lexicon = Store.open(self.data), self.lexicon()
        lexicon.refresh(store.snapshot)
        articles = {one.source.article_id: store.article(one.source.article_id) for one in store.articles()}
        hits = store.nearest(self.embedder.embed_query("anything"), EVERYTHING)
        store.close()
        return Contents(
            {article_id: stored for article_id, stored in articles.items() if stored},
            {hit.passage for hit in hits},
            lexicon.documents,
        )


def counts(report: IndexReport) -> tuple[int, int, int, int]:
    """Added, changed, removed, unchanged."""
    return report.added, report.changed, report.removed, report.unchanged

"""The folder of articles changed from afar, one change at a time, each followed by an index run."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from index.addresses import anywhere, is_public
from index.errors import ArticleError, CitewireError

if TYPE_CHECKING:
    from index.adding import Added
    from index.build import IndexReport, Progress
    from index.removal import Removed

Show = Callable[["Progress | None"], None]
Update = Callable[[Callable[["Progress"], None]], "IndexReport"]


@dataclass(frozen=True, slots=True)
class DeskReport:
    """What was done; `index` is None, and `trouble` says why, where the index could not be brought up to date."""

    added: tuple["Added", ...] = ()
    removed: tuple["Removed", ...] = ()
    failures: tuple[ArticleError, ...] = ()
    index: "IndexReport | None" = None
    trouble: str | None = None


class ArticleDesk:
    """Blocking. `update` brings the index up to date, telling how far it is.

    `show` hears None when indexing begins, then how far it is. Reading articles takes a third of a second to import,
    so that is left to the first change.
    """

    def __init__(self, articles: Path, update: Update, *, fetch_private: bool = False) -> None:
        self._articles = articles
        self._update = update
        self._permits = anywhere if fetch_private else is_public
        self._lock = Lock()

    def formats(self) -> tuple[str, ...]:
        """The endings of files that can be added."""
        from index.article_files import FORMATS

        return FORMATS

    def add_link(self, link: str, show: Show) -> DeskReport:
        """A page or a feed. Raises CitewireError for what is no http(s) address: it could be a path of this machine."""
        if not link.lower().startswith(("http://", "https://")):
            raise CitewireError(f"{link}: not an http or https address")
        return self._add(link, show)

    def add_file(self, path: Path, show: Show) -> DeskReport:
        """A file, under its name; where it lies meanwhile is nobody's concern."""
        done = self._add(str(path), show)
        return replace(done, failures=tuple(ArticleError(path.name, one.reason) for one in done.failures))

    def remove(self, article_ids: Sequence[str], show: Show) -> DeskReport:
        """Articles out of the folder. Raises CitewireError, and removes nothing, if one is not known."""
        from index.removal import remove

        with self._lock:
            return self._indexed(DeskReport(removed=remove(self._articles, article_ids)), show)

    def reindex(self, show: Show) -> DeskReport:
        """The index only."""
        with self._lock:
            return self._indexed(DeskReport(), show)

    def _add(self, source: str, show: Show) -> DeskReport:
        from index.adding import Added, add
        from index.fetching import Fetcher
        from index.folder import ArticlesFolder

        with self._lock:
            folder = ArticlesFolder(self._articles)
            with Fetcher(permits=self._permits) as fetcher:
                results = list(add([source], folder, fetcher))
            added = tuple(one for one in results if isinstance(one, Added))
            done = DeskReport(added, failures=tuple(one for one in results if isinstance(one, ArticleError)))
            return self._indexed(done, show) if added else done

    def _indexed(self, done: DeskReport, show: Show) -> DeskReport:
        show(None)
        try:
            return replace(done, index=self._update(show))
        except CitewireError as error:  # the folder is changed all the same: the next run takes it up
            return replace(done, trouble=str(error))

"""The articles folder as it is: which articles, in which versions, and the text of those that are needed."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from hashlib import sha256

from index.article_files import ArticleFile
from index.domain import Article
from index.errors import ArticleError
from index.file_cache import FileCache, FileContents, look


class Survey:
    """One walk through the files of a folder. `versions` and `failed` grow as `needed` is gone through."""

    def __init__(
        self, files: Sequence[ArticleFile], cache: FileCache, settings: str, holds: Callable[[str, str], bool]
    ) -> None:
        """`holds(article id, version)` says what is not needed; `settings` is what else a version depends on."""
        self.versions: dict[str, str] = {}  # article id -> version
        self.failed: list[tuple[str, str]] = []  # file, reason
        self.files_done = 0
        self._files = files
        self._cache = cache
        self._settings = settings
        self._holds = holds
        self._names: dict[str, str] = {}  # article id -> the file it is taken from

    @property
    def done(self) -> bool:
        """Whether `versions` and `failed` are whole."""
        return self.files_done == len(self._files)

    def needed(self) -> Iterator[tuple[str, Article]]:
        """The articles that are not held, with their versions. Files without any are not read again."""
        for file in self._files:
            try:
                known = self._cache.find(file.name, file.location)
                if known is None or not self._all_held(file, known):
                    yield from self._read(file)
                else:
                    for article_id, version in known.articles.items():
                        self._take(file, article_id, version)
                    if known.faults:
                        self._report(file, known.faults)
            except OSError as error:
                self._report(file, [f"cannot be read: {error.strerror or error}"])
            self.files_done += 1

    def _all_held(self, file: ArticleFile, known: FileContents) -> bool:
        for article_id, version in known.articles.items():  # an `all` takes twice as long
            if self._names.get(article_id, file.name) == file.name and not self._holds(article_id, version):
                return False
        return True

    def _read(self, file: ArticleFile) -> Iterator[tuple[str, Article]]:
        from index.articles import read  # takes a tenth of a second to import: all formats, languages and rules

        stamp = look(file.path)
        articles: dict[str, str] = {}
        faults: list[str] = []
        for found in read(file):
            if isinstance(found, ArticleError):
                faults.append(found.reason)
            elif found.id in articles:
                faults.append(f"the id {found.id} is there twice; the first is taken")
            else:
                version = articles[found.id] = article_version(found, self._settings)
                if self._take(file, found.id, version) and not self._holds(found.id, version):
                    yield version, found
        self._remember(file, FileContents(stamp, articles, tuple(faults)))

    def _remember(self, file: ArticleFile, contents: FileContents) -> None:
        self._cache.put(file.name, contents)
        self._report(file, contents.faults)

    def _take(self, file: ArticleFile, article_id: str, version: str) -> bool:
        first = self._names.setdefault(article_id, file.name)
        if first != file.name:
            self.failed.append((file.name, f"the id {article_id} is that of {first} too; give it another"))
            return False
        self.versions[article_id] = version
        return True

    def _report(self, file: ArticleFile, faults: Sequence[str]) -> None:
        self.failed.extend((file.name, fault) for fault in faults)


def compared(files: Sequence[ArticleFile], cache: FileCache, settings: str, last: Mapping[str, str]) -> Survey:
    """Gone through to the end; what is read is what differs from the last run's {article id: version}."""
    survey = Survey(files, cache, settings, lambda article_id, version: last.get(article_id) == version)
    for _ in survey.needed():
        pass
    return survey


def article_version(article: Article, settings: str) -> str:
    """Sixteen digits that change with anything of the article or of the settings."""
    content = json.dumps([settings, asdict(article)], ensure_ascii=False, sort_keys=True)
    return sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:16]

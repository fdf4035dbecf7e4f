"""What `citewire add` is given, paths and addresses and feeds -> files in the articles folder."""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from index.article_files import FORMATS, ArticleFile, scan
from index.articles import read
from index.domain import Article
from index.draft import Draft
from index.errors import ArticleError, CitewireError
from index.feeds import FeedEntry, read_feed
from index.fetching import Fetcher
from index.folder import ArticlesFolder, Change, Placed
from index.markdown_file import markdown
from index.page_kind import Kind
from index.page_reading import draft_of, tidy_url

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Added:
    """A file that is in the folder now; `title` is None where it holds several articles."""

    source: str
    file: str
    change: Change
    articles: int
    title: str | None


def add(sources: Sequence[str], folder: ArticlesFolder, fetcher: Fetcher) -> Iterator[Added | ArticleError]:
    """Put every source into the folder; what fails is given as an error, and the others go on."""
    for source in sources:
        if _ADDRESS.match(source):
            yield from _from_web(source, folder, fetcher)
        else:
            yield from _from_path(Path(source), folder)


def _from_web(url: str, folder: ArticlesFolder, fetcher: Fetcher) -> Iterator[Added | ArticleError]:
    try:
        page = fetcher.fetch(url)
        if page.kind is not Kind.FEED:
            yield _store(url, draft_of(page), folder)
            return
        entries = read_feed(page.data, page.url)
    except ArticleError as error:
        yield error
    except ValueError as error:
        yield ArticleError(url, str(error))
    else:
        for entry in entries:
            yield _from_entry(entry, url, folder, fetcher)
        if not entries:
            yield ArticleError(url, "the feed has no entries")


def _from_entry(entry: FeedEntry, feed: str, folder: ArticlesFolder, fetcher: Fetcher) -> Added | ArticleError:
    """From the entry's page, or else from the feed itself where it has the whole article."""
    source = entry.link or f"{feed}, “{entry.title or 'an entry without title'}”"
    reason = "neither a link nor the article"
    if entry.link:
        try:
            draft = draft_of(fetcher.fetch(entry.link))
            known = replace(
                draft,
                title=draft.title or entry.title,
                author=draft.author or entry.author,
                published=draft.published or entry.published,
                language=draft.language or entry.language,
            )
            return _store(source, known, folder)
        except ArticleError as error:
            reason = error.reason
        except ValueError as error:
            reason = str(error)
    if entry.content is None:
        return ArticleError(source, reason)
    link = tidy_url(entry.link) if entry.link else None
    try:
        whole = Draft(entry.content, entry.title, entry.author, entry.published, link, entry.language)
        return _store(source, whole, folder)
    except ValueError as error:
        return ArticleError(source, str(error))


def _store(source: str, draft: Draft, folder: ArticlesFolder) -> Added | ArticleError:
    """ValueError when no text is left."""
    text, article = markdown(draft)
    try:
        placed = folder.put_markdown(text, article.source)
    except OSError as error:
        return ArticleError(source, f"cannot be stored: {error.strerror or error}")
    return Added(source, placed.name, placed.change, 1, article.source.title)


def _from_path(path: Path, folder: ArticlesFolder) -> Iterator[Added | ArticleError]:
    shown = _shown(path)
    if not path.is_dir():
        if path.is_file():
            yield from _copy(ArticleFile(path, path.name), path.name, folder)
        else:
            yield ArticleError(shown, "no such file or folder")
        return
    found = False
    try:
        for file in scan(path):
            if folder.holds(path) or not folder.holds(file.path):
                found = True
                yield from _copy(file, f"{path.resolve().name}/{file.name}", folder)
    except CitewireError as error:
        yield ArticleError(shown, str(error))
    else:
        if not found:
            yield ArticleError(shown, f"no articles in this folder; they are files of {' '.join(FORMATS)}")


def _copy(file: ArticleFile, name: str, folder: ArticlesFolder) -> Iterator[Added | ArticleError]:
    """A file without a single article in it is left where it is."""
    articles, title, faults = 0, None, []
    for found in read(file):
        if isinstance(found, Article):
            articles, title = articles + 1, found.source.title
        else:
            faults.append(ArticleError(_shown(file.path), found.reason))
    if articles:
        try:
            placed = _placed(file, name, folder)
        except OSError as error:
            yield ArticleError(_shown(file.path), f"cannot be stored: {error.strerror or error}")
            return
        one = title if articles == 1 else None
        yield Added(_shown(file.path), placed.name, placed.change, articles, one)
    yield from faults


def _placed(file: ArticleFile, name: str, folder: ArticlesFolder) -> Placed:
    if folder.holds(file.path):
        return Placed(file.path.resolve().relative_to(folder.path.resolve()).as_posix(), Change.UNCHANGED)
    return folder.put_file(name, file.path)


def _shown(path: Path) -> str:
    """The path as text, also where its name is none."""
    return os.fsencode(path).decode("utf-8", "replace")

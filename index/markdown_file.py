"""A draft -> a Markdown file that people can read and that `index.articles` reads back as the same article."""

import re
import tempfile
from dataclasses import replace
from pathlib import Path

from index.article_files import ArticleFile
from index.articles import read
from index.domain import Article
from index.draft import Draft
from index.errors import ArticleError
from index.front_matter import front_matter
from index.plain_text import normalise

# What would be read as markup, in a line and at its beginning.
_IN_LINE = re.compile(r"[\\`*\[\]]|(?<![^\W_])_|_(?![^\W_])|~(?=~)|<(?=[/!?a-zA-Z])|&(?=#?\w+;)")
_AT_START = re.compile(r"^(?:#{1,6}(?=\s|$)|>|[-+](?=\s|--|$)|\d{1,9}(?=[.)](?:\s|$)))")


def markdown(draft: Draft) -> tuple[str, Article]:
    """The text of a file for the draft, and the article that it is read back as; its id is that of `article.md`.

    ValueError, with the reason, when no text is left.
    """
    body = "\n\n".join(_escaped(line) for line in normalise(draft.body).split("\n") if line.strip()) + "\n"
    text = front_matter(_fields(draft)) + body
    article = _read_back(text)
    source = article.source
    # What reading found out is written down too, unless that would make another article of it: a first sentence that
    # serves as title would be dropped from the text as its repetition.
    known = replace(draft, author=source.author or draft.owner, published=source.published, language=article.language)
    for one in (replace(known, title=source.title), known):
        completed = front_matter(_fields(one)) + body
        try:
            found = _read_back(completed)
        except ValueError:
            continue
        if replace(found, source=replace(found.source, author=source.author)) == article:
            return completed, found
    return text, article


def _fields(draft: Draft) -> dict[str, str]:
    fields = {
        "title": draft.title,
        "author": draft.author,
        "published": draft.published,
        "url": draft.url,
        "language": draft.language,
    }
    return {name: " ".join(value.split()) for name, value in fields.items() if value}


def _escaped(line: str) -> str:
    line = _IN_LINE.sub(lambda found: "\\" + found[0], line)
    start = _AT_START.match(line)
    if start is None:
        return line
    # A number keeps its digits: it is the mark behind it that makes it a list.
    return f"{start[0]}\\{line[start.end() :]}" if start[0].isdigit() else "\\" + line


def _read_back(text: str) -> Article:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "article.md"
        path.write_text(text, encoding="utf-8")
        (found,) = read(ArticleFile(path, path.name))
    match found:
        case ArticleError():
            raise ValueError(found.reason)
        case Article():
            return found

"""A folder -> its article files -> articles. What a file cannot give is an `ArticleError`, and the others go on."""

import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from index.cleaning import clean, cut
from index.dates import date_in_name
from index.domain import Article, Source
from index.draft import Draft, draft_from_fields
from index.errors import ArticleError, CitewireError
from index.front_matter import split_front_matter
from index.html_pages import read_html
from index.json_lines import read_json_lines
from index.language import detect
from index.pdf_pages import read_pdf
from index.plain_markdown import plain
from index.plain_text import decode, fault, normalise, paragraphs
from index.sentences import split_sentences
from index.word_documents import read_docx

MAX_BYTES = 50_000_000
FORMATS = (".txt", ".md", ".markdown", ".html", ".htm", ".pdf", ".docx", ".jsonl", ".jsonl.gz")
# What people take for articles though nothing here reads it: named rather than passed over in silence.
_UNREAD = (".doc", ".rtf", ".odt", ".epub", ".json", ".xml", ".csv", ".tsv")
_KNOWN = FORMATS + _UNREAD
_LONGEST_TITLE = 100


@dataclass(frozen=True, slots=True)
class ArticleFile:
    """A file of the articles folder; `name` is its path below that folder, with forward slashes."""

    location: str | Path  # of 20,000 files, most are only looked at, and to make a Path costs more than that
    name: str

    @property
    def path(self) -> Path:
        """Where it is."""
        return Path(self.location)


def scan(folder: Path) -> Iterator[ArticleFile]:
    """Every article file below a folder, in the order of names. Hidden files and folders are passed over.

    Symbolic links are followed, but not round in circles. CitewireError when a folder is missing or cannot be read:
    going on would look as if its articles had been removed.
    """
    if not folder.is_dir():
        raise CitewireError(f"{folder}: no such folder; create it, or name another with --articles")
    yield from _scan(folder, "", ())


def _scan(folder: Path, prefix: str, above: tuple[Path, ...]) -> Iterator[ArticleFile]:
    try:
        here = folder.resolve()
        with os.scandir(folder) as listed:
            entries = sorted(listed, key=lambda entry: entry.name)
    except OSError as error:
        raise CitewireError(
            f"{folder}: the folder cannot be read ({error.strerror}); change its permissions"
        ) from error
    for entry in entries:
        name = prefix + entry.name
        if entry.name.startswith("."):
            continue
        path = folder / entry.name if entry.is_symlink() or entry.is_dir() else None
        if path and path.is_dir():
            if path.resolve() not in (*above, here):
                yield from _scan(path, f"{name}/", (*above, here))
        elif entry.name.lower().endswith(_KNOWN) and (path or entry.is_file()):
            yield ArticleFile(entry.path, name)


def read(file: ArticleFile) -> Iterator[Article | ArticleError]:
    """The articles of one file: one, or for JSON Lines one a line. Streams; nothing is raised for a bad file."""
    ending = _ending(file.name)
    try:
        if ending in (".jsonl", ".jsonl.gz"):
            for line in read_json_lines(file.path):
                yield ArticleError(file.name, line) if isinstance(line, str) else _as_given(*line)
        else:
            yield _cleaned(file, _draft(file, ending))
    except OSError as error:
        yield ArticleError(file.name, f"cannot be read: {error.strerror or error}")
    except ValueError as error:
        yield ArticleError(file.name, str(error))


def article_id(name: str) -> str:
    """The id of a file's article: its name without the ending, with its folder, safe to type in a shell."""
    base = unicodedata.normalize("NFC", name.removesuffix(name[len(name) - len(_ending(name)) :]))
    return re.sub(r"[^\w./+-]+", "-", base).strip("-") or "article"


def _ending(name: str) -> str:
    return max((ending for ending in _KNOWN if name.lower().endswith(ending)), key=len, default="")


def _draft(file: ArticleFile, ending: str) -> Draft:
    """ValueError, with the reason, when the file gives no text."""
    if ending not in FORMATS:
        raise ValueError(f"{ending or 'this kind of'} file is not read; save it as one of {' '.join(FORMATS)}")
    size = file.path.stat().st_size
    if size > MAX_BYTES:
        raise ValueError(f"{size / 1e6:.0f} MB, the limit is {MAX_BYTES // 1_000_000} MB; split it, or use .jsonl")
    data = file.path.read_bytes()
    if not data.strip():
        raise ValueError("the file is empty")
    match ending:
        case ".txt":
            return Draft(decode(data))
        case ".html" | ".htm":
            return read_html(data)
        case ".pdf":
            return read_pdf(data)
        case ".docx":
            return read_docx(data)
        case _:
            return _markdown(decode(data))


def _markdown(text: str) -> Draft:
    fields, body = split_front_matter(text.replace("\r\n", "\n"))
    heading, plain_body = plain(body)
    return draft_from_fields(plain_body, {"title": heading, **fields})


def _as_given(article: str, draft: Draft) -> Article:
    """The text belongs to whoever made the data: kept, so that their offsets hold; dropped parts keep their place."""
    cleaned = clean(draft.body, draft.title)
    language = draft.language or detect(draft.body)
    source = Source(
        article_id=article,
        title=draft.title or cleaned.title or _first_sentence(draft.body, language),
        author=draft.author or cleaned.author,
        published=draft.published or cleaned.published,
        url=draft.url,
    )
    return Article(source, draft.body, language, cleaned.dropped)


def _cleaned(file: ArticleFile, draft: Draft) -> Article:
    body = normalise(draft.body)
    if reason := fault(body):
        raise ValueError(reason)
    cleaned = clean(body, draft.title)
    text, dropped = cut(body, cleaned.dropped)
    if not text:
        raise ValueError("no text is left after cleaning" if dropped else "the file has no text")
    language = draft.language or detect(text)
    source = Source(
        article_id=article_id(file.name),
        title=draft.title or cleaned.title or _first_sentence(text, language),
        author=draft.author or cleaned.author or draft.owner,
        published=draft.published or cleaned.published or date_in_name(file.name),
        url=draft.url,
    )
    return Article(source, text, language, (*draft.dropped, *dropped))


def _first_sentence(text: str, language: str) -> str:
    """The first sentence, shortened at a word: what stands for a missing title."""
    start, end = next(paragraphs(text))
    first = next(iter(split_sentences(text[start:end], language)), (0, end - start))
    sentence = " ".join(text[start + first[0] : start + first[1]].split())
    if len(sentence) <= _LONGEST_TITLE:
        return sentence
    shortened = sentence[:_LONGEST_TITLE].rpartition(" ")[0] or sentence[:_LONGEST_TITLE]
    return shortened.rstrip(" ,;:–—-") + "…"

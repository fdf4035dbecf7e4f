"""An article file -> its articles. What a file cannot give is an `ArticleError`, and the others go on."""

from collections.abc import Iterator

from index.article_files import FORMATS, ArticleFile, article_id, ending
from index.cleaning import clean, cut
from index.dates import date_in_name
from index.domain import Article, Source
from index.draft import Draft
from index.errors import ArticleError
from index.html_pages import read_html
from index.json_lines import read_json_lines
from index.language import detect
from index.markdown_pages import read_markdown
from index.pdf_pages import read_pdf
from index.plain_text import decode, fault, normalise, paragraphs
from index.sentences import split_sentences
from index.word_documents import read_docx

MAX_BYTES = 50_000_000
_LONGEST_TITLE = 100


def read(file: ArticleFile) -> Iterator[Article | ArticleError]:
    """The articles of one file: one, or for JSON Lines one a line. Streams; nothing is raised for a bad file."""
    kind = ending(file.name)
    try:
        if kind in (".jsonl", ".jsonl.gz"):
            for line in read_json_lines(file.path):
                yield ArticleError(file.name, line) if isinstance(line, str) else _as_given(*line)
        else:
            yield _cleaned(file, _draft(file, kind))
    except OSError as error:
        yield ArticleError(file.name, f"cannot be read: {error.strerror or error}")
    except ValueError as error:
        yield ArticleError(file.name, str(error))


def _draft(file: ArticleFile, kind: str) -> Draft:
    """ValueError, with the reason, when the file gives no text."""
    if kind not in FORMATS:
        raise ValueError(f"{kind or 'this kind of'} file is not read; save it as one of {' '.join(FORMATS)}")
    size = file.path.stat().st_size
    if size > MAX_BYTES:
        raise ValueError(f"{size / 1e6:.0f} MB, the limit is {MAX_BYTES // 1_000_000} MB; split it, or use .jsonl")
    data = file.path.read_bytes()
    if not data.strip():
        raise ValueError("the file is empty")
    match kind:
        case ".txt":
            return Draft(decode(data))
        case ".html" | ".htm":
            return read_html(data)
        case ".pdf":
            return read_pdf(data)
        case ".docx":
            return read_docx(data)
        case _:
            return read_markdown(data)


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

"""Web pages, PDF and DOCX: the articles compared whole with what a person would copy out, which stands beside each."""

from pathlib import Path

import pytest

from index.article_files import ArticleFile
from index.articles import read
from index.domain import Article, Dropped
from index.draft import property_text
from index.errors import ArticleError

DATA = Path(__file__).parent / "data"
FILES = sorted(path for path in DATA.glob("*/*.*") if path.suffix in (".html", ".pdf", ".docx"))


def test_there_are_enough() -> None:
    endings = [path.suffix for path in FILES]
    assert (endings.count(".html"), endings.count(".pdf"), endings.count(".docx")) == (10, 3, 2)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_reads_what_a_person_would_copy(path: Path) -> None:
    article = article_of(path)
    source = article.source
    shown = (
        f"title: {source.title}\nauthor: {source.author or ''}\npublished: {source.published or ''}\n"
        f"url: {source.url or ''}\nlanguage: {article.language}\n\n{article.text}\n"
    )
    expected = path.with_suffix(".txt").read_text(encoding="utf-8")
    assert shown.replace(": \n", ":\n") == expected


def test_what_is_left_out_of_a_pdf_is_told() -> None:
    assert article_of(DATA / "documents" / "report.pdf").dropped == (
        Dropped("page header", "Lower Marne Gazette"),
        Dropped("page header", "Page 1 of 2"),
        Dropped("page header", "Lower Marne Gazette"),
        Dropped("page header", "Page 2 of 2"),
        Dropped("title", "Burst pipe under Bridge Street repaired"),
        Dropped("byline", "By Claire Aubin"),
    )


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.pdf", b"not a PDF at all", "broken PDF: "),
        ("a.pdf", (DATA / "documents" / "report.pdf").read_bytes()[:600], "broken PDF: "),
        ("a.pdf", (DATA / "documents" / "report.pdf").read_bytes().replace(b" Tf ", b" 1 0 R Tf ", 1), "broken PDF: "),
        ("a.docx", b"PK\x03\x04 broken", "broken DOCX: "),
        ("a.docx", (DATA / "documents" / "plain.docx").read_bytes().replace(b"word/", b"w0rd/", 1), "broken DOCX: "),
        ("a.html", b"<html><body><nav>Home</nav></body></html>", "no article found in this page"),
    ],
)
def test_a_damaged_file_has_one_reason(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(data)
    (error,) = read(ArticleFile(tmp_path / name, name))
    assert isinstance(error, ArticleError)
    assert error.reason.startswith(reason)
    assert "\n" not in error.reason


def test_properties_that_a_program_filled_in_do_not_count() -> None:
    assert property_text("Frost costs Selwick its apples") == "Frost costs Selwick its apples"
    assert [property_text(value) for value in ("Microsoft Word - draft3.doc", "admin", "python-docx", " ", None)] == [
        None
    ] * 5


def article_of(path: Path) -> Article:
    (article,) = read(ArticleFile(path, path.name))
    assert isinstance(article, Article), article
    return article

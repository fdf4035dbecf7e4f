"""One bad article does not stop the others: it is read without the field, or one reason names it."""

import json
from io import BytesIO
from pathlib import Path

import pytest

from index.article_files import ArticleFile, scan
from index.articles import read
from index.domain import Article
from index.errors import ArticleError
from index.fetching import Page
from index.page_kind import Kind
from index.page_reading import draft_of

BODY = "The bridge opened on Monday. It cost 5 million euros."
HALF = "\\ud83d"  # half of a character, as a text cut at so many UTF-16 units leaves it


@pytest.mark.parametrize(
    "fields",
    [
        f'"title": "Rescued at sea {HALF}"',
        f'"author": ["Ada {HALF}", {{"name": "Bob {HALF}"}}]',
        f'"url": "https://e.org/{HALF}"',
        '"title": "Rescued \\u0000"',
        '"date": "Fri, 03 May 2024 10:00:00 +99999999999999"',
        f'"author": {"[" * 900}"Ada"{"]" * 900}',
    ],
)
def test_json_lines_without_a_bad_field(tmp_path: Path, fields: str) -> None:
    (tmp_path / "a.jsonl").write_text(
        f'{{"id": "a", "text": {json.dumps(BODY)}, {fields}}}\n{{"id": "b", "text": {json.dumps(BODY)}}}'
    )
    one, other = results(tmp_path)
    assert isinstance(one, Article)
    assert isinstance(other, Article)
    assert (one.text, one.source.title) == (other.text, other.source.title)
    assert (one.source.author, one.source.published, one.source.url) == (None, None, None)


@pytest.mark.parametrize("field", [f'title: "Cut {HALF}"', "author: &a [*a]"])
def test_front_matter_without_a_bad_field(tmp_path: Path, field: str) -> None:
    (tmp_path / "a.md").write_text(f"---\n{field}\nurl: https://e.org\n---\n{BODY}")
    (article,) = results(tmp_path)
    assert isinstance(article, Article)
    assert (article.text, article.source.title) == (BODY, "The bridge opened on Monday.")
    assert (article.source.author, article.source.url) == (None, "https://e.org")


TITLES = pytest.mark.parametrize(
    ("field", "title"),
    [
        ("title:", "Bridge opens in June"),
        ('title: " "', "Bridge opens in June"),
        (f'title: "Cut {HALF}"', "Bridge opens in June"),
        ("headline:", "Bridge opens in June"),
        ("title:\nheadline: Bridge to open", "Bridge to open"),
        ("title: Bridge to open", "Bridge to open"),
    ],
)


@TITLES
def test_only_a_field_that_says_something_goes_before_the_heading(tmp_path: Path, field: str, title: str) -> None:
    (tmp_path / "a.md").write_text(f"---\n{field}\n---\n# Bridge opens in June\n\n{BODY}")
    (article,) = results(tmp_path)
    assert isinstance(article, Article)
    assert (article.source.title, article.text) == (title, BODY)


@TITLES
def test_so_it_is_with_a_fetched_page(field: str, title: str) -> None:
    page = f"---\n{field}\n---\n# Bridge opens in June\n\n{BODY}"
    assert draft_of(Page("https://e.org/a.md", Kind.MARKDOWN, page.encode())).title == title


def test_names_beside_a_bad_one_stay(tmp_path: Path) -> None:
    fields = {"text": BODY, "author": ["Ada", ["Eve"], "Bob \ud83d", {"name": "Cy"}]}
    (tmp_path / "a.jsonl").write_text(json.dumps(fields))
    (article,) = results(tmp_path)
    assert isinstance(article, Article)
    assert article.source.author == "Ada, Cy"


@pytest.mark.parametrize("value", ["!!timestamp soon", "!!bool maybe", "!!int ''"])
def test_a_value_that_is_not_of_its_tag(tmp_path: Path, value: str) -> None:
    (tmp_path / "a.md").write_text(f"---\ndate: {value}\n---\n{BODY}")
    assert [str(result) for result in results(tmp_path)] == [
        "a.md: front matter: a value is not what its tag (!!) says; take the tag away"
    ]


def test_an_old_letter_in_a_month(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"ſeptember 5, 1750\n\n{BODY}")
    (article,) = results(tmp_path)
    assert isinstance(article, Article)
    assert (article.text, article.source.published) == (BODY, "1750-09-05")


def test_an_encrypted_pdf(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(encrypted_with_aes())
    (tmp_path / "b.txt").write_text(BODY)
    error, article = results(tmp_path)
    assert str(error) == "a.pdf: encrypted PDF; save it without encryption"
    assert isinstance(article, Article)


def encrypted_with_aes() -> bytes:
    """A PDF without a password that says it is encrypted with AES: pypdf by itself writes no other than RC4."""
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(600, 800)
    writer.encrypt("", "owner", algorithm="RC4-128")
    written = BytesIO()
    writer.write(written)
    filters = b"/V 4\n/CF << /StdCF << /CFM /AESV2 /Length 16 /AuthEvent /DocOpen >> >>\n/StmF /StdCF\n/StrF /StdCF"
    return written.getvalue().replace(b"/V 2", filters).replace(b"/R 3", b"/R 4")


def results(folder: Path) -> list[Article | ArticleError]:
    return [result for file in scan(folder) for result in read(ArticleFile(file.path, file.name))]

"""What is written as Markdown is read back as it was."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.article_files import ArticleFile
from index.articles import read
from index.domain import Article
from index.draft import Draft
from index.front_matter import split_front_matter
from index.html_pages import read_html
from index.markdown_file import markdown
from index.plain_markdown import plain
from index.plain_text import is_hard_wrapped, normalise

SENTENCE = "The dam at Selwick held through the night, the water board said on Friday."
LINES = st.lists(
    st.text(st.sampled_from(list("ab Z1.é—\\`*_{}[]()#+-!<>~|&=:'\"/\u00a0")), min_size=1, max_size=30), max_size=6
)


def read_back(text: str, folder: Path) -> Article:
    path = folder / "article.md"
    path.write_text(text, encoding="utf-8")
    (found,) = read(ArticleFile(path, path.name))
    assert isinstance(found, Article)
    return found


def test_a_readable_file(tmp_path: Path) -> None:
    draft = Draft(
        body=f"By Ada Lovelace\n{SENTENCE}\n1. Read *this*\nREAD ALSO: Another dam",
        title="Dam: “it held”",
        published="2024-05-03",
        url="https://news.example/a?b=1&c=[2]",
    )
    text, article = markdown(draft)
    assert text == (
        "---\ntitle: 'Dam: “it held”'\nauthor: Ada Lovelace\npublished: '2024-05-03'\n"
        "url: https://news.example/a?b=1&c=[2]\nlanguage: en\n---\n\n"
        f"By Ada Lovelace\n\n{SENTENCE}\n\n1\\. Read \\*this\\*\n\nREAD ALSO: Another dam\n"
    )
    assert article == read_back(text, tmp_path)
    assert article.text == f"{SENTENCE}\n1. Read *this*"
    assert [part.rule for part in article.dropped] == ["byline", "promo"]


def test_a_first_sentence_that_serves_as_title_stays_in_the_text() -> None:
    text, article = markdown(Draft(f"{SENTENCE}\nIt was built in 1931."))
    assert article.text == f"{SENTENCE}\nIt was built in 1931."
    assert article.source.title == SENTENCE
    assert "title:" not in text


def test_the_owner_of_a_file_is_named_only_for_want_of_a_byline() -> None:
    assert markdown(Draft(SENTENCE, owner="Typist"))[1].source.author == "Typist"
    assert markdown(Draft(f"By Ada Lovelace\n{SENTENCE}", owner="Typist"))[1].source.author == "Ada Lovelace"


@settings(deadline=None)
@given(LINES)
@example(["[a](b)", "\\[a\\](b)", "<b>c</b>", "# a", "1) b", "---", "- a", "> a", "__a__", "~~a~~", "![a](b)", "\\"])
@example(["[a]: b", "<!-- a -->", "***", "===", "<https://a.b>", "a\\", "`a`"])
@example(["&amp;", "&#9;", "-", "+", "#", "1.", "123456789) a", "<?a?>", "<a@b.c>", "[a]: https://b.c", "```", "~~~"])
def test_nothing_of_the_text_is_taken_for_markup(lines: list[str]) -> None:
    body = normalise("\n".join([SENTENCE, *(f"{line} x{SENTENCE}" for line in lines), *lines]))
    kept = [line for line in body.split("\n") if line.strip()]
    if is_hard_wrapped("\n".join(kept)):
        return
    text, _ = markdown(Draft(body, title="The dam"))
    assert plain(split_front_matter(text)[1])[1].split("\n") == [line.strip() for line in kept]


@pytest.mark.parametrize(
    "page", sorted((Path(__file__).parent / "data" / "pages").glob("*.html")), ids=lambda p: p.stem
)
def test_pages_are_the_same_articles_in_either_form(page: Path) -> None:
    (straight,) = read(ArticleFile(page, "article.html"))
    assert isinstance(straight, Article)
    _, article = markdown(read_html(page.read_bytes()))
    assert article == straight


def test_nothing_left_is_said() -> None:
    with pytest.raises(ValueError, match="no text is left"):
        markdown(Draft("READ ALSO: Another dam", title="Dam"))

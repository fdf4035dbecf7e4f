"""The articles folder: what is put in stands under a readable name and harms nothing."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article_files import is_mark, scan
from index.domain import Source
from index.folder import ArticlesFolder, Change, readable_name

URL = "https://news.example/dam"


def source(title: str = "Dam holds", published: str | None = "2024-05-03T10:00:00", url: str | None = URL) -> Source:
    return Source("article", title, published=published, url=url)


def article(url: str, body: str = "The dam held.") -> str:
    return f"---\ntitle: Dam holds\nurl: {url}\n---\n\n{body}\n"


def files(folder: Path) -> dict[str, str]:
    """Every file, hidden ones too."""
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}


def test_a_page_stands_under_its_date_and_title(tmp_path: Path) -> None:
    placed = ArticlesFolder(tmp_path / "new" / "articles").put_markdown(article(URL), source())
    assert (placed.name, placed.change) == ("2024-05-03-dam-holds.md", Change.ADDED)
    assert files(tmp_path) == {f"new/articles/{placed.name}": article(URL)}


def test_the_same_page_again_keeps_its_file_whatever_became_of_its_title(tmp_path: Path) -> None:
    ArticlesFolder(tmp_path).put_markdown(article(URL), source())
    (tmp_path / "2024-05-03-dam-holds.md").rename(tmp_path / "renamed.md")
    for folder in (ArticlesFolder(tmp_path), ArticlesFolder(tmp_path)):
        changes = [
            folder.put_markdown(article(URL, body), source("Other", None)) for body in ("It broke.", "It broke.")
        ]
        assert {placed.name for placed in changes} == {"renamed.md"}
        assert changes[1].change is Change.UNCHANGED
    assert files(tmp_path) == {"renamed.md": article(URL, "It broke.")}


@pytest.mark.parametrize("line", ["url: 'URL'", 'url: "URL"', "url:  URL \r", "URL: x\nurl: URL"])
def test_an_address_is_known_however_it_is_written(line: str, tmp_path: Path) -> None:
    url = f"{URL}/it's?a=[b]&c=%20"
    (tmp_path / "mine.md").write_text(f"---\n{line.replace('URL', url)}\n---\nThe dam held.")
    assert ArticlesFolder(tmp_path).put_markdown(article(url), source(url=url)).name == "mine.md"


def test_another_page_of_the_same_title_gets_digits(tmp_path: Path) -> None:
    folder = ArticlesFolder(tmp_path)
    first = folder.put_markdown(article(URL), source())
    other = f"{URL}-2"
    second = folder.put_markdown(article(other), source(url=other))
    assert second.name.removeprefix("2024-05-03-dam-holds-").removesuffix(".md").isalnum()
    assert ArticlesFolder(tmp_path).put_markdown(article(other), source(url=other)).change is Change.UNCHANGED
    assert files(tmp_path) == {first.name: article(URL), second.name: article(other)}


def test_a_name_whose_article_id_is_taken_is_taken_too(tmp_path: Path) -> None:
    (tmp_path / "2024-05-03-dam-holds.txt").write_text("Another.")
    placed = ArticlesFolder(tmp_path).put_markdown(article(URL), source())
    assert placed.name.startswith("2024-05-03-dam-holds-")


def test_an_article_without_address_never_replaces_another(tmp_path: Path) -> None:
    folder = ArticlesFolder(tmp_path)
    names = {folder.put_markdown(f"{text}\n", source(url=None)).name for text in ("One.", "Two.", "One.")}
    assert len(names) == 2


@pytest.mark.parametrize(
    ("title", "published", "name"),
    [
        ("Dam: “it held”, says U.S.", "2024-05", "2024-05-dam-it-held-says-u-s"),
        ("../../etc/passwd", None, "etc-passwd"),
        ("Плотина выдержала", None, "плотина-выдержала"),
        ("किल की 2 खबर 🎉", None, "किल-की-2-खबर"),
        ("?!", "2024", "2024-article"),
        ("\x00\n\u202e", None, "article"),
        ("What 2023-04-01 brought", None, "what-brought"),
        ("word " * 40, None, "-".join(["word"] * 16)),
    ],
)
def test_readable_names(title: str, published: str | None, name: str) -> None:
    assert readable_name(source(title, published)) == name


@given(st.text(max_size=120), st.one_of(st.none(), st.dates().map(str)))
def test_names_are_names_whatever_the_title(title: str, published: str | None) -> None:
    name = readable_name(source(title, published))
    assert name
    assert len(name.encode()) < 240
    assert all(character.isalnum() or character == "-" or is_mark(character) for character in name)


def test_a_file_is_copied_as_it_is(tmp_path: Path) -> None:
    given_file = tmp_path / "a.txt"
    given_file.write_bytes(b"\xef\xbb\xbfThe dam held.\r\n")
    folder = ArticlesFolder(tmp_path / "articles")
    assert folder.put_file("a.txt", given_file).change is Change.ADDED
    assert folder.put_file("a.txt", given_file).change is Change.UNCHANGED
    assert (tmp_path / "articles" / "a.txt").read_bytes() == given_file.read_bytes()
    given_file.write_text("It broke.")
    second = folder.put_file("a.txt", given_file)
    assert second.change is Change.ADDED
    assert files(tmp_path / "articles").keys() == {"a.txt", second.name}
    assert ArticlesFolder(tmp_path / "articles").put_file("a.txt", given_file).name == second.name


@pytest.mark.parametrize(
    ("name", "stored"),
    [
        ("../../a.txt", "article/article/a.txt"),
        ("/etc/a.txt", "article/etc/a.txt"),
        ("b/.hidden.txt", "b/hidden.txt"),
        ("a\nb\x1b[31m.txt", "a-b-[31m.txt"),
        ("..\\a.txt", "-a.txt"),
        ("\udcff\u202e.jsonl.gz", "-.jsonl.gz"),
        ("é" * 300 + ".txt", "é" * 98 + ".txt"),
    ],
)
def test_hostile_names_become_harmless(name: str, stored: str, tmp_path: Path) -> None:
    given_file = tmp_path / "given"
    given_file.write_text("The dam held.")
    folder = tmp_path / "x" / "y" / "articles"
    assert ArticlesFolder(folder).put_file(name, given_file).name == stored
    assert files(tmp_path).keys() == {"given", f"x/y/articles/{stored}"}
    assert [file.name for file in scan(folder)] == [stored]


def test_nothing_is_put_through_a_link_that_leads_outside(tmp_path: Path) -> None:
    given_file = tmp_path / "a.txt"
    given_file.write_text("The dam held.")
    outside = tmp_path / "outside"
    outside.mkdir()
    folder = ArticlesFolder(tmp_path / "articles")
    (folder.path / "out").symlink_to(outside)
    with pytest.raises(PermissionError, match="leads out of the folder"):
        folder.put_file("out/a.txt", given_file)
    assert list(outside.iterdir()) == []


def test_a_file_that_cannot_be_written_leaves_the_old_one_whole(tmp_path: Path) -> None:
    folder = ArticlesFolder(tmp_path / "articles")
    placed = folder.put_markdown(article(URL), source())
    (folder.path / f".citewire-{os.getpid()}.new").mkdir()  # where the new file would be written first
    with pytest.raises(OSError, match="directory"):
        folder.put_markdown(article(URL, "It broke."), source())
    assert (folder.path / placed.name).read_text() == article(URL)

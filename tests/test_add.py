"""`citewire add` and `remove`: from a real site and from files, into a folder and an index."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli import main
from index.adding import Added, add
from index.addresses import anywhere
from index.article_files import ArticleFile
from index.articles import read
from index.domain import Article
from index.errors import ArticleError
from index.fetching import Fetcher
from index.folder import ArticlesFolder, Change
from tests.web_site import Reply, WebSite, article, page, redirect, serve

DOCUMENTS = Path(__file__).parent / "data" / "documents"
HELD = "The dam at Selwick held through the night, the water board said on Friday morning."
BUILT = "It was built in 1931 and has been repaired twice since, most recently after the flood of 1998."
DATE = (
    '<meta property="article:published_time" content="2024-05-03T10:00:00Z"><meta name="author" content="Ada Lovelace">'
)


@pytest.fixture
def site() -> Iterator[WebSite]:
    with serve() as site:
        site.answers["/dam"] = article("Dam holds", HELD, BUILT, head=DATE)
        yield site


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "articles"


def added(folder: Path, *sources: str) -> list[Added | ArticleError]:
    with Fetcher(permits=anywhere, seconds=5) as fetcher:
        return list(add(sources, ArticlesFolder(folder), fetcher))


def stored(folder: Path, name: str) -> Article:
    (found,) = read(ArticleFile(folder / name, name))
    assert isinstance(found, Article)
    return found


def test_a_page_becomes_a_readable_file(site: WebSite, folder: Path) -> None:
    site.answers["/d"] = redirect("/dam?utm_source=mail&id=1")
    site.answers["/dam?utm_source=mail&id=1"] = site.answers["/dam"]
    (one,) = added(folder, f"{site.url}/d#top")
    name = "2024-05-03-dam-holds.md"
    assert one == Added(f"{site.url}/d#top", name, Change.ADDED, 1, "Dam holds")
    assert (folder / name).read_text() == (
        "---\ntitle: Dam holds\nauthor: Ada Lovelace\npublished: '2024-05-03'\n"
        f"url: {site.url}/dam?id=1\nlanguage: en\n---\n\nDam holds\n\n{HELD}\n\n{BUILT}\n"
    )
    found = stored(folder, name)
    assert found.text == f"{HELD}\n{BUILT}"
    assert (found.id, found.source.url) == ("2024-05-03-dam-holds", f"{site.url}/dam?id=1")


def test_the_same_address_again_updates_its_file(site: WebSite, folder: Path) -> None:
    url = f"{site.url}/dam"
    changes = [one.change for one in added(folder, url, url) if isinstance(one, Added)]
    site.answers["/dam"] = article("Dam breaks", "The dam broke on Saturday, the water board said.", BUILT, head=DATE)
    changes += [one.change for one in added(folder, url) if isinstance(one, Added)]
    assert changes == [Change.ADDED, Change.UNCHANGED, Change.UPDATED]
    (path,) = folder.iterdir()
    assert stored(folder, path.name).source.title == "Dam breaks"


@pytest.mark.parametrize("name", ["report.pdf", "styled.docx", "plain.txt"])
def test_documents_from_the_web_are_the_same_articles(name: str, site: WebSite, folder: Path) -> None:
    data = (DOCUMENTS / name).read_bytes()
    site.answers[f"/{name}"] = Reply(data, headers={"Content-Type": "text/plain" if ".txt" in name else ""})
    (one,) = added(folder, f"{site.url}/{name}")
    assert isinstance(one, Added), one
    (straight,) = read(ArticleFile(DOCUMENTS / name, name))
    assert isinstance(straight, Article)
    found = stored(folder, one.file)
    assert found.text == straight.text
    assert (found.source.title, found.source.author) == (straight.source.title, straight.source.author)
    assert found.source.published == straight.source.published


def feed(site: WebSite) -> str:
    return f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
    <item><title>Dam holds</title><link>{site.url}/dam</link><description>Short.</description></item>
    <item><title>Mill burns</title><link>{site.url}/mill</link><pubDate>Sat, 04 May 2024 08:00:00 GMT</pubDate>
    <content:encoded><![CDATA[<p>The mill burnt down on Saturday.</p><p>Nobody was hurt.</p>]]></content:encoded>
    </item>
    <item><title>Frost</title><link>{site.url}/gone</link><description>No more than this.</description></item>
    </channel></rss>"""


def test_a_feed_with_three_entries(site: WebSite, folder: Path) -> None:
    site.answers["/feed"] = page(feed(site), "application/rss+xml")
    dam, mill, frost = added(folder, f"{site.url}/feed")
    assert isinstance(dam, Added)
    assert isinstance(mill, Added)
    assert (dam.file, mill.file) == ("2024-05-03-dam-holds.md", "2024-05-04-mill-burns.md")
    assert stored(folder, dam.file).text == f"{HELD}\n{BUILT}"
    assert stored(folder, mill.file).text == "The mill burnt down on Saturday.\nNobody was hurt."
    assert stored(folder, mill.file).source.url == f"{site.url}/mill"
    assert isinstance(frost, ArticleError)
    assert str(frost) == f"{site.url}/gone: the server answered 404 Not Found"
    again = added(folder, f"{site.url}/feed")
    assert [one.change for one in again if isinstance(one, Added)] == [Change.UNCHANGED] * 2
    assert site.paths().count("/robots.txt") == 2


def test_what_the_page_does_not_say_the_feed_may(site: WebSite, folder: Path) -> None:
    site.answers |= {"/feed": page(feed(site), "text/xml"), "/mill": article("Mill burns", HELD, BUILT)}
    found = stored(folder, "2024-05-04-mill-burns.md") if added(folder, f"{site.url}/feed") else None
    assert found
    assert (found.text, found.source.published) == (f"{HELD}\n{BUILT}", "2024-05-04T08:00:00+00:00")


def test_pages_without_an_article(site: WebSite, folder: Path) -> None:
    site.answers |= {"/menu": page("<html><body><nav>Home</nav></body></html>"), "/empty": page(" ", "text/plain")}
    site.answers["/feed"] = page('<rss version="2.0"><channel></channel></rss>')
    reasons = [one.reason for one in added(folder, *(site.url + path for path in ("/menu", "/empty", "/feed")))]  # type: ignore[union-attr]  # all are errors, or this fails
    assert reasons == ["no article found in this page", "the page is empty", "the feed has no entries"]
    assert list(folder.iterdir()) == []


def test_a_folder_with_all_that_is_below_it(tmp_path: Path, folder: Path) -> None:
    given = tmp_path / "given"
    (given / "sub").mkdir(parents=True)
    (given / "sub" / "a\n\x1b b.txt").write_text(HELD)
    (given / "lines.jsonl").write_text(f'{{"id": "a", "text": "{HELD}"}}\n{{\n{{"id": "b", "text": "{BUILT}"}}\n')
    (given / "old.doc").write_text("x")
    (given / ".hidden.txt").write_text("x")
    results = added(folder, str(given), str(tmp_path / "nowhere"), str(given / "old.doc"))
    assert [one.file if isinstance(one, Added) else re.split("[;:]", one.reason)[0] for one in results] == [
        "given/lines.jsonl",
        "line 2",
        ".doc file is not read",
        "given/sub/a- b.txt",
        "no such file or folder",
        ".doc file is not read",
    ]
    assert {path.name for path in (folder / "given").rglob("*")} == {"lines.jsonl", "sub", "a- b.txt"}
    assert (folder / "given" / "lines.jsonl").read_bytes() == (given / "lines.jsonl").read_bytes()


def test_what_is_in_the_folder_already_stays_where_it_is(tmp_path: Path, folder: Path) -> None:
    folder.mkdir()
    (folder / "a.txt").write_text(HELD)
    (tmp_path / "b.txt").write_text(BUILT)
    results = added(folder, str(folder), str(folder / "a.txt"), str(tmp_path))
    assert [(one.file, one.change) for one in results if isinstance(one, Added)] == [
        ("a.txt", Change.UNCHANGED),
        ("a.txt", Change.UNCHANGED),
        (f"{tmp_path.name}/b.txt", Change.ADDED),
    ]
    assert sorted(path.name for path in folder.rglob("*.txt")) == ["a.txt", "b.txt"]


def test_the_commands(
    site: WebSite,
    folder: Path,
    tmp_path: Path,
    models_root: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CITEWIRE_ARTICLES", str(folder))
    monkeypatch.setenv("CITEWIRE_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("CITEWIRE_MODELS", str(models_root))
    (tmp_path / "mill.txt").write_text("The mill burnt.")
    assert main(["add", f"{site.url}/dam"]) == 1
    assert "CITEWIRE_FETCH_PRIVATE" in capsys.readouterr().err
    assert not (tmp_path / "data").exists()
    monkeypatch.setenv("CITEWIRE_FETCH_PRIVATE", "1")
    assert main(["add", f"{site.url}/dam", "mill.txt", f"{site.url}/gone"]) == 1
    captured = capsys.readouterr()
    assert captured.err == f"{site.url}/gone: the server answered 404 Not Found\n"
    assert captured.out.splitlines()[:2] == [
        "added      2024-05-03-dam-holds.md  Dam holds",
        "added      mill.txt  The mill burnt.",
    ]
    assert captured.out.splitlines()[2].startswith("2 added, 0 changed, 0 removed, 0 unchanged, 0 failed; ")
    assert main(["add", "mill.txt", "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    only = {"source": "mill.txt", "file": "mill.txt", "change": "unchanged", "articles": 1, "title": "The mill burnt."}
    assert (result["added"], result["failures"], result["index"]["unchanged"]) == ([only], [], 2)
    assert main(["remove", "mill", "nope"]) == 1
    assert "nope: no such article" in capsys.readouterr().err
    assert main(["remove", "mill"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "removed mill: the file mill.txt"
    assert main(["articles", "--json"]) == 0
    assert [one["id"] for one in json.loads(capsys.readouterr().out)] == ["2024-05-03-dam-holds"]

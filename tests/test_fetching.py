"""Fetching: what comes through, and all that must not."""

import gzip
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import pytest

from index.addresses import anywhere
from index.errors import ArticleError
from index.fetching import MOST_BYTES, USER_AGENT, Fetcher, Page
from index.page_kind import Kind
from tests.web_site import Reply, WebSite, article, page, redirect, serve

RSS = '<?xml version="1.0"?><!-- a --><rss version="2.0"><channel></channel></rss>'


@pytest.fixture
def site() -> Iterator[WebSite]:
    with serve() as site:
        yield site


def fetch(url: str, **limits: float) -> Page:
    with Fetcher(
        permits=anywhere, seconds=limits.get("seconds", 20), most_bytes=int(limits.get("most_bytes", MOST_BYTES))
    ) as fetcher:
        return fetcher.fetch(url)


def fails(url: str, **limits: float) -> str:
    with pytest.raises(ArticleError) as raised:
        fetch(url, **limits)
    assert str(raised.value) == f"{url}: {raised.value.reason}"
    return raised.value.reason


def test_a_page_with_a_truthful_user_agent(site: WebSite) -> None:
    site.answers["/a?b=1"] = article("Dam holds", "The dam held.")
    found = fetch(f"{site.url}/a?b=1#part")
    assert (found.url, found.kind) == (f"{site.url}/a?b=1#part", Kind.HTML)
    assert b"The dam held." in found.data
    assert site.paths() == ["/robots.txt", "/a?b=1"]
    assert {headers["User-Agent"] for _, headers in site.asked} == {USER_AGENT}
    assert {headers["Host"] for _, headers in site.asked} == {site.url.removeprefix("http://")}


def test_redirects_are_followed_to_another_site(site: WebSite) -> None:
    with serve() as other:
        site.answers |= {"/a": redirect("/b"), "/b": redirect(f"{other.url}/c")}
        other.answers["/c"] = page("Text.", "text/plain")
        assert fetch(f"{site.url}/a") == Page(f"{other.url}/c", Kind.TEXT, b"Text.")
        assert other.paths() == ["/robots.txt", "/c"]


@pytest.mark.parametrize(
    ("content_type", "body", "kind"),
    [
        ("text/plain", b"Text.", Kind.TEXT),
        ("Application/PDF", b"%PDF-1.4", Kind.PDF),
        ("application/octet-stream", b"%PDF-1.4", Kind.PDF),
        ("", b"<html><p>Text.</html>", Kind.HTML),
        ("application/rss+xml", b"anything", Kind.FEED),
        ("text/xml", RSS.encode(), Kind.FEED),
        ("text/html", RSS.encode(), Kind.FEED),
        ("text/markdown", b"# Text", Kind.MARKDOWN),
    ],
)
def test_kinds_of_content(content_type: str, body: bytes, kind: Kind, site: WebSite) -> None:
    site.answers["/a"] = Reply(body, headers={"Content-Type": content_type})
    assert fetch(f"{site.url}/a") == Page(f"{site.url}/a", kind, body)


def test_text_is_utf_8_whatever_it_was(site: WebSite) -> None:
    site.answers["/a"] = Reply("Привет".encode("koi8-r"), headers={"Content-Type": 'text/plain; charset="koi8-r"'})
    assert fetch(f"{site.url}/a").data.decode() == "Привет"


@pytest.mark.parametrize("content_type", ["image/png", "application/json", "", "text/css"])
def test_other_content_is_refused(content_type: str, site: WebSite) -> None:
    site.answers["/a"] = Reply(b"\x89PNG", headers={"Content-Type": content_type})
    assert "only web pages, text, PDF, DOCX and feeds are" in fails(f"{site.url}/a")


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_compressed_content(encoding: str, site: WebSite) -> None:
    body = gzip.compress(b"Text.") if encoding == "gzip" else zlib.compress(b"Text.")
    site.answers["/a"] = Reply(body, headers={"Content-Type": "text/plain", "Content-Encoding": encoding})
    assert fetch(f"{site.url}/a").data == b"Text."
    site.answers["/a"] = Reply(body[:-5], headers={"Content-Type": "text/plain", "Content-Encoding": encoding})
    assert "broken off" in fails(f"{site.url}/a")
    site.answers["/a"] = Reply(b"no gzip", headers={"Content-Type": "text/plain", "Content-Encoding": encoding})
    assert "broken compression" in fails(f"{site.url}/a")
    site.answers["/a"] = Reply(body, headers={"Content-Type": "text/plain", "Content-Encoding": "br"})
    assert "compressed as br" in fails(f"{site.url}/a")


def test_too_large_a_page_is_cut_off_while_it_is_read(site: WebSite) -> None:
    sent: list[int] = []

    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n")
        while not site.over.is_set():
            sent.append(handler.wfile.write(b"a" * 100_000))

    site.answers["/a"] = endless
    assert fails(f"{site.url}/a", most_bytes=1_000_000) == "larger than 1 MB, the limit"
    site.answers["/b"] = page("a" * 1_000_000, "text/plain")
    assert len(fetch(f"{site.url}/b", most_bytes=1_000_000).data) == 1_000_000


def test_a_bomb_of_gzip(site: WebSite) -> None:
    bomb = gzip.compress(bytes(200_000_000), compresslevel=1)
    site.answers["/a"] = Reply(bomb, headers={"Content-Type": "text/plain", "Content-Encoding": "gzip"})
    assert "larger than 10 MB" in fails(f"{site.url}/a")


def test_too_slow_a_server(site: WebSite) -> None:
    site.answers |= {"/hang": site.hang, "/drip": site.drip}
    reason = "no whole answer within 0.3 seconds; try again later"
    assert fails(f"{site.url}/hang", seconds=0.3) == reason
    assert fails(f"{site.url}/drip", seconds=0.3) == reason


def test_headers_that_drip_in(site: WebSite) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
        site.drip(handler)

    site.answers["/a"] = drip
    assert "within 0.3 seconds" in fails(f"{site.url}/a", seconds=0.3)


@pytest.mark.parametrize(("status", "says"), [(404, "404 Not Found"), (503, "503"), (304, "304")])
def test_an_answer_that_is_no_page(status: int, says: str, site: WebSite) -> None:
    site.answers["/a"] = Reply(status=status)
    assert f"the server answered {says}" in fails(f"{site.url}/a")


def test_a_circle_of_redirects(site: WebSite) -> None:
    site.answers |= {"/a": redirect("/b"), "/b": redirect("/a")}
    assert fails(f"{site.url}/a") == "more than 5 redirects"
    assert len(site.asked) == 7


def test_robots_are_asked_once_and_heeded_after_redirects_too(site: WebSite) -> None:
    site.answers |= {
        "/robots.txt": page("User-agent: *\nDisallow: /private/\n\nUser-agent: other\nDisallow: /", "text/plain"),
        "/private/a": page("Text.", "text/plain"),
        "/a": redirect("/private/a"),
        "/b": page("Text.", "text/plain"),
    }
    with Fetcher(permits=anywhere) as fetcher:
        for path in ("/private/a", "/a"):
            with pytest.raises(ArticleError, match=r"robots\.txt asks not to"):
                fetcher.fetch(site.url + path)
        assert fetcher.fetch(f"{site.url}/b").data == b"Text."
    assert site.paths() == ["/robots.txt", "/a", "/b"]


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (500, False), (503, False)])
def test_robots_that_are_not_there_or_cannot_be_had(status: int, allowed: bool, site: WebSite) -> None:
    site.answers |= {"/robots.txt": Reply(status=status), "/a": page("Text.", "text/plain")}
    if allowed:
        assert fetch(f"{site.url}/a").data == b"Text."
    else:
        assert "left alone" in fails(f"{site.url}/a")


def test_a_server_that_is_away() -> None:
    with serve() as gone:
        pass
    with Fetcher(permits=anywhere) as fetcher:
        for says in ("cannot be reached", "left alone"):
            with pytest.raises(ArticleError, match=says):
                fetcher.fetch(f"{gone.url}/a")


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://example.org/a", "gopher://example.org/1", "//a", "data:,a"]
)
def test_other_schemes_are_refused(url: str) -> None:
    assert (
        fails(url) == f"{url.partition(':')[0] if ':' in url else 'nothing'}:// is not fetched; only http and https are"
    )


@pytest.mark.parametrize("url", ["http://", "http://[::1", "http://a b/", "http://a:99999/"])
def test_addresses_that_are_none(url: str) -> None:
    fails(url)


def test_passwords_in_addresses_are_refused(site: WebSite) -> None:
    assert "user name or password" in fails(site.url.replace("//", "//user:pass@"))
    site.answers["/a"] = redirect(site.url.replace("//", "//user@"))
    assert "user name or password" in fails(f"{site.url}/a")

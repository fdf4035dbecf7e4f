"""Feeds as they come: RSS, Atom, and what is neither."""

from pathlib import Path

import pytest

from index.feeds import FeedEntry, read_feed

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Selwick Gazette</title><link>https://news.example/</link><language>en-GB</language>
<item><title>Dam &amp;amp; bridge hold</title><link>/2024/dam</link><dc:creator>Ada Lovelace</dc:creator>
<pubDate>Fri, 03 May 2024 12:30:00 +0200</pubDate><description>The &lt;b&gt;dam&lt;/b&gt; held.</description></item>
<item><title>Mill burns</title><guid isPermaLink="true">https://news.example/mill</guid>
<content:encoded><![CDATA[<p>The mill burnt down.</p><p>Nobody was <i>hurt</i>,<br>the mayor said.</p>
<script>alert(1)</script>]]></content:encoded></item>
<item><description>No title, no link.</description><link>javascript:alert(1)</link></item>
</channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://news.example/a/">
<title>Gazette</title><author><name>The desk</name></author>
<entry><title type="html">&lt;i&gt;Frost&lt;/i&gt;</title><link rel="edit" href="x"/><link href="frost"/>
<updated>2024-04-20T06:00:00Z</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Frost
came.</p><p>Apples froze.</p></div></content></entry></feed>"""


def test_rss() -> None:
    dam, mill, bare = read_feed(RSS.encode(), "https://news.example/feed.xml")
    assert dam == FeedEntry(
        link="https://news.example/2024/dam",
        title="Dam & bridge hold",
        author="Ada Lovelace",
        published="2024-05-03T10:30:00+00:00",
        language="en",
    )
    assert (mill.link, mill.published) == ("https://news.example/mill", None)
    assert mill.content == "The mill burnt down.\nNobody was hurt,\nthe mayor said."
    assert bare == FeedEntry(link=None, language="en")


def test_atom() -> None:
    (entry,) = read_feed(ATOM.encode(), "https://other.example/feed")
    assert entry == FeedEntry(
        link="https://news.example/a/frost",
        title="Frost",
        author="The desk",
        published="2024-04-20T06:00:00+00:00",
        content="Frost came.\nApples froze.",
    )


def test_a_feed_that_is_broken_off_gives_what_it_has() -> None:
    entries = read_feed(RSS[: RSS.index("<item><description>")].encode(), "https://news.example/feed.xml")
    assert [entry.title for entry in entries] == ["Dam & bridge hold", "Mill burns"]


@pytest.mark.parametrize("data", [b"", b"<html><p>Text.</p></html>", b"/etc/passwd", b"\x00\xff"])
def test_no_feed(data: bytes) -> None:
    with pytest.raises(ValueError, match="no feed"):
        read_feed(data, "https://news.example/")


def test_entities_from_outside_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    outside = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{(tmp_path / "secret.txt").as_uri()}">]>'
    feed = f'{outside}<rss version="2.0"><channel><item><title>a&x;b</title></item></channel></rss>'
    (entry,) = read_feed(feed.encode(), "https://news.example/")
    assert entry.title == "a&x;b"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>Seen.</p><svg><g><b>Not</b></g> seen.</svg><p>Again.</p>", "Seen.\nAgain."),
        ("<p>Seen.</p></style><p>Again.</p>", "Seen.\nAgain."),
        ("<style>p {}</style><svg><style>p {}</style>Not seen.</svg>Seen.", "Seen."),
    ],
)
def test_what_is_no_text_is_left_out(markup: str, text: str) -> None:
    start = RSS.index("<p>The mill")
    feed = RSS[:start] + markup + RSS[RSS.index("]]>") :]
    assert read_feed(feed.encode(), "https://news.example/feed.xml")[1].content == text

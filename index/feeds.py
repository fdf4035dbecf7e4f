"""RSS and Atom -> entries: where their articles are, and what the feed itself says of them."""

import re
from calendar import timegm
from dataclasses import dataclass
from datetime import UTC, datetime
from html.parser import HTMLParser
from io import BytesIO
from time import struct_time

from index.language import declared

_BLOCK = re.compile(
    "address|article|aside|blockquote|br|d[dlt]|div|fig(?:caption|ure)|footer|h[1-6r]|header|li|main|[ou]l|p|pre|section"
    "|t(?:able|[dhr])"
)
_NO_TEXT = re.compile("script|style|template|svg|iframe|noscript")


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An entry. `content` is the whole article as text, a paragraph a line, where the feed has more than a summary."""

    link: str | None
    title: str | None = None
    author: str | None = None
    published: str | None = None
    content: str | None = None
    language: str | None = None


def read_feed(data: bytes, url: str) -> tuple[FeedEntry, ...]:
    """The entries in the feed's order; `url` is what relative links start from. ValueError when this is no feed."""
    import feedparser

    # A stream: text and bytes it would take for the name of a file or page to open.
    feed = feedparser.parse(BytesIO(data), response_headers={"content-location": url}, sanitize_html=False)
    if not feed.get("version"):
        raise ValueError("no feed that can be read")
    language = declared(feed.feed.get("language"))
    return tuple(
        FeedEntry(
            link=_link(entry.get("link")),
            title=_line(entry.get("title")),
            author=_line(entry.get("author") or feed.feed.get("author")),
            published=_moment(dict.get(entry, "published_parsed") or dict.get(entry, "updated_parsed")),
            content=next((text for part in entry.get("content", ()) if (text := _text(part.get("value")))), None),
            language=language,
        )
        for entry in feed.entries
    )


def _link(value: str | None) -> str | None:
    return value if value and re.match(r"https?://", value, re.IGNORECASE) else None


def _line(value: str | None) -> str | None:
    text = _text(value)
    return " ".join(text.split()) if text else None


def _moment(value: struct_time | None) -> str | None:
    """ISO 8601; feedparser gives every time in UTC."""
    return datetime.fromtimestamp(timegm(value), UTC).isoformat() if value else None


def _text(markup: str | None) -> str | None:
    parser = _Paragraphs()
    parser.feed(markup or "")
    parser.close()
    lines = (" ".join(line.split()) for line in "".join(parser.pieces).split("\n"))
    return "\n".join(line for line in lines if line) or None


class _Paragraphs(HTMLParser):
    """Collects the text of markup with line ends where blocks begin and end."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += bool(_NO_TEXT.fullmatch(tag))
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= bool(self._hidden and _NO_TEXT.fullmatch(tag))
        self._break(tag)

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.pieces.append(data.replace("\n", " "))

    def _break(self, tag: str) -> None:
        if _BLOCK.fullmatch(tag):
            self.pieces.append("\n")

"""What a page on the web is: by what its server says, and by its first bytes where servers are known to be wrong."""

import re
from enum import Enum


class Kind(Enum):
    """What a page is, by the ending that its file would have."""

    HTML = ".html"
    TEXT = ".txt"
    MARKDOWN = ".md"
    PDF = ".pdf"
    DOCX = ".docx"
    FEED = ".xml"


_TYPES = {
    "text/html": Kind.HTML,
    "application/xhtml+xml": Kind.HTML,
    "text/plain": Kind.TEXT,
    "text/markdown": Kind.MARKDOWN,
    "application/pdf": Kind.PDF,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": Kind.DOCX,
    "application/rss+xml": Kind.FEED,
    "application/atom+xml": Kind.FEED,
    "application/rdf+xml": Kind.FEED,
}
# What servers say when they do not know, or say of anything in XML: the first bytes decide.
_UNDECIDED = ("", "application/octet-stream", "binary/octet-stream", "application/xml", "text/xml")
# Atomic, (?>…): pages are not trusted, and going back over the comments would take time without end.
_PROLOGUE = rb"\A(?:\xef\xbb\xbf)?\s*(?>(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE(?! html)[^>]*>\s*)*)"
_FEED = re.compile(_PROLOGUE + rb"<(?:rss|feed|rdf:RDF)[\s>]", re.DOTALL | re.IGNORECASE)
_HTML = re.compile(_PROLOGUE + rb"<(?:!doctype html|html)[\s>]", re.DOTALL | re.IGNORECASE)


def kind_of(media: str, data: bytes) -> Kind | None:
    """From the media type that the server states, and the first bytes; None for what is not read."""
    if (media in _TYPES or media in _UNDECIDED) and _FEED.match(data[:5000]):
        return Kind.FEED  # whatever the server calls it
    if media in _TYPES:
        return _TYPES[media]
    if media in _UNDECIDED:
        if data.startswith(b"%PDF-"):
            return Kind.PDF
        if data.startswith(b"PK\x03\x04") and b"word/" in data:
            return Kind.DOCX
        if _HTML.match(data[:5000]):
            return Kind.HTML
    return None

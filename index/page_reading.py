"""A fetched page -> the article on it, by the reader of its format."""

import re
from dataclasses import replace
from urllib.parse import unquote, urlsplit, urlunsplit

from index.dates import date_in_name
from index.draft import Draft
from index.fetching import Page
from index.html_pages import read_html
from index.markdown_pages import read_markdown
from index.page_kind import Kind
from index.pdf_pages import read_pdf
from index.plain_text import decode
from index.word_documents import read_docx

# Who sent the reader, not what is read.
_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|msclkid|mc_[ce]id)=[^&]*(?:&|$)")


def draft_of(page: Page) -> Draft:
    """The article as the page has it. ValueError, with the reason, when there is none; feeds have none."""
    draft = _read(page)
    name = unquote(urlsplit(page.url).path).rpartition("/")[2]
    # The address it was fetched from: what pages say is their own is wrong too often, up to one for a whole site.
    return replace(draft, url=tidy_url(page.url), published=draft.published or date_in_name(name))


def tidy_url(url: str) -> str:
    """The address without a place in the page and without what only counts visitors."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(query=_TRACKING.sub("", parts.query).rstrip("&"), fragment=""))


def _read(page: Page) -> Draft:
    if not page.data.strip():
        raise ValueError("the page is empty")
    match page.kind:
        case Kind.HTML:
            return read_html(page.data, page.url)
        case Kind.TEXT:
            return Draft(decode(page.data))
        case Kind.MARKDOWN:
            return read_markdown(page.data)
        case Kind.PDF:
            return read_pdf(page.data)
        case Kind.DOCX:
            return read_docx(page.data)
        case Kind.FEED:
            raise ValueError("a feed where an article was expected")

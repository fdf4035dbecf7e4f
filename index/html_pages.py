"""HTML -> the article on the page: main text and particulars, without comments, menus and boilerplate."""

import re

from index.dates import parse_date
from index.draft import Draft
from index.language import declared
from index.plain_text import SENTENCE_ENDS

_LANGUAGE = re.compile(rb"<html\b[^>]*?\blang\s*=\s*[\"']?([A-Za-z-]+)", re.IGNORECASE)
# Menus and error pages come out as a few words; an article has at least one sentence.
_SENTENCE_END = re.compile(f"[{SENTENCE_ENDS}]")


def read_html(data: bytes, url: str | None = None) -> Draft:
    """The article in the bytes of a page; `url` is where they came from, if known. ValueError when there is none."""
    import trafilatura

    page = trafilatura.bare_extraction(
        data,
        url=url,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        # A date found anywhere in the page's text is a guess; only the markup and the address count.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if page is None or isinstance(page, dict) or not page.text or not _SENTENCE_END.search(page.text):
        raise ValueError("no article found in this page")
    language = _LANGUAGE.search(data)
    return Draft(
        body=page.text,
        title=page.title or None,
        author=page.author or None,
        published=parse_date(page.date),
        url=page.url or url,
        language=declared(language[1].decode()) if language else None,
    )

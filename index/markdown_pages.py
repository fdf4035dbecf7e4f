"""Markdown, with or without front matter -> the article it holds."""

from index.draft import Draft, draft_from_fields
from index.front_matter import split_front_matter
from index.plain_markdown import plain
from index.plain_text import decode


def read_markdown(data: bytes) -> Draft:
    """The text without markup, with what the front matter tells of it. ValueError when that is no YAML."""
    fields, body = split_front_matter(decode(data).replace("\r\n", "\n"))
    heading, text = plain(body)
    return draft_from_fields(text, fields, heading)

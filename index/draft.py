"""What a format hands over before cleaning: the particulars it states, and the body."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from index.dates import parse_date
from index.domain import Dropped
from index.language import declared
from index.plain_text import fault

_FILLED_IN = re.compile(
    r"^(?:microsoft|python-docx|libreoffice|word document|untitled|unknown|anonymous|admin\w*|users?|root|owner)\b"
    r"|\.(?:docx?|pdf|indd|odt|rtf|qxp)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as its file has it. `body` has one paragraph a line; what the file does not state is None.

    `owner` is whom a file's properties name: often who typed it, so a byline in the text is believed first. `dropped`
    is what the reader of the format left out already.
    """

    body: str
    title: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None
    owner: str | None = None
    dropped: tuple[Dropped, ...] = ()


def draft_from_fields(body: str, fields: Mapping[str, object], heading: str | None = None) -> Draft:
    """Particulars from named fields, as in front matter and JSON; unknown names and empty values are passed over.

    `heading` is what stands above the body: the title, unless a field gives another.
    """
    return Draft(
        body=body,
        title=_first(fields, "title", "headline") or heading,
        author=_first(fields, "author", "authors", "byline"),
        published=next((found for name in ("published", "date") if (found := parse_date(fields.get(name)))), None),
        url=_first(fields, "url", "link"),
        language=declared(fields.get("language") or fields.get("lang")),
    )


def _first(fields: Mapping[str, object], *names: str) -> str | None:
    return next((line for name in names if (line := _line(fields.get(name) or None))), None)


def _line(value: object) -> str | None:
    """One line of text; a list of names is joined by commas. None where there is none, or none that can be stored."""
    if isinstance(value, list):  # a list within it is none of names, and may hold itself
        value = ", ".join(name for item in value if not isinstance(item, list) and (name := _line(item)))
    if isinstance(value, Mapping):
        value = value.get("name")
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or fault(value):
        return None
    return " ".join(value.split()) or None


def property_text(value: str | None) -> str | None:
    """A file's property, None where a program filled it in by itself ("Microsoft Word - draft3.doc", "admin")."""
    text = _line(value)
    return None if not text or _FILLED_IN.search(text) else text

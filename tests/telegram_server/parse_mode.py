"""The text of a call, plain with entities or as HTML: a short list of tags, every one closed, and nothing else."""

import html
import re
from dataclasses import dataclass

from tests.telegram_server.nouns import Entity, RichText
from tests.telegram_server.parameters import Fields
from tests.telegram_server.refusal import bad_request
from tests.telegram_server.rich_text import is_link, read_entities, utf16_length

_TYPES = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "strike", "del"), "strikethrough"),
    **dict.fromkeys(("tg-spoiler", "span"), "spoiler"),
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
_TOKEN = re.compile(
    r"<(?P<end>/?)(?P<name>[^\s>/<]*)(?P<rest>[^>]*)>?|&(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);|[^<&]+|&"
)
_ATTRIBUTE = re.compile(r"""([\w-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")


def read_text(fields: Fields, name: str = "text", entities: str = "entities") -> RichText:
    """The text of a call with its entities, before any rule is applied."""
    mode = fields.text("parse_mode")
    if mode.lower() == "html":
        return parse_html(fields.text(name))
    if mode:
        raise bad_request("unsupported parse_mode")
    return RichText(fields.text(name), read_entities(fields.items(entities)))


@dataclass(frozen=True, slots=True)
class _Open:
    name: str
    type: str
    offset: int
    url: str | None


def parse_html(markup: str) -> RichText:
    """The text and entities of `markup`. Raises ApiError (400 can't parse entities: …)."""
    text, units = "", 0
    open_tags: list[_Open] = []
    entities: list[Entity] = []
    for token in _TOKEN.finditer(markup):
        byte = len(markup[: token.start()].encode())
        if not token[0].startswith("<"):
            piece = html.unescape(token[0])
            text, units = text + piece, units + utf16_length(piece)
        elif not token["end"]:
            open_tags.append(_start(token["name"].lower(), token["rest"], units, byte))
        else:
            entities.append(_end(token["name"].lower(), open_tags, units, byte))
    if open_tags:
        raise _unparsable(f'Can\'t find end tag corresponding to start tag "{open_tags[-1].name}"')
    return RichText(
        text, tuple(entity for entity in entities if entity.type != "text_link" or is_link(entity.url or ""))
    )


def _start(name: str, rest: str, offset: int, byte: int) -> _Open:
    attributes = {found[1]: found[2] or found[3] or found[4] or "" for found in _ATTRIBUTE.finditer(rest)}
    if name not in _TYPES:
        raise _unparsable(f'Unsupported start tag "{name}" at byte offset {byte}')
    if name == "span" and attributes.get("class") != "tg-spoiler":
        raise _unparsable(f'Tag "span" must have class "tg-spoiler" at byte offset {byte}')
    kind = "expandable_blockquote" if name == "blockquote" and "expandable" in attributes else _TYPES[name]
    return _Open(name, kind, offset, html.unescape(attributes.get("href", "")) if name == "a" else None)


def _end(name: str, open_tags: list[_Open], units: int, byte: int) -> Entity:
    if not open_tags:
        raise _unparsable(f"Unexpected end tag at byte offset {byte}")
    tag = open_tags.pop()
    if name not in {"", tag.name}:
        raise _unparsable(f'Unmatched end tag at byte offset {byte}, expected "</{tag.name}>", found "</{name}>"')
    return Entity(tag.type, tag.offset, units - tag.offset, url=tag.url)


def _unparsable(reason: str) -> Exception:
    return bad_request(f"can't parse entities: {reason}")

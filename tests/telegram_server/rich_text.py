"""The rules for a text and its entities, with offsets in UTF-16 units as Telegram counts them. Pure functions."""

import re
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from tests.telegram_server.nouns import Entity, RichText
from tests.telegram_server.parameters import Fields
from tests.telegram_server.refusal import bad_request

MAX_TEXT_BYTES = 32_768
MAX_TEXT_UNITS = 4_096
MAX_ENTITIES = 100
MAX_UNIX_TIME = 2**31 - 1
FOUND_BY_TELEGRAM = frozenset(["mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number"])
FORMATTING = frozenset(
    [
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "code",
        "pre",
        "text_link",
        "text_mention",
        "custom_emoji",
        "date_time",
    ]
)
_ZERO_WIDTH = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u2800\u3164"
_LINK = re.compile(r"https?://[^\s/?#]+?(?::\d+)?(?:[/?#]\S*)?", re.I)
_OTHER_LINK = re.compile(r"(?:tg://|mailto:|tel:)\S+", re.I)
_CONTROL = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f]")


def utf16_length(text: str) -> int:
    """Number of UTF-16 code units of `text`."""
    return len(text) + sum(character > "\uffff" for character in text)


def utf16_slice(text: str, offset: int, length: int) -> str:
    """The part of `text` that an entity at `offset` covers."""
    return text.encode("utf-16-le")[2 * offset : 2 * (offset + length)].decode("utf-16-le")


def is_link(url: str) -> bool:
    """Does Telegram take `url` as the target of a link or button? A host must have a dot, or be an IPv6 address."""
    if _OTHER_LINK.fullmatch(url):
        return True
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return False
    return _LINK.fullmatch(url) is not None and host != "." and ("." in host or ":" in host)


def read_entities(values: Sequence[object]) -> tuple[Entity, ...]:
    """Entities as a bot sends them; those that Telegram finds by itself are ignored, as it does."""
    return tuple(entity for value in values if (entity := _read_entity(Fields(value, "MessageEntity"))) is not None)


def _read_entity(fields: Fields) -> Entity | None:
    kind = fields.text("type")
    offset, length = fields.integer("offset"), fields.integer("length")
    if kind in FOUND_BY_TELEGRAM:
        return None
    if kind not in FORMATTING:
        raise bad_request("can't parse MessageEntity: Unsupported type specified")
    if offset < 0:
        raise bad_request(f"receive an entity with incorrect offset {offset}")
    if length < 0:
        raise bad_request(f"receive an entity with incorrect length {length}")
    url = fields.optional_text("url")
    if kind == "text_link" and not is_link(url or ""):
        raise bad_request(f"entity URL '{url or ''}' is invalid: Wrong HTTP URL")
    user = fields.record("user")
    if kind == "text_mention" and user is None:
        raise bad_request("can't parse MessageEntity: Can't find field \"user\"")
    return Entity(
        kind,
        offset,
        length,
        url=url if kind == "text_link" else None,
        user_id=user.integer("id") if user is not None else None,
        language=fields.optional_text("language"),
        unix_time=_read_unix_time(fields) if kind == "date_time" else None,
        date_time_format=fields.optional_text("date_time_format"),
        custom_emoji_id=fields.text("custom_emoji_id") if kind == "custom_emoji" else None,
    )


def _read_unix_time(fields: Fields) -> int:
    unix_time = fields.integer("unix_time")
    if abs(unix_time) > MAX_UNIX_TIME:
        raise bad_request('can\'t parse MessageEntity: field "unix_time" must be a valid Number')
    if unix_time <= 0:
        raise bad_request("Invalid date specified")
    return unix_time


def checked_text(raw: RichText, *, too_long: str = "message is too long") -> RichText:
    """What Telegram makes of a text, or ApiError.

    Control characters become blanks, carriage returns go, blanks are cut at both ends (in front no further than the
    first entity), entities that cover only blanks go, and so do those past the hundredth.
    """
    if not raw.text:
        raise bad_request("message text is empty")
    try:
        size = len(raw.text.encode())
    except UnicodeEncodeError as error:
        raise bad_request("strings must be encoded in UTF-8") from error
    if size > MAX_TEXT_BYTES:
        raise bad_request("text is too long")
    if not _visible(raw.text):
        raise bad_request("text must be non-empty")
    cleaned = _trim(_CONTROL.sub(" ", raw.text), raw.entities)
    if utf16_length(cleaned.text) > MAX_TEXT_UNITS:
        raise bad_request(too_long)
    return cleaned


def _visible(text: str) -> str:
    return _CONTROL.sub(" ", text).strip().strip(_ZERO_WIDTH).strip()


def _trim(text: str, entities: Sequence[Entity]) -> RichText:
    spans = _code_points(text, entities)
    kept = [index for index, character in enumerate(text) if character != "\r"]
    last = next(index for index in reversed(kept) if text[index] not in " \n")
    wall = min((start for start, _, _ in spans), default=len(text))
    first = next(index for index in kept if index >= wall or text[index] not in " \n")
    kept = [index for index in kept if first <= index <= last]
    # units[i]: the UTF-16 offset, in the new text, of what stood at code point i of the old one
    units, before = [0] * (len(text) + 1), 0
    remaining = set(kept)
    for index, character in enumerate(text):
        units[index] = before
        before += (1 + (character > "\uffff")) if index in remaining else 0
    units[len(text)] = before
    moved = [
        replace(entity, offset=units[start], length=units[end] - units[start])
        for start, end, entity in spans
        if _visible(text[start:end]) and units[end] > units[start]
    ]
    return RichText("".join(text[index] for index in kept), tuple(moved[:MAX_ENTITIES]))


def _code_points(text: str, entities: Sequence[Entity]) -> list[tuple[int, int, Entity]]:
    """Entities in order with their (start, end) in code points; ApiError for one that does not fit the text."""
    index_at, units, size = {0: 0}, 0, 0
    byte_at: dict[int, int] = {}
    for index, character in enumerate(text, start=1):
        if character > "\uffff":
            byte_at[units + 1] = size + 4
        units += 1 + (character > "\uffff")
        size += len(character.encode())
        index_at[units] = index
    spans: list[tuple[int, int, Entity]] = []
    for entity in sorted(entities, key=lambda entity: (entity.offset, -entity.length)):
        if not entity.length:
            continue
        if entity.offset >= units:
            raise bad_request(f"entity begins after the end of the text at UTF-16 offset {entity.offset}")
        if entity.end > units:
            raise bad_request(
                f"entity beginning at UTF-16 offset {entity.offset} ends after the end of the text "
                f"at UTF-16 offset {entity.end}"
            )
        if entity.offset in byte_at:
            raise bad_request(f"entity begins in a middle of a UTF-16 symbol at byte offset {byte_at[entity.offset]}")
        if entity.end in byte_at:
            raise bad_request(
                f"entity beginning at UTF-16 offset {entity.offset} ends in a middle of a UTF-16 symbol "
                f"at byte offset {byte_at[entity.end]}"
            )
        spans.append((index_at[entity.offset], index_at[entity.end], entity))
    return spans

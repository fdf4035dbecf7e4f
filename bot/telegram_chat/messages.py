"""Rich text -> Telegram messages: text plus entities in UTF-16 units, never a markup that an article could break."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from urllib.parse import urlsplit

from telegram import InlineKeyboardMarkup, MessageEntity
from telegram.constants import MessageEntityDateTimeFormats

from bot.rich_text import RichText, Style, StyledSpan

MOST_UNITS = 4000  # Telegram takes 4096; what it adds or counts otherwise has room
MOST_ENTITIES = 100
MOST_UNIX_TIME = 2**31 - 1  # Telegram refuses a message with a later date, and one with a date before 1970
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_LINK = re.compile(r"https?://[^\s/?#]+(?:[/?#]\S*)?", re.IGNORECASE)
_TYPES = {
    Style.FOCUS: MessageEntity.BOLD,
    Style.HEADING: MessageEntity.BOLD,
    Style.CITED: MessageEntity.BOLD,
    Style.COPIED: MessageEntity.CODE,  # a touch copies it
}


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a message that stays in one piece as long as it fits; `quoted` sets it in an expandable blockquote."""

    rich: RichText
    quoted: bool = False
    before: str = "\n"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message to be sent."""

    text: str
    entities: tuple[MessageEntity, ...] = ()
    keyboard: InlineKeyboardMarkup | None = None


Messages = Sequence[Outgoing]


def plain(text: str, keyboard: InlineKeyboardMarkup | None = None) -> Outgoing:
    """A message of plain text."""
    return Outgoing(text, keyboard=keyboard)


def without_entities(outgoing: Outgoing) -> Outgoing:
    """The same in plain text."""
    return replace(outgoing, entities=())


def compose(blocks: Sequence[Block], keyboard: InlineKeyboardMarkup | None = None) -> tuple[Outgoing, ...]:
    """As few messages as hold the blocks, in order, within Telegram's limits; the keyboard is under the last.

    A block is cut, at a word, only if it alone is too long for a message.
    """
    parts: list[_Part] = [_Part()]
    for block in blocks:
        for piece in _pieces(block.rich):
            entities = _entities(piece, block.quoted)
            if not parts[-1].add(block.before, piece.text, entities):
                parts.append(_Part())
                parts[-1].add("", piece.text, entities)
    last = len(parts) - 1
    return tuple(
        Outgoing(part.text, tuple(part.entities), keyboard if index == last else None)
        for index, part in enumerate(parts)
    )


def utf16_length(text: str) -> int:
    """The number of UTF-16 code units of the text: what Telegram counts in."""
    return len(text) + sum(character > "\uffff" for character in text)


def fitting_end(text: str, start: int, most_units: int) -> int:
    """Where a piece from `start` ends: the whole rest, or the last blank within the limit, or the limit."""
    units, end = 0, start
    while end < len(text) and units + utf16_length(text[end]) <= most_units:
        units += utf16_length(text[end])
        end += 1
    if end == len(text):
        return end
    blanks = [index for index in range(end - 1, start + (end - start) // 2, -1) if text[index].isspace()]
    return blanks[0] + 1 if blanks else end


class _Part:
    """A message that is being filled."""

    def __init__(self) -> None:
        self.text = ""
        self.entities: list[MessageEntity] = []
        self._units = 0

    def add(self, before: str, text: str, entities: Sequence[MessageEntity]) -> bool:
        """Append if that stays within the limits; whether it did. An empty part takes anything."""
        before = before if self.text else ""
        units = utf16_length(before) + utf16_length(text)
        full = self._units + units > MOST_UNITS or len(self.entities) + len(entities) > MOST_ENTITIES
        if self.text and full:
            return False
        self.entities += MessageEntity.shift_entities(self._units + len(before), entities)
        self.text += before + text
        self._units += units
        return True


def _pieces(rich: RichText) -> list[RichText]:
    """The text, cut at words into pieces that fit a message; nearly always one. Outer blanks go."""
    text = _LONE_SURROGATE.sub("\ufffd", rich.text)
    pieces: list[RichText] = []
    start = 0
    while start < len(text):
        end = fitting_end(text, start, MOST_UNITS)
        while start < end and text[start].isspace():
            start += 1
        visible_end = start + len(text[start:end].rstrip())
        if visible_end > start:
            pieces.append(RichText(text[start:visible_end], tuple(_clip(rich.spans, start, visible_end))))
        start = end
    return pieces


def _clip(spans: Sequence[StyledSpan], start: int, end: int) -> list[StyledSpan]:
    return [
        StyledSpan(max(span.start, start) - start, min(span.end, end) - start, span.style, span.target)
        for span in spans
        if span.start < end and span.end > start
    ]


def _entities(rich: RichText, quoted: bool) -> Sequence[MessageEntity]:
    """The styled spans as entities in UTF-16 units, a surrounding blockquote first; at most a message's fill."""
    found = [MessageEntity(MessageEntity.EXPANDABLE_BLOCKQUOTE, 0, len(rich.text))] if quoted else []
    found += [entity for span in rich.spans if (entity := _entity(span)) is not None]
    return MessageEntity.adjust_message_entities_to_utf_16(rich.text, found[:MOST_ENTITIES])


def _entity(span: StyledSpan) -> MessageEntity | None:
    offset, length = span.start, span.end - span.start
    if span.style in _TYPES:
        return MessageEntity(_TYPES[span.style], offset, length)
    if span.style is Style.LINK and _is_link(span.target or ""):
        return MessageEntity(MessageEntity.TEXT_LINK, offset, length, url=span.target)
    moment = _moment(span.target) if span.style is Style.DATE else None
    if moment is None:
        return None
    return MessageEntity(
        MessageEntity.DATE_TIME,
        offset,
        length,
        unix_time=moment,
        date_time_format=MessageEntityDateTimeFormats.LONG_DATE,
    )


def _is_link(url: str) -> bool:
    """Whether Telegram takes it: it refuses a message with a link to a host that is no IPv6 address and has no dot."""
    if not _LINK.fullmatch(url):
        return False
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:  # a port out of range, brackets around something else
        return False
    return port != 0 and ("." in host.strip(".") or ":" in host)


def _moment(published: str | None) -> datetime | None:
    """The moment behind an ISO 8601 date, if Telegram takes it.

    A mere day counts as its noon in UTC, the same day nearly everywhere.
    """
    try:
        if published is None:
            return None
        if len(published) == len("2024-05-03"):
            moment = datetime.combine(date.fromisoformat(published), time(12), UTC)
        else:
            moment = datetime.fromisoformat(published)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment if 0 < int(moment.timestamp()) <= MOST_UNIX_TIME else None

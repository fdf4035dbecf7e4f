"""A message of the bot's set in lines: what `render_message.py` draws. Sizes are pixels of the finished picture."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import matplotlib
from PIL import ImageFont
from telegram import MessageEntity

from bot.telegram_chat.messages import Outgoing, utf16_length

FINER = 3  # times as large while it is drawn, so that edges are smooth
SIZE, LINE, QUOTE_SIZE, QUOTE_LINE, INDENT = 26, 35, 23, 31, 16
BOLDER = 0.028  # how wide the edge of a bold letter is, in sizes of its font
OTHER_FONT = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"


@dataclass(frozen=True)
class Look:
    """How a stretch of text is drawn."""

    bold: bool = False
    link: bool = False
    quote: int = 0  # which one, counted from 1


@dataclass
class Line:
    """Pieces of text with where each begins; `quote` as in Look."""

    quote: int
    pieces: list[tuple[float, str, Look]] = field(default_factory=list)

    @property
    def size(self) -> int:
        """Of its letters."""
        return QUOTE_SIZE if self.quote else SIZE

    @property
    def height(self) -> int:
        """From line to line."""
        return QUOTE_LINE if self.quote else LINE


def looks(outgoing: Outgoing) -> list[Look]:
    """How each character is drawn."""
    found, offset = [], 0
    for character in outgoing.text:
        here = {
            one.type: number
            for number, one in enumerate(outgoing.entities, start=1)
            if one.offset <= offset < one.offset + one.length
        }
        quote = here.get(MessageEntity.EXPANDABLE_BLOCKQUOTE, 0)
        found.append(Look(MessageEntity.BOLD in here, MessageEntity.TEXT_LINK in here, quote))
        offset += utf16_length(character)
    return found


def words(outgoing: Outgoing) -> Iterator[tuple[str, Look]]:
    """Pieces of one look that stay on a line; "\\n" ends one."""
    piece, styles = "", looks(outgoing)
    for place, character in enumerate(outgoing.text):
        if piece and (character in " \n" or styles[place] != styles[place - 1]):
            yield piece, styles[place - 1]
            piece = ""
        if character == "\n":
            yield "\n", styles[place]
        else:
            piece += character
    if piece:
        yield piece, styles[-1]


def lines(outgoing: Outgoing, width: float) -> list[Line]:
    """The text set in lines of at most that width."""
    done, x = [Line(0)], 0.0
    for piece, look in words(outgoing):
        if not done[-1].pieces:
            done[-1].quote = look.quote
        long = length(piece.rstrip(), done[-1].size, look.bold)
        if piece == "\n" or x + long > width - (2 * INDENT if look.quote else 0):
            done, x, piece = [*done, Line(look.quote)], 0.0, piece.strip()
        if piece:
            done[-1].pieces.append((x, piece, look))
            x += length(piece, done[-1].size, look.bold)
    return done


@cache
def font(size: float, text: str) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """Pillow's own, or for what that has no letters for, matplotlib's."""
    own = ImageFont.load_default(size * FINER)
    unknown = bytes(own.getmask("\ufffe"))
    known = all(one.isspace() or bytes(own.getmask(one)) != unknown for one in text)
    return own if known else ImageFont.truetype(OTHER_FONT, size * FINER)


def length(text: str, size: float, bold: bool = False) -> float:
    """How wide a text is."""
    return float(font(size, text).getlength(text)) / FINER + (1.5 * BOLDER * size * len(text) if bold else 0)

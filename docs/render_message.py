"""`python docs/render_message.py PNG`: an answer as it looks in Telegram, drawn from the message that the bot sends."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import matplotlib
from PIL import Image, ImageDraw, ImageFont
from telegram import InlineKeyboardButton, MessageEntity

from bot.answer import Citation, Draft, Statement
from bot.languages import ENGLISH
from bot.telegram_chat.answer_message import answer_messages
from bot.telegram_chat.messages import Outgoing
from index.domain import Evidence, Source

WIDTH, MARGIN, PADDING, LINE, SIZE = 900, 30, 22, 34, 24
INK, QUIET, LINK, PAPER, GROUND, QUOTE, KEY = "#111", "#667", "#1a73c7", "#fff", "#d5e3ee", "#e9f2fb", "#8fb0c9"
FONTS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
TEXT = (
    "According to the Pentagon, a total of about 650 US military personnel are currently stationed in Niger, "
    "most of them at a base in Agadez."
)
SOURCE = Source("niger", "Niger: Russian troops to arrive", "Isaac Kaledzi", "2024-03-25", "https://news.example/niger")


@dataclass(frozen=True)
class Look:
    """How a stretch of text is drawn."""

    bold: bool = False
    link: bool = False
    quoted: bool = False


def message() -> Outgoing:
    """An answer of one statement."""
    citation = Citation(1, Evidence(SOURCE, 0, len(TEXT), TEXT, 0.97))
    start = TEXT.index("650")
    draft = Draft((Statement(TEXT, (1,), ((start, start + 3),)),), (citation,), confidence=0.97)
    return answer_messages(draft, 1, ENGLISH)[0]


def looks(outgoing: Outgoing) -> list[Look]:
    """How each character is drawn; the text here has none beyond 16 bits, so that offsets are places in it."""
    found = [Look() for _ in outgoing.text]
    for entity in outgoing.entities:
        for place in range(entity.offset, entity.offset + entity.length):
            look = found[place]
            found[place] = Look(
                look.bold or entity.type == MessageEntity.BOLD,
                look.link or entity.type == MessageEntity.TEXT_LINK,
                look.quoted or entity.type == MessageEntity.EXPANDABLE_BLOCKQUOTE,
            )
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


def draw(outgoing: Outgoing) -> Image.Image:
    """The message with its buttons."""
    plain, bold = (ImageFont.truetype(FONTS / f"{name}.ttf", SIZE) for name in ("DejaVuSans", "DejaVuSans-Bold"))
    placed: list[tuple[float, int, str, Look]] = []
    left, right, x, row = MARGIN + PADDING, WIDTH - MARGIN - PADDING, 0.0, 0
    for piece, look in words(outgoing):
        indent = left + (18 if look.quoted else 0)
        x = max(x, indent)
        font = bold if look.bold else plain
        if piece == "\n" or x + font.getlength(piece) > right:
            x, row = float(indent), row + 1
            piece = piece.strip()
        if piece:
            placed.append((x, row, piece, look))
            x += font.getlength(piece)
    top, bottom = MARGIN, MARGIN + 2 * PADDING + (row + 1) * LINE
    rows = outgoing.keyboard.inline_keyboard if outgoing.keyboard else ()
    image = Image.new("RGB", (WIDTH, bottom + len(rows) * 58 + MARGIN), GROUND)
    canvas = ImageDraw.Draw(image)
    canvas.rounded_rectangle((MARGIN, top, WIDTH - MARGIN, bottom), 18, PAPER)
    for line in {row for _, row, _, look in placed if look.quoted}:
        y = top + PADDING + line * LINE
        canvas.rectangle((left, y, right, y + LINE), QUOTE)
        canvas.rectangle((left, y, left + 5, y + LINE), LINK)
    for x, line, piece, look in placed:
        ink = LINK if look.link else INK
        canvas.text((x, top + PADDING + line * LINE + 2), piece, ink, bold if look.bold else plain)
    for number, buttons in enumerate(rows):
        _draw_row(canvas, buttons, bottom + 8 + number * 58, plain)
    return image


def _draw_row(
    canvas: ImageDraw.ImageDraw, buttons: tuple[InlineKeyboardButton, ...], y: int, font: ImageFont.FreeTypeFont
) -> None:
    wide = (WIDTH - 2 * MARGIN) / len(buttons)
    for number, button in enumerate(buttons):
        x = MARGIN + number * wide
        canvas.rounded_rectangle((x + 2, y, x + wide - 2, y + 50), 12, KEY)
        canvas.text((x + wide / 2, y + 25), _drawable(button.text), PAPER, font, anchor="mm")


def _drawable(label: str) -> str:
    """The thumbs, which the font lacks, as signs it has."""
    return label.replace("👍", "▲").replace("👎", "▼")


if __name__ == "__main__":
    draw(message()).save(sys.argv[1], optimize=True)

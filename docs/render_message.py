"""`python docs/render_message.py PNG [QUESTION]`: a question and its answer from `seeds/` as they look in Telegram.

Drawn from the message that the bot sends, for a phone's width.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import matplotlib
from PIL import Image, ImageDraw, ImageFont
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity

from bot.languages import ENGLISH
from bot.settings import read_settings
from bot.telegram_chat.answer_message import answer_messages
from bot.telegram_chat.buttons import RATINGS, Verb
from bot.telegram_chat.messages import Outgoing, utf16_length
from bot.wiring import open_citewire

QUESTION = "When did Niger order US troops to leave the country?"
WIDTH, MARGIN, PADDING, LINE, SIZE, KEY_HEIGHT = 760, 20, 20, 33, 24, 54
INK, LINK, PAPER, OWN, GROUND, QUOTE, KEY = "#111", "#1a73c7", "#fff", "#e1f7cf", "#d5e3ee", "#e9f2fb", "#7fa3bf"
FONTS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
# A hand with its thumb up, in a square of 24.
THUMB = ((1, 11), (6, 11), (11, 1), (14, 3), (13, 9), (22, 9), (22, 13), (20, 22), (8, 22), (6, 21), (1, 21))


@dataclass(frozen=True)
class Look:
    """How a stretch of text is drawn."""

    bold: bool = False
    link: bool = False
    quote: int = 0  # which one, counted from 1


def answer(question: str) -> Sequence[Outgoing]:
    """The messages that the bot answers with."""
    with TemporaryDirectory() as data:
        found = open_citewire(read_settings(Path("seeds"), Path(data))).engine.answer(question)
    return answer_messages(found.draft, 1, ENGLISH)


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


class Chat:
    """A picture that grows downwards by messages."""

    def __init__(self) -> None:
        self._plain, self._bold = (
            ImageFont.truetype(FONTS / f"{name}.ttf", SIZE) for name in ("DejaVuSans", "DejaVuSans-Bold")
        )
        self._image = Image.new("RGB", (WIDTH, 10_000), GROUND)
        self._canvas = ImageDraw.Draw(self._image)
        self._y = MARGIN

    def add(self, outgoing: Outgoing, *, own: bool = False) -> None:
        """A message with its buttons; `own` ones are on the right, as the person's who holds the phone."""
        left = (5 if own else 1) * MARGIN
        right = WIDTH - (1 if own else 3) * MARGIN
        placed: list[tuple[float, int, str, Look]] = []
        x, row = 0.0, 0
        for piece, look in words(outgoing):
            indent = left + PADDING + (18 if look.quote else 0)
            x = max(x, indent)
            font = self._bold if look.bold else self._plain
            if piece == "\n" or x + font.getlength(piece) > right - PADDING:
                x, row, piece = float(indent), row + 1, piece.strip()
            if piece:
                placed.append((x, row, piece, look))
                x += font.getlength(piece)
        bottom = self._y + 2 * PADDING + (row + 1) * LINE
        self._canvas.rounded_rectangle((left, self._y, right, bottom), 18, OWN if own else PAPER)
        for quote in {look.quote for _, _, _, look in placed if look.quote}:
            rows = [row for _, row, _, look in placed if look.quote == quote]
            first, last = (self._y + PADDING + line * LINE for line in (min(rows), max(rows) + 1))
            self._canvas.rectangle((left + PADDING, first + 2, right - PADDING, last - 2), QUOTE)
            self._canvas.rectangle((left + PADDING, first + 2, left + PADDING + 5, last - 2), LINK)
        for x, line, piece, look in placed:
            font, ink = (self._bold if look.bold else self._plain), LINK if look.link else INK
            self._canvas.text((x, self._y + PADDING + line * LINE + 2), piece, ink, font)
        self._y = bottom + 6
        self._add_keyboard(outgoing.keyboard, left, right)
        self._y += MARGIN

    def save(self, path: str) -> None:
        """Write what there is."""
        self._image.crop((0, 0, WIDTH, self._y)).quantize(64).save(path, optimize=True)

    def _add_keyboard(self, keyboard: InlineKeyboardMarkup | None, left: int, right: int) -> None:
        for buttons in keyboard.inline_keyboard if keyboard else ():
            wide = (right - left) / len(buttons)
            for number, button in enumerate(buttons):
                self._add_button(button, left + number * wide, wide)
            self._y += KEY_HEIGHT

    def _add_button(self, button: InlineKeyboardButton, x: float, wide: float) -> None:
        top, bottom = self._y, self._y + KEY_HEIGHT - 6
        self._canvas.rounded_rectangle((x + 2, top, x + wide - 2, bottom), 12, KEY)
        middle = (x + wide / 2, (top + bottom) / 2)
        if button.text in RATINGS.values():
            turn = 1 if button.text == RATINGS[Verb.GOOD] else -1
            self._canvas.polygon([(middle[0] + turn * (a - 12), middle[1] + turn * (b - 12)) for a, b in THUMB], PAPER)
        else:
            self._canvas.text(middle, button.text, PAPER, self._plain, anchor="mm")


def main(path: str, question: str = QUESTION) -> None:
    """Draw the question and all that is answered."""
    chat = Chat()
    chat.add(Outgoing(question), own=True)
    for message in answer(question):
        chat.add(message)
    chat.save(path)


if __name__ == "__main__":
    main(*sys.argv[1:])

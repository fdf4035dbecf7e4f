"""`python docs/render_message.py PNG [QUESTION]`: a question and its answer from `seeds/` as they look in Telegram.

Drawn from the messages that the bot sends, for a phone's width, with quotes unfolded.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from message_lines import BOLDER, FINER, INDENT, SIZE, font, length, lines
from PIL import Image, ImageDraw
from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.languages import ENGLISH
from bot.settings import read_settings
from bot.telegram_chat.answer_message import answer_messages
from bot.telegram_chat.buttons import RATINGS, Verb
from bot.telegram_chat.messages import Outgoing
from bot.wiring import open_citewire

QUESTION = "When did Niger order US troops to leave the country?"
READER, SENT = "Ann", "10:42"
WIDTH, MARGIN, PADDING, CORNER, BAR, TIME_SIZE, KEY_HEIGHT, REPLY_HEIGHT = 760, 18, 18, 22, 5, 18, 58, 74
INK, FAINT, LINK, PAPER, OWN, GREEN = "#0f1419", "#8a949c", "#2481cc", "#ffffff", "#e3fdd2", "#4fae4e"
QUOTE, KEY, GROUND = "#e8f2fa", "#7f9f78", ("#cbdaa8", "#9cc4ab")  # the ground from above to below
# A hand with its thumb up, in a square of 24.
THUMB = ((1, 11), (6, 11), (11, 1), (14, 3), (13, 9), (22, 9), (22, 13), (20, 22), (8, 22), (6, 21), (1, 21))
Point = tuple[float, float]
Box = tuple[float, float, float, float]


def answer(question: str) -> Sequence[Outgoing]:
    """The messages that the bot answers with."""
    with TemporaryDirectory() as data:
        found = open_citewire(read_settings(Path("seeds"), Path(data))).engine.answer(question)
    return answer_messages(found.draft, 1, ENGLISH)


class Chat:
    """A picture that grows downwards by messages."""

    def __init__(self) -> None:
        self._image = Image.new("RGBA", (WIDTH * FINER, 1_500 * FINER))
        self._canvas = ImageDraw.Draw(self._image)
        self._y: float = MARGIN

    def add(self, outgoing: Outgoing, to: str | None = None) -> None:
        """A message with its buttons: the bot's reply `to` something, else one of the person who holds the phone."""
        most = WIDTH - 6 * MARGIN - 2 * PADDING
        rows = lines(outgoing, most)
        wide = most if to else max(x + length(piece, SIZE) for row in rows for x, piece, _ in row.pieces)
        left = MARGIN if to else WIDTH - MARGIN - wide - 2 * PADDING
        right, y = left + wide + 2 * PADDING, self._y + PADDING
        bottom = y + sum(row.height for row in rows) + (REPLY_HEIGHT if to else 0) + TIME_SIZE + PADDING
        self._shape((left, self._y, right, bottom), CORNER, PAPER if to else OWN)
        left, right = left + PADDING, right - PADDING
        if to:
            self._quote((left, y, right, y + REPLY_HEIGHT - 12))
            self._text((left + INDENT, y + 5), READER, 20, LINK, bold=True)
            self._text((left + INDENT, y + 31), to, 20, INK)
            y += REPLY_HEIGHT
        for index, row in enumerate(rows):
            if row.quote and row.quote != rows[index - 1].quote:
                high = sum(one.height for one in rows if one.quote == row.quote)
                self._quote((left, y, right, y + high + 3))
            for x, piece, look in row.pieces:
                place = (left + x + (INDENT if row.quote else 0), y + 3)
                self._text(place, piece, row.size, LINK if look.link else INK, bold=look.bold)
            y += row.height
        self._text((right - (0 if to else 30), bottom - 12), SENT, TIME_SIZE, FAINT if to else GREEN, anchor="rs")
        if not to:
            for x in (right - 26, right - 18):
                self._stroke(((x, bottom - 18), (x + 5, bottom - 13), (x + 14, bottom - 25)))
        self._y = bottom + 5
        self._add_keyboard(outgoing.keyboard, left - PADDING, right + PADDING)
        self._y += MARGIN

    def save(self, path: str) -> None:
        """Write what there is."""
        size = (WIDTH, int(self._y))
        above, below = (Image.new("RGB", size, color) for color in GROUND)
        picture = Image.composite(below, above, Image.linear_gradient("L").resize(size))
        drawn = self._image.crop((0, 0, WIDTH * FINER, size[1] * FINER)).resize(size, Image.Resampling.LANCZOS)
        picture.paste(drawn, mask=drawn)
        picture.quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)

    def _text(self, place: Point, text: str, size: float, ink: str, *, bold: bool = False, anchor: str = "la") -> None:
        x, y = (number * FINER for number in place)
        face = font(size, text)
        if not bold:
            self._canvas.text((x, y), text, ink, face, anchor)
            return
        for character in text:  # there is no bold face: each letter gets an edge, and room for it
            self._canvas.text((x, y), character, ink, face, anchor, stroke_width=BOLDER * size * FINER, stroke_fill=ink)
            x += length(character, size, bold=True) * FINER

    def _shape(self, box: Box, radius: float, color: str) -> None:
        self._canvas.rounded_rectangle([number * FINER for number in box], radius * FINER, color)

    def _stroke(self, points: Sequence[Point], ink: str = GREEN) -> None:
        self._canvas.line([(x * FINER, y * FINER) for x, y in points], ink, 2 * FINER, "curve")

    def _quote(self, box: Box) -> None:
        left, top, right, bottom = box
        self._shape(box, 8, LINK)
        self._canvas.rectangle([number * FINER for number in (left + BAR, top, right - 8, bottom)], QUOTE)
        self._shape((right - 16, top, right, bottom), 8, QUOTE)

    def _add_keyboard(self, keyboard: InlineKeyboardMarkup | None, left: float, right: float) -> None:
        for buttons in keyboard.inline_keyboard if keyboard else ():
            wide = (right - left + 6) / len(buttons)
            for number, button in enumerate(buttons):
                self._add_button(button, left + number * wide, wide - 6)
            self._y += KEY_HEIGHT

    def _add_button(self, button: InlineKeyboardButton, x: float, wide: float) -> None:
        top, bottom = self._y, self._y + KEY_HEIGHT - 6
        self._shape((x, top, x + wide, bottom), 14, KEY)
        middle = (x + wide / 2, (top + bottom) / 2)
        if button.text in RATINGS.values():
            turn = (1 if button.text == RATINGS[Verb.GOOD] else -1) * FINER
            thumb = [(middle[0] * FINER + turn * (a - 12), middle[1] * FINER + turn * (b - 12)) for a, b in THUMB]
            self._canvas.polygon(thumb, PAPER)
            return
        self._text(middle, button.text, 24, PAPER, anchor="mm")
        if button.copy_text:  # two sheets
            for shift in (0, 4):
                corner = (x + wide - 26 + shift, top + 8 + shift)
                self._shape((*corner, corner[0] + 10, corner[1] + 12), 2, PAPER)
                self._shape((corner[0] + 1.5, corner[1] + 1.5, corner[0] + 8.5, corner[1] + 10.5), 1, KEY)


def main(path: str, question: str = QUESTION) -> None:
    """Draw the question and all that is answered."""
    chat = Chat()
    chat.add(Outgoing(question))
    for message in answer(question):
        chat.add(message, to=question)
    chat.save(path)


if __name__ == "__main__":
    main(*sys.argv[1:])

"""RichText -> the terminal: colours where there is a terminal, plain text where there is none."""

import sys
from typing import TextIO

from rich.console import Console
from rich.text import Text

from bot.rich_text import RichText, Style

STYLES = {
    Style.MARK: "bold cyan",
    Style.FOCUS: "bold",
    Style.HEADING: "bold",
    Style.QUOTE: "default",
    Style.CITED: "bold black on yellow",
    Style.LINK: "underline",
    Style.DATE: "green",
    Style.QUIET: "dim",
}
# Without colours only the cited sentence needs a sign of its own.
PLAIN_CITED = (">>", "<<")


class Terminal:
    """Prints rich text to a stream, standard output if none is given; `plain` when it is no terminal."""

    def __init__(self, stream: TextIO | None = None) -> None:
        stream = stream or sys.stdout
        self.plain = not stream.isatty()
        self._console = Console(file=stream, highlight=False, soft_wrap=True)

    def show(self, rich: RichText, indent: str = "") -> None:
        """Print one block, every line of it behind `indent`."""
        if self.plain:
            text = plain_text(rich)
            self._console.file.write("".join(f"{indent}{line}\n" for line in printable(text).split("\n")))
            return
        styled = Text(printable(rich.text))
        for span in rich.spans:
            link = f" link {span.target}" if span.style is Style.LINK and span.target else ""
            styled.stylize(STYLES[span.style] + link, span.start, span.end)
        self._console.print(*(Text(indent) + line for line in styled.split("\n", allow_blank=True)), sep="\n")

    def say(self, text: str = "", indent: str = "") -> None:
        """Print plain words."""
        self.show(RichText(text), indent)


def plain_text(rich: RichText) -> str:
    """The text with signs around the cited sentence, for want of colours."""
    text = rich.text
    opening, closing = PLAIN_CITED
    for span in sorted(rich.spans, key=lambda one: one.start, reverse=True):
        if span.style is Style.CITED:
            text = f"{text[: span.start]}{opening}{text[span.start : span.end]}{closing}{text[span.end :]}"
    return text


def printable(text: str) -> str:
    """Control characters, which could steer a terminal, made visible; line ends and tabs stay. Length is kept."""
    return "".join(
        character if character.isprintable() or character in "\n\t" else "\ufffd" if _steers(character) else character
        for character in text
    )


def _steers(character: str) -> bool:
    return (
        ord(character) < 0x20
        or 0x7F <= ord(character) < 0xA0
        or character in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    )

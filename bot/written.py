"""What a model writes, as it comes -> statements with the marks they end in, each as soon as it is whole."""

import re
from dataclasses import dataclass

from bot.json_statements import JsonStatements, Part
from bot.marks import MarkReader
from bot.prose import Prose
from index.language import detect
from index.sentences import split_sentences

_THOUGHTS = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|$)", re.DOTALL | re.IGNORECASE)
_LINE_START = re.compile(r"^(?:\s*(?:[-*+•–—>#]+|\(?\d{1,2}[.)]|[a-z]\))\s+)+|^\s*#+\s*")
_EMPHASIS = re.compile(r"(\*\*|__|`+|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w))")
_FENCE = re.compile(r"^\s*(```|~~~)\w*\s*$")
_NOT_FOUND = re.compile(r"\W*not[\s_-]found\W*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Written:
    """One sentence that a model wrote, without its marks, and the marks it gave, lower case, known or not."""

    text: str
    marks: tuple[str, ...]


class WrittenStream:
    """Statements of one reply: prose that ends in marks, or the JSON object of `answer_json`, bare or in a code fence.

    `not_found` turns true when the model says that the sentences do not state the answer.
    """

    def __init__(self, marks: MarkReader) -> None:
        self._marks = marks
        self._raw = ""
        self._begun: Prose | JsonStatements | None = None
        self.not_found = False

    def feed(self, piece: str) -> list[Written]:
        """The statements that the piece completes."""
        self._raw += piece
        if self._begun is None:
            head = _THOUGHTS.sub("", self._raw).lstrip("\ufeff \n\r\t")
            if not head or head.startswith("<") or re.fullmatch(r"[`~]{1,3}\w{0,12}\s*", head):
                return []  # thoughts, or a fence whose content is not there yet
            begun: Prose | JsonStatements = (
                JsonStatements() if re.match(r"(?:[`~]{3}\w*\s*)?\{", head) else Prose(self._marks)
            )
            self._begun, piece = begun, head
        return self._take(self._begun.feed(piece))

    def close(self) -> list[Written]:
        """What is left at the end of the reply."""
        if self._begun is None:
            text = re.sub(r"</?think(?:ing)?>", " ", self._raw) if "</think" not in self._raw else ""
            self._begun = Prose(self._marks)
            found = self._take(self._begun.feed(text))
        else:
            found = []
        return found + self._take(self._begun.close())

    def _take(self, parts: list[Part]) -> list[Written]:
        if isinstance(self._begun, JsonStatements) and self._begun.not_found:
            self.not_found = True
        written: list[Written] = []
        for text, marks in parts:
            bare, own = self._marks.split(_tidy(text))
            if _NOT_FOUND.fullmatch(bare):
                self.not_found = True
            elif any(character.isalnum() for character in bare):
                written += self._sentences(bare, tuple(dict.fromkeys((*marks, *own))))
        return written

    def _sentences(self, text: str, marks: tuple[str, ...]) -> list[Written]:
        """A part may hold several sentences before its marks: each is a statement that gives them."""
        spans = split_sentences(text, detect(text))
        return [Written(text[start:end], marks) for start, end in spans]


def _tidy(text: str) -> str:
    """One line without what lists, headings, quotes, emphasis and code fences add."""
    lines = [_LINE_START.sub("", line) for line in text.splitlines() if not _FENCE.match(line)]
    visible = "".join(character if character.isprintable() else " " for character in " ".join(lines))
    return " ".join(_EMPHASIS.sub("", visible).split())

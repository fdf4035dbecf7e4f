"""Running text of a model -> its parts, each as soon as it is whole: a part ends in marks, or with its line."""

import re

from bot.json_statements import Part
from bot.marks import MarkReader, is_open, may_go_on
from index.plain_text import SENTENCE_ENDS

_END = re.compile(rf"[{SENTENCE_ENDS}][\"'”’»)*_]*$")


class Prose:
    """Cuts running text behind marks and at line ends."""

    def __init__(self, marks: MarkReader) -> None:
        self._marks = marks
        self._text = ""

    def feed(self, piece: str) -> list[Part]:
        """The parts that the piece completes, their marks still in them."""
        self._text += piece
        parts: list[Part] = []
        while (cut := self._cut()) is not None:
            parts.append((self._text[:cut], ()))
            self._text = self._text[cut:]
        return parts

    def close(self) -> list[Part]:
        """What is left, a part a line."""
        left, self._text = self._text.splitlines(), ""
        return [(line, ()) for line in left]

    def _cut(self) -> int | None:
        """Where the first whole part ends; None while it may go on."""
        line_end = self._text.find("\n")
        limit = len(self._text) if line_end < 0 else line_end
        groups = self._marks.groups(self._text[:limit])
        for number, (start, end) in enumerate(groups):
            if line_end < 0 and is_open(self._text[start:end]):
                return None
            rest = self._text[end:limit]
            after = rest.lstrip()
            if not after or (number + 1 < len(groups) and not self._text[end : groups[number + 1][0]].strip(" ,;.")):
                continue  # at the end of what is there, or more marks follow
            if may_go_on(after) and line_end < 0 and len(after) < 8:
                return None
            if after[0] in ".!?…。":
                past = limit - len(after.lstrip(".!?…。").lstrip("\"'”’»)*_"))
                return past if past < limit or line_end >= 0 else None
            if after[0] in ",;:" or (after[0].islower() and not _END.search(self._text[:start].rstrip())):
                continue  # the sentence goes on behind its mark
            return end
        return None if line_end < 0 else line_end + 1

"""What the server says, and how it can fail."""

import re
from dataclasses import dataclass
from enum import Enum

PAUSE = "⏸"  # in a reply's text: what follows is sent after the server's `go_on`


class Failure(Enum):
    """A way of not answering."""

    CUT_OFF = "the connection is closed in the middle of the reply"
    NO_END = "the reply ends without saying why"
    SILENCE = "nothing comes, and nothing ends"
    HTML = "a page for people instead of a reply"
    NOT_JSON = "a piece of the stream is no JSON"
    NO_CHOICES = "a reply without choices"
    ERROR_EVENT = "an error in the middle of the stream"


@dataclass(frozen=True)
class Reply:
    """One reply. In `text`, `{60 Russian}` stands for the mark of the offered sentence with those words.

    `status` other than 200 is an error with `text` as its message; `odds` are the log-probabilities of the first word.
    """

    text: str = ""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    failure: Failure | None = None
    odds: tuple[tuple[str, float], ...] = ()
    finish_reason: str = "stop"

    def written(self, prompt: str) -> str:
        """The text with the marks of this prompt filled in. Raises AssertionError for words that are not offered."""
        offered = re.findall(r"^\[(\w+)\] (.*)$", prompt, re.MULTILINE)

        def mark(found: re.Match[str]) -> str:
            marks = [mark for mark, sentence in offered if found.group(1) in sentence]
            assert marks, f"no offered sentence holds {found.group(1)!r}"
            return str(marks[0])

        return re.sub(r"\{([^{}\"\n:]+)\}", mark, self.text)


def pieces(text: str) -> list[str]:
    """As a model sends it: some characters at a time, cut anywhere."""
    return re.findall(r".{1,3}", text, re.DOTALL)

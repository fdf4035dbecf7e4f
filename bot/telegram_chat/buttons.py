"""What stands behind a button: `<verb>:<answer id>:<number>[:<page>]`, at most 64 bytes, readable after a restart."""

import re
from dataclasses import dataclass
from enum import StrEnum

MOST_BYTES = 64


class Verb(StrEnum):
    """What a press asks for."""

    CONTEXT = "context"  # sentence `number` of the answer in its paragraph, as a new message
    PAGE = "page"  # paragraph `page` of that sentence's article, in the message pressed
    MORE = "more"  # the next best sentences
    GOOD = "good"
    BAD = "bad"
    EXAMPLE = "example"  # ask the question that is the button's label
    CARE = "care"  # choose number `number`
    LANGUAGE = "language"  # the same
    ARTICLES = "articles"  # the list of articles from `number` on, in the message pressed


RATINGS = {Verb.GOOD: "👍", Verb.BAD: "👎"}  # the labels, in every language
_DATA = re.compile(rf"({'|'.join(Verb)}):(\d{{1,18}}):(\d{{1,9}})(?::(\d{{1,9}}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Press:
    """One press: `answer` is the answer's id in the chat store, 0 where none is meant."""

    verb: Verb
    answer: int = 0
    number: int = 0
    page: int | None = None

    def data(self) -> str:
        """The callback data of the button."""
        parts = [self.verb.value, str(self.answer), str(self.number)]
        if self.page is not None:
            parts.append(str(self.page))
        return ":".join(parts)


def read_press(data: str | None) -> Press | None:
    """What callback data asks for; None for data that no button of ours carries (clients can send anything)."""
    found = _DATA.fullmatch(data or "")
    if found is None:
        return None
    return Press(Verb(found[1]), int(found[2]), int(found[3]), int(found[4]) if found[4] else None)

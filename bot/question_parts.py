"""A question in two parts -> its parts, each a question by itself: "Who won, and when did they play?"."""

import re

_ASKS = (
    r"(?:who|whom|whose|what|when|where|why|how|which|since when|until when"
    r"|(?:by|to|for|with|in|at|from|on) (?:whom|which|what))"
)
# Where the second part begins: behind a joining word or the first part's question mark.
_BORDER = re.compile(rf"(?:\?\s*(?:and\s+)?|,?\s+and\s+(?:also\s+)?|;\s*)(?={_ASKS}\b)", re.IGNORECASE)
_OPENS = re.compile(rf"{_ASKS}\b", re.IGNORECASE)
_DANGLES = re.compile(rf"\b{_ASKS}$", re.IGNORECASE)
_LEAST_WORDS = 3


def question_parts(question: str) -> tuple[str, ...]:
    """The two parts, the second perhaps with a pronoun for what the first names; the question alone where it is one.

    Only a question word opens a part, so that "Who said that trade and tourism grew?" stays whole.
    """
    border = _BORDER.search(question)
    if border is None or not _OPENS.match(question):
        return (question,)
    first, second = question[: border.start()], question[border.end() :]
    if len(first.split()) < _LEAST_WORDS or _DANGLES.search(first) or _BORDER.search(second):
        return (question,)
    return f"{first}?", second[:1].upper() + second[1:]

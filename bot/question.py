"""What a person typed -> the question that is asked."""

import unicodedata

from index.errors import CitewireError

MOST_CHARACTERS = 1000


class QuestionError(CitewireError):
    """Nothing that can be asked: empty, or far too long."""


def tidy_question(text: str) -> str:
    """The question in NFC, on one line, without control characters. Raises QuestionError."""
    visible = "".join(" " if unicodedata.category(character) == "Cc" else character for character in text)
    question = " ".join(unicodedata.normalize("NFC", visible).split())
    if not any(character.isalnum() for character in question):
        raise QuestionError("There is no question in that; ask one in words.")
    if len(question) > MOST_CHARACTERS:
        raise QuestionError(
            f"That is {len(question):,} characters; a question may have {MOST_CHARACTERS:,}. Ask it more briefly."
        )
    return question

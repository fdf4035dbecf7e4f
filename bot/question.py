"""What a person typed -> the question that is asked."""

import unicodedata

from bot.languages import ENGLISH
from bot.small_talk import is_small_talk
from index.errors import CitewireError

MOST_CHARACTERS = 1000
_UNSEEN = {"Cc": " ", "Cs": "\ufffd"}  # tokenizers take no surrogates

EMPTY = "There is no question in that; ask one in words."
SMALL_TALK = "I answer from the articles. Ask a question: who, what, when, where, why, how many?"
TOO_LONG = "That is {count} characters; a question may have {most}. Ask it more briefly."


class QuestionError(CitewireError):
    """Nothing that can be asked: empty, or far too long. `reason` and its `numbers` are for other languages."""

    def __init__(self, reason: str, **numbers: int) -> None:
        super().__init__(ENGLISH.fill(reason, **numbers))
        self.reason = reason
        self.numbers = numbers


def tidy_question(text: str) -> str:
    """The question in NFC, on one line, without control characters and lone surrogates. Raises QuestionError."""
    visible = "".join(_UNSEEN.get(unicodedata.category(character), character) for character in text)
    question = " ".join(unicodedata.normalize("NFC", visible).split())
    if not any(character.isalnum() for character in question):
        raise QuestionError(EMPTY)
    if len(question) > MOST_CHARACTERS:
        raise QuestionError(TOO_LONG, count=len(question), most=MOST_CHARACTERS)
    return question


def asked_question(text: str) -> str:
    """The same of what is to be answered: greetings and thanks ask nothing. Raises QuestionError."""
    question = tidy_question(text)
    if is_small_talk(question):
        raise QuestionError(SMALL_TALK)
    return question

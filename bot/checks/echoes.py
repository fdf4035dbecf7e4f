"""A statement that only repeats its question: "What weapons were sent?" - "Weapons were sent." answers nothing."""

from bot.checks.near_copies import is_said
from bot.checks.synonyms import is_reporting
from bot.reading.answer_types import AnswerType, answer_type
from bot.reading.words import tokenize
from bot.reading.yes_no_forms import has_question_word

# Unlike `asks_yes_no`, which asks whether one of two things would be said, this takes every "or": the words of "Tell me
# whether they left or not" are all that an answer needs. Its questions may be French, too.
_CHOOSING = frozenset({"or", "ou"})


def only_repeats(statement: str, question: str) -> bool:
    """Whether all that a statement says is in the words of the question.

    Never where yes or no, or one of two things that the question names, would be an answer; so only where it has a
    question word.
    """
    asked = {token.stem for token in tokenize(question)}
    open_question = has_question_word(question) and answer_type(question) is not AnswerType.YES_NO
    if not open_question or not asked.isdisjoint(_CHOOSING):
        return False
    said = [token.stem for token in tokenize(statement) if token.is_content and not is_reporting(token.stem)]
    return bool(said) and all(is_said(word, asked) for word in said)

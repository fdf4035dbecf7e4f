"""Yes/no questions: which they are, and whether a sentence is about what they ask, so that it decides."""

import re
from collections.abc import Sequence

from bot.checks.opposites import opposite, same_side
from bot.checks.synonyms import synonymous
from bot.reading.answer_types import AnswerType, answer_type
from bot.reading.asked_names import asked_names
from bot.reading.names import NameIndex, is_doubtful
from bot.reading.words import tokenize

_CHOICE = re.compile(r"\bor\b(?! (?:not|so)\b)", re.IGNORECASE)
_LEAST_HELD = 0.25  # of the question's words but for names: at 0.5 a paraphrase in other words is lost as well


def asks_yes_no(question: str) -> bool:
    """Whether yes or no would answer; "Is it simple or complex?" asks which."""
    return answer_type(question) is AnswerType.YES_NO and not _CHOICE.search(question)


def undecided(question: str, sentence: str, known: Sequence[str]) -> bool:
    """Whether a sentence, read where the texts `known` are known, leaves a yes/no question open.

    What such a question asks is all in its words, so the sentence itself has to say some of them, or the opposite
    of them: "Did they accept?" is decided by "They rejected it". Names may be known from what stands before it.
    """
    if not asks_yes_no(question):
        return False
    asked = [name for name in asked_names(question) if not is_doubtful(name, question)]
    held = NameIndex.of((sentence, *known))
    if not all(held.holds(name) for name in asked):
        return True
    named = [(name.start, name.end) for name in asked]
    words = [
        token.stem
        for token in tokenize(question)
        if token.is_content and not any(start <= token.start < end for start, end in named)
    ]
    stems = {token.stem for token in tokenize(sentence) if token.is_content}
    said = sum(any(_about_the_same(word, other) for other in stems) for word in words)
    return said < _LEAST_HELD * len(words)


def _about_the_same(word: str, other: str) -> bool:
    return synonymous(word, other) or same_side(word, other) or opposite(word, other)

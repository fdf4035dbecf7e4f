"""Names typed in small letters, as on phones: a question -> the question with the capitals of its names."""

import re
from collections.abc import Iterable

from bot.reading.words import tokenize

_WORD = re.compile(r"(?<![\w'’-])[^\W\d_]{3,}(?:['’]s)?(?![\w-])")
_ORDINARY = {"may", "march", "will", "mark"}  # that are names as well


def as_written(question: str, texts: Iterable[str]) -> str:
    """The question with each small word in capitals that the texts only ever write so, somewhere inside a sentence."""
    small: set[str] = set()
    names: dict[str, str] = {}
    for text in texts:
        for token in tokenize(text):
            word = _bare(token.text)
            if not token.is_capitalised:
                small.add(word)
            elif not token.initial:
                names.setdefault(word.casefold(), word)

    def write(found: re.Match[str]) -> str:
        word = _bare(found[0])
        if word in small or word in _ORDINARY or not word.islower():
            return found[0]
        return names.get(word, word) + found[0][len(word) :]

    return _WORD.sub(write, question)


def _bare(word: str) -> str:
    return re.sub(r"['’]s?$", "", word)

"""Names typed in small letters, as on phones, or among capitals: a question -> it with the capitals of its names."""

import re
from collections.abc import Iterable, Sequence

from bot.reading.places import place_key
from bot.reading.word_lists import FUNCTION_WORDS, NAME_LINKS, words_of
from bot.reading.words import Token, tokenize

_WORD = re.compile(r"(?<![\w'’-])[^\W\d_]{3,}(?:['’]s)?(?![\w-])")
_ORDINARY = {"may", "march", "will", "mark"}  # that are names as well
_MOST_NAMES = 2  # that stand alone
_IN_NAMES = NAME_LINKS | words_of("los las les may will")  # with a capital, without one in some titles too
_SMALL_IN_TITLES = words_of("a an at by from in on or to with")
_NEARLY_ALL = 0.8  # of the words that say something


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


def sensible_case(question: str, texts: Iterable[str] = ()) -> str:
    """A question in capitals, or in title case, as it is written in a sentence, with the names that the texts know."""
    plain = sentence_case(question)
    return question if plain == question else as_written(plain, texts)


def sentence_case(question: str) -> str:
    """A question IN CAPITALS or In Title Case with a capital at its start alone; what it names is not known any more.

    NATO keeps its capitals among small letters. Any other question is left as it is.
    """
    words = [token for token in tokenize(question) if token.is_word]
    shouted = _is_shouted(words)
    if not shouted and not _is_titled(words):
        return question
    text = question
    for token in words[1:]:
        if (shouted and token.text != "I") or token.text == "A" or token.text[1:].islower():
            text = text[: token.start] + token.text.lower() + text[token.end :]
    first = words[0]
    opening = first.text.capitalize() if shouted else first.text
    return text[: first.start] + opening + text[first.end :]


def _is_shouted(words: Sequence[Token]) -> bool:
    """Whether no word has small letters, and they are no mere names: NATO EU."""
    long = [token for token in words if len(token.text) > 1]
    return all(token.text.isupper() for token in long) and (
        len(long) > _MOST_NAMES or (len(long) > 1 and any(_is_small_word(token) for token in long))
    )


def _is_titled(words: Sequence[Token]) -> bool:
    """Whether nearly all words have a capital, also such as names and sentences give none inside: "Did", "Many"."""
    inside = [token for token in words[1:] if len(token.text) > 1]
    small = [token for token in inside if _is_small_word(token) and token.text not in _SMALL_IN_TITLES]
    small = [token for token in small if token.text.lower() not in _IN_NAMES]
    titled = sum(token.text.istitle() for token in small)
    content = [token for token in words if not _is_small_word(token)]
    capitals = sum(token.is_capitalised for token in content)
    return 0 < titled >= len(small) / 2 and capitals >= _NEARLY_ALL * len(content)


def _is_small_word(token: Token) -> bool:
    return token.text.lower() in FUNCTION_WORDS and place_key(token.text) is None


def _bare(word: str) -> str:
    return re.sub(r"['’]s?$", "", word)

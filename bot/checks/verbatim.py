"""Word for word: is a statement a whole cited sentence, or a part of one?"""

from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import category

from bot.reading.quantities import is_negative
from bot.reading.words import Token, tokenize

_QUOTES = frozenset("“”\"«»„‘’'")
_QUESTION_MARKS = "?？؟"
_COUNTED_MARKS = frozenset("%‰" + _QUESTION_MARKS)
_CLOSING = "”\"»’')]} "


@dataclass(frozen=True, slots=True)
class Part:
    """Where a statement stands in the tokens of a sentence, both ends included."""

    first: int
    last: int
    whole: bool


@dataclass(frozen=True, slots=True)
class _Word:
    """A word that counts, with its place among the tokens; "-5" is another number than "5"."""

    place: int
    token: Token
    negative: bool


def verbatim_parts(statement: str, sentence: str) -> Iterator[Part]:
    """Every place where the sentence has the statement word for word."""
    said, source = _words(statement), _words(sentence)
    size = len(said)
    for first in range(len(source) - size + 1 if size else 0):
        places = source[first : first + size]
        if all(_same_word(theirs, mine) for theirs, mine in zip(places, said, strict=True)):
            yield Part(places[0].place, places[-1].place, whole=size == len(source))


def is_whole(statement: str, sentence: str) -> bool:
    """Whether a statement is the sentence itself."""
    return any(part.whole for part in verbatim_parts(statement, sentence))


def is_question(text: str) -> bool:
    """Whether a text asks; one that ends with a question in quotation marks tells of one: He asked: “Who is it?”"""
    end = text.rstrip(_CLOSING)
    told = end != text.rstrip() and text.lstrip()[:1] not in _QUOTES
    return end.endswith(tuple(_QUESTION_MARKS)) and not told


def _words(text: str) -> list[_Word]:
    """Words, numbers and signs such as "$" and "%"; punctuation may differ, but for a question mark."""
    return [
        _Word(at, token, _is_amount(token) and is_negative(text, token.start))
        for at, token in enumerate(tokenize(text))
        if token.text[0].isalnum()
        or token.text in _COUNTED_MARKS
        or (category(token.text[0])[0] in "SM" and token.text != "−")
    ]


def _is_amount(token: Token) -> bool:
    return token.text[0].isdigit() or category(token.text[0]) == "Sc"


def _same_word(cited: _Word, said: _Word) -> bool:
    """Equal but for the shape of the apostrophe and a capital that opens the statement."""
    first, second = cited.token.text.replace("’", "'"), said.token.text.replace("’", "'")
    opens = said.token.initial and first[0].lower() + first[1:] == second[0].lower() + second[1:]
    return cited.negative == said.negative and (first == second or opens)

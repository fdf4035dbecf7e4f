"""The words of a text with their stems: the ground the fact checks stand on.

English comes first; the function words of French, Spanish and German are known too, so that they never count as
content. Stems are Snowball's English ones in every language: both sides of a comparison are stemmed alike.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import category

import snowballstemmer  # type: ignore[import-untyped]  # it ships no type hints

from bot.reading.word_lists import FUNCTION_WORDS, IRREGULAR, TITLES

_SENTENCE_END = frozenset(".!?")
_QUOTES = frozenset("“”\"'‘’«»([-–—•")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark of a text: `text == source[start:end]`; `initial` when a sentence starts with it."""

    text: str
    stem: str
    start: int
    end: int
    initial: bool

    @property
    def is_word(self) -> bool:
        """Whether it starts with a letter."""
        return self.text[0].isalpha()

    @property
    def is_content(self) -> bool:
        """Whether it says something by itself: no mark, no function word, no lone letter."""
        return self.text[0].isdigit() or (len(self.stem) > 1 and self.is_word and self.stem not in FUNCTION_WORDS)

    @property
    def is_capitalised(self) -> bool:
        """Whether it holds a capital: Niger, NATO, iPhone."""
        return any(letter.isupper() for letter in self.text)


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The stem of one word, case and a possessive ending dropped. A stemmer holds state, so each call has its own."""
    word = word.lower().replace("’", "'").removesuffix("'s").replace(".", "")
    if word in FUNCTION_WORDS:
        return word
    base = IRREGULAR.get(word, word)
    return str(snowballstemmer.EnglishStemmer().stemWord(base))


@lru_cache(maxsize=1)
def _word_pattern() -> re.Pattern[str]:
    """Vowel signs and accents of their own stay inside their words, as do the joiners of Persian and Hindi."""
    marks = "".join(sign for sign in map(chr, range(0x10000)) if category(sign).startswith("M")) + "\u200c\u200d"
    letters = rf"[^\W\d_]+(?:[{marks}]+[^\W\d_]*)*"
    return re.compile(
        r"(?:[A-Z]\.){2,}"  # U.S.
        r"|\d+(?:[.,]\d+)*"
        rf"|{letters}(?:[’']{letters})*\d*"  # Niger’s, don't, G5
        r"|[^\w\s]"
    )


@lru_cache(maxsize=2_000)
def tokenize(text: str) -> tuple[Token, ...]:
    """The words, numbers and marks of a text in order; `don't` stays one word (see `bot.checks.negation`)."""
    tokens: list[Token] = []
    initial = True
    for match in _word_pattern().finditer(text):
        word = match.group()
        is_word = word[0].isalnum()
        tokens.append(Token(word, stem(word), match.start(), match.end(), initial and is_word))
        if is_word:
            initial = False
        elif (word in _SENTENCE_END and not _abbreviates(tokens)) or word in "“":
            initial = True
        elif word not in _QUOTES and not initial:
            initial = False
    return tuple(tokens)


def _abbreviates(tokens: list[Token]) -> bool:
    """Whether the dot behind the word before the last token belongs to it: Dr. Hale, J. Smith."""
    before = tokens[-2].text if len(tokens) > 1 else ""
    return before.lower() in TITLES or (len(before) == 1 and before.isupper())


def alike(first: str, second: str) -> bool:
    """Whether two stems look like forms of one word: `retir`, `retirement`."""
    if first == second:
        return True
    shorter, longer = sorted((first, second), key=len)
    common = 0
    for left, right in zip(shorter, longer, strict=False):
        if left != right:
            break
        common += 1
    return common >= 5 and common >= len(shorter) - 2 and len(longer) - common <= 4

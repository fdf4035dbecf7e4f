"""Misspelt words of a question -> the words of the articles that they are nearest to."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import get_close_matches

from index.lexicon import Lexicon
from index.question_terms import asks_nothing
from index.records import StoredPassage

IsWord = Callable[[str], bool]
PassagesById = Callable[[Sequence[str]], Iterable[StoredPassage]]
# Small letters alone: a name with a capital that no article has is taken at its word, and refused.
_WORD = re.compile(r"(?<![\w'’-])[^\W\d_A-Z]{4,}(?![\w'’-])")
_LETTERS = re.compile(r"[^\W\d_]{4,}")
# Questions in French begin with these, whatever language the articles are in.
_FRENCH = frozenset(
    ["quand", "combien", "pourquoi", "comment", "depuis", "quel", "quelle", "quels", "quelles", "lequel", "laquelle"]
)
_PASSAGES = 8  # that have a word a letter or two away
# Ratcliff and Obershelp's share of equal letters, as of difflib: one letter of five may differ.
_ALIKE = 0.8


def respelt(question: str, lexicon: Lexicon, passages: PassagesById, is_word: IsWord) -> str:
    """The question with each word that no article has replaced by the one it is nearest to, if there is one.

    What `is_word` knows is spelt as it was meant, whether an article has it or not: a few articles have few words.
    Words that begin with another letter do not count as near: people seldom miss the first.
    """

    def spell(found: re.Match[str]) -> str:
        word = found[0]
        if word in _FRENCH or lexicon.document_frequency(word) or asks_nothing(word, lexicon) or is_word(word):
            return word
        if meant := next((other for other in _swapped(word) if asks_nothing(other, lexicon)), None):
            return meant
        text = " ".join(one.passage.text for one in passages(lexicon.near(word, _PASSAGES)))
        known = Counter(other for other in _LETTERS.findall(text) if other[0].casefold() == word[0].casefold())
        spelt = {other.casefold(): other for other, _ in known.most_common()[::-1]}
        nearest = get_close_matches(word.casefold(), spelt, n=1, cutoff=_ALIKE)
        return spelt[nearest[0]] if nearest else word

    return _WORD.sub(spell, question)


def _swapped(word: str) -> Iterator[str]:
    """The word with two neighbouring letters in turn."""
    for at in range(len(word) - 1):
        yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]

"""A made-up news archive of any size: the same for the same seed, its words as frequent as Zipf's law has them.

`python -m bench corpus FOLDER [ARTICLES]` writes one text file an article, about five passages each.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import numpy as np

SEED = 20240502
_SENTENCES = (10, 19)  # of an article, least and most
_WORDS = (8, 28)  # of a sentence
_VOCABULARY = 40_000
_COMMON = """the of to and a in said that for on was he is with as by at from it his has have be were had an are will
which not but they been or who their its this would more than after also one two government people country president
minister year years told new official officials police state national health court party election military killed
percent public week million law foreign security support report reported according statement group united city
month company war talks border forces army vote capital region workers water school schools hospital market
prices trade oil food road bridge river flood rain storm"""
_ONSETS = "b br c ch d dr f g gr h j k kl l m n p pl r s sh st t tr v w z"
_VOWELS = "a e i o u ai ea ou"
_CODAS = ["", "n", "r", "s", "l", "nd", "rt", "m", "sk", "ll"]


def articles(count: int, seed: int = SEED) -> Iterator[tuple[str, str]]:
    """(file name, text) of so many articles; a longer archive begins as a shorter one does."""
    for number in range(count):
        yield _name(number), _text(number, seed)


def write(folder: Path, count: int) -> None:
    """The archive as files, those that are there already as they are."""
    for number in range(count):
        path = folder / _name(number)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_text(number, SEED), encoding="utf-8")


def main(arguments: Sequence[str]) -> int:
    """Write it."""
    write(Path(arguments[0]), int(arguments[1]) if len(arguments) > 1 else 20_000)
    return 0


def _name(number: int) -> str:
    return f"{number // 200:03}/{number:06}.md"


def _text(number: int, seed: int) -> str:
    words, bounds = _vocabulary()
    chance = np.random.default_rng((seed, number))
    count = int(chance.integers(_SENTENCES[0], _SENTENCES[1] + 1))
    sentences = [_sentence(chance, words, bounds) for _ in range(count)]
    title = " ".join(word.title() for word in sentences[0].rstrip(".").split()[:7])
    day = np.datetime64("2015-01-01") + int(chance.integers(0, 3600))
    paragraphs = (" ".join(sentences[start : start + 4]) for start in range(0, len(sentences), 4))
    head = f"---\ntitle: {title}\ndate: {day}\nurl: https://news.example/{number}\n---\n\n"
    return head + "\n\n".join(paragraphs) + "\n"


@cache
def _vocabulary() -> tuple[list[str], "np.ndarray[tuple[int], np.dtype[np.float64]]"]:
    """The words, and how frequent each is together with all before it."""
    chance = np.random.default_rng(SEED)
    made = dict.fromkeys(_COMMON.split())
    onsets, vowels = _ONSETS.split(), _VOWELS.split()
    while len(made) < _VOCABULARY:
        syllables = (
            str(chance.choice(onsets)) + str(chance.choice(vowels)) + str(chance.choice(_CODAS))
            for _ in range(int(chance.integers(2, 4)))
        )
        made["".join(syllables)] = None
    weights = 1 / (np.arange(_VOCABULARY) + 2.7)  # Mandelbrot's form, without which "the" would be every tenth word
    return list(made), np.cumsum(weights / weights.sum())


def _sentence(
    chance: np.random.Generator, words: Sequence[str], bounds: "np.ndarray[tuple[int], np.dtype[np.float64]]"
) -> str:
    picked = np.searchsorted(bounds, chance.random(int(chance.integers(*_WORDS))))
    taken = [words[min(int(one), len(words) - 1)] for one in picked]
    if chance.random() < 0.5:
        taken.insert(int(chance.integers(len(taken))), f"{taken[0].title()} {taken[-1].title()}")
    if chance.random() < 0.3:
        taken.insert(-1, f"{int(chance.integers(2, 9000)):,}")
    return f"{taken[0][0].upper()}{taken[0][1:]} {' '.join(taken[1:])}."

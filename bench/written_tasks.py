"""Invented articles -> tasks to train a reader on: each question with passages of all articles, as a search finds them.

Of a hundred questions that are answered, 75 are asked of the passages that answer and of others like them, 17 of those
of other articles only, and 8 without the sentences that answer; a near miss is asked as it is. What a search would not
find is not shown either: a passage that is not among the FOUND nearest.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from bench.reading_tasks import Task
from bench.written_articles import WrittenArticle, WrittenQuestion

FOUND, PASSAGES = 40, 3  # nearest to a question, and read for it
SHORTEST, LONGEST = 90, 150  # words at which a passage ends, drawn for each article
_WAYS = {"asked": 75, "left out": 17, "answer taken out": 8}


@dataclass(frozen=True, slots=True)
class _Passage:
    article: WrittenArticle
    numbers: tuple[int, ...]

    @property
    def text(self) -> str:
        return f"{self.article.title}. " + " ".join(self.article.sentences[number] for number in self.numbers)


def written_tasks(articles: Sequence[WrittenArticle], seed: int) -> list[Task]:
    """A task a question, by seed, with the passages that share most words with it."""
    chance = random.Random(seed)
    passages = [passage for article in articles for passage in _passages(article, chance)]
    nearest = _Nearest(passages)
    return [_task(article, one, nearest, chance) for article in articles for one in article.questions]


def _task(article: WrittenArticle, one: WrittenQuestion, nearest: "_Nearest", chance: random.Random) -> Task:
    (way,) = chance.choices(list(_WAYS), list(_WAYS.values())) if one.right else ("missed",)
    order = nearest.order(one.text)
    if way == "left out":
        order = [passage for passage in order if passage.article is not article]
    elif one.right:
        order.sort(key=lambda passage: not _holds(passage, article, one))
    shown = order[:PASSAGES]
    chance.shuffle(shown)
    texts, right = [], []
    for passage in shown:
        own = one.right if passage.article is article else frozenset()
        kept = [number for number in passage.numbers if way != "answer taken out" or number not in own]
        texts.append((passage.article.title, tuple(passage.article.sentences[number] for number in kept)))
        right += [number in own for number in kept]
    return Task(one.text, tuple(texts), tuple(right))


def _holds(passage: _Passage, article: WrittenArticle, one: WrittenQuestion) -> bool:
    return passage.article is article and not one.right.isdisjoint(passage.numbers)


class _Nearest:
    """Passages by the words that they share with a question, the best first."""

    def __init__(self, passages: Sequence[_Passage]) -> None:
        self._passages = passages
        self._words = TfidfVectorizer(sublinear_tf=True, stop_words="english")
        self._table = self._words.fit_transform(one.text for one in passages)

    def order(self, question: str) -> list[_Passage]:
        shared: NDArray[np.float64] = (self._table @ self._words.transform([question]).T).toarray()[:, 0]
        return [self._passages[row] for row in np.argsort(-shared, kind="stable")[:FOUND]]


def _passages(article: WrittenArticle, chance: random.Random) -> Iterator[_Passage]:
    longest = chance.randint(SHORTEST, LONGEST)
    numbers: list[int] = []
    words = 0
    for number, sentence in enumerate(article.sentences):
        length = len(sentence.split())
        if numbers and words + length > longest:
            yield _Passage(article, tuple(numbers))
            numbers, words = [], 0
        numbers.append(number)
        words += length
    if numbers:
        yield _Passage(article, tuple(numbers))

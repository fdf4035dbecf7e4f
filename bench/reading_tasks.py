"""Questions on paragraphs -> tasks to train a reader on: two passages each, and which of their sentences answer.

Of a hundred questions 58 are asked of their paragraph and its nearest neighbour, and 42 have no answer: 14 whose own
sentence was taken out, 13 without their paragraph, 15 with a name, a number or a word exchanged for what they are not.
"""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from bench.public_questions import Paragraph, ParagraphQuestion

NEIGHBOURS = 6
_WAYS = {"asked": 58, "answer taken out": 14, "left out": 13, "exchanged": 15}
_NAMED = re.compile(r"(?<=[a-z,] )((?:[A-Z][\w.'-]+)(?: [A-Z][\w.'-]+)*|\d{4}|\d[\d,.]*)")
_PAIRS = """first last, largest smallest, before after, most least, highest lowest, oldest youngest, north south,
east west, began ended, start end, more less, earliest latest, support oppose, won lost, above below, minimum maximum"""
_OPPOSITES = dict(pair.split() for pair in _PAIRS.split(","))
_OPPOSITES |= {other: one for one, other in _OPPOSITES.items()}
_DENIALS = {"is": "is not", "are": "are not", "was": "was not", "did": "did not", "can": "cannot"}


@dataclass(frozen=True, slots=True)
class Task:
    """A question and its passages, each as (title, sentences); `right` has a place a sentence of all of them."""

    question: str
    passages: tuple[tuple[str, tuple[str, ...]], ...]
    right: tuple[bool, ...]


def tasks_of(questions: Sequence[ParagraphQuestion], seed: int) -> list[Task]:
    """A task a question, by seed."""
    chance = random.Random(seed)
    paragraphs = list(dict.fromkeys(one.paragraph for one in questions))
    return [
        _task(one, near, chance)
        for one, near in zip(questions, _neighbours(questions, paragraphs), strict=True)
        if near
    ]


def _task(one: ParagraphQuestion, near: Sequence[Paragraph], chance: random.Random) -> Task:
    (way,) = chance.choices(list(_WAYS), list(_WAYS.values()))
    question = one.question
    if way == "exchanged":
        question = _exchanged(one, chance) or question
        way = way if question != one.question else "asked"
    if way == "answer taken out" and len(one.paragraph.sentences) - len(one.right) < 2:
        way = "asked"
    own = dict(enumerate(one.paragraph.sentences))
    if way == "answer taken out":
        for number in one.right:
            del own[number]
    found = [(near[0], dict(enumerate(near[0].sentences)))]
    found.append((near[1], dict(enumerate(near[1].sentences))) if way == "left out" else (one.paragraph, own))
    chance.shuffle(found)
    right = (
        way == "asked" and paragraph is one.paragraph and number in one.right
        for paragraph, sentences in found
        for number in sentences
    )
    passages = tuple((paragraph.title, tuple(sentences.values())) for paragraph, sentences in found)
    return Task(question, passages, tuple(right))


def _exchanged(one: ParagraphQuestion, chance: random.Random) -> str | None:
    """The question about another name or number of its paragraph, or about the opposite: what nothing answers."""
    answer = " ".join(one.paragraph.sentences[number] for number in one.right)
    others = [name for text in one.paragraph.sentences for name in _NAMED.findall(text)]
    named = _NAMED.findall(one.question)
    for name in chance.sample(named, len(named)):
        fits = [
            other
            for other in others
            if other[0].isdigit() == name[0].isdigit() and other not in answer and other not in one.question
        ]
        if fits:
            return one.question.replace(name, chance.choice(fits))
    for word, other in (_OPPOSITES | _DENIALS).items():
        changed = re.sub(rf"\b{word}\b", other, one.question, count=1)
        if changed != one.question:
            return changed
    return None


def _neighbours(questions: Sequence[ParagraphQuestion], paragraphs: Sequence[Paragraph]) -> list[list[Paragraph]]:
    """For each question the paragraphs of its set, but its own, that share most words with it, the best first."""
    vectors = TfidfVectorizer(sublinear_tf=True, stop_words="english")
    table = vectors.fit_transform(f"{one.title} {' '.join(one.sentences)}" for one in paragraphs)
    sources = np.array([one.source for one in paragraphs])
    found = []
    for one in questions:
        shared = (table @ vectors.transform([one.question]).T).toarray()[:, 0]
        shared[sources != one.paragraph.source] = -1.0
        best = [paragraphs[row] for row in np.argsort(-shared)[: NEIGHBOURS + 1]]
        found.append([each for each in best if each is not one.paragraph][:2])
    return [near if len(near) > 1 else [] for near in found]

"""Published questions on single paragraphs -> paragraphs in sentences, and which of them answer.

Two forms: QED's lines (Lamm et al. 2021, arXiv:2009.06354; CC BY-SA 3.0), and SQuAD's file (Rajpurkar et al. 2016), in
which the shifted sets of Miller et al. 2020 (arXiv:2004.14444; CC BY 4.0) come. bench/README.md says where they are.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from index.domain import Span
from index.sentences import split_sentences

MOST_CHARACTERS = 1400
_SHORTEST, _LONGEST = 4, 200


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text as sentences; `source` names the set it is of."""

    source: str
    title: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ParagraphQuestion:
    """A question with the paragraph it was asked on, and the numbers of its sentences that answer."""

    question: str
    paragraph: Paragraph
    right: frozenset[int]


def read_public(path: Path) -> list[ParagraphQuestion]:
    """The questions of a file in either form; those that no sentence of several answers are left out."""
    text = path.read_text(encoding="utf-8")
    lines = _of_lines(path.stem, text.splitlines()) if path.suffix == ".jsonlines" else _of_squad(path.stem, text)
    return [one for one in lines if one.right and len(one.paragraph.sentences) > 1]


def _of_lines(source: str, lines: Iterable[str]) -> Iterator[ParagraphQuestion]:
    for line in lines:
        one = json.loads(line)
        text, starts = one["paragraph_text"], one["sentence_starts"] or [0]
        answers = one.get("answer_spans") or [
            (part["start"], part["end"]) for parts in one.get("original_nq_answers", ()) for part in parts
        ]
        right = {bisect_right(starts, first) - 1 for first, _ in answers if first >= starts[0]}
        if len(text) <= MOST_CHARACTERS:
            sentences = tuple(
                _as_written(text[start:end]) for start, end in zip(starts, [*starts[1:], len(text)], strict=True)
            )
            yield ParagraphQuestion(
                one["question_text"], Paragraph(source, one["title_text"], sentences), frozenset(right)
            )


def _of_squad(source: str, text: str) -> Iterator[ParagraphQuestion]:
    articles = json.loads(text)["data"]
    titled = 1 < len(articles) < 100  # else titles are numbers
    for article in articles:
        title = article["title"].replace("_", " ").replace("%E2%80%93", "–") if titled else ""
        for one in article["paragraphs"]:
            context = one["context"]
            spans = split_sentences(context, "en")
            paragraph = Paragraph(source, title, tuple(context[start:end] for start, end in spans))
            for asked in one["qas"]:
                if _SHORTEST <= len(asked["question"]) < _LONGEST:
                    answers = [(each["answer_start"], len(each["text"])) for each in asked["answers"]]
                    yield ParagraphQuestion(asked["question"], paragraph, frozenset(_sentences_of(answers, spans)))


def _sentences_of(answers: Iterable[tuple[int, int]], spans: Iterable[Span]) -> Iterator[int]:
    """The sentences that share more than half of an answer, or of themselves, with one."""
    answers = list(answers)
    for number, (start, end) in enumerate(spans):
        for first, length in answers:
            overlap = min(end, first + length) - max(start, first)
            if overlap > 0.5 * min(end - start, length):
                yield number


def _as_written(tokens: str) -> str:
    """QED's tokens, parted by spaces, as a paper would print them."""
    text = tokens.replace("``", '"').replace("''", '"').replace(" -- ", " – ").replace("( ", "(").replace(" )", ")")
    text = re.sub(r" ([,.;:?!%])", r"\1", text)
    text = re.sub(r" ('s|'t|'re|n't|'ve|'ll)\b", r"\1", text)
    return re.sub(r"\s+", " ", text.replace(" - ", "-")).strip()

"""A file of invented articles with questions, and which of their sentences answer.

It has articles one after the other: "# Title", sentences numbered from 1, "--" between paragraphs, then questions:
"? … = 3, 4" with the sentences that answer, "! …" for one about the same events that none of them answers.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_LINE = re.compile(
    r"# (?P<title>.+)|(?P<number>\d+) (?P<sentence>.+)|(?P<pause>--)"
    r"|\? (?P<question>.+) = (?P<right>[\d, ]+)|! (?P<missed>.+)"
)


@dataclass(frozen=True, slots=True)
class WrittenQuestion:
    """A question on an article and the numbers, from 0, of its sentences that answer: none of a near miss."""

    text: str
    right: frozenset[int]


@dataclass(frozen=True, slots=True)
class WrittenArticle:
    """An article by sentences; `begins` are the numbers, from 0, of those that begin a paragraph."""

    title: str
    sentences: tuple[str, ...]
    begins: frozenset[int]
    questions: tuple[WrittenQuestion, ...]


def read_written(path: Path) -> list[WrittenArticle]:
    """The articles of a file; ValueError names the line that is not of the form."""
    articles: list[list[re.Match[str]]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        found = _LINE.fullmatch(line.strip())
        if not found or (not articles and not found["title"]):
            raise ValueError(f"{path}:{number}: {line!r} is no title, sentence or question")
        if found["title"]:
            articles.append([])
        articles[-1].append(found)
    return [_article(path, lines) for lines in articles]


def _article(path: Path, lines: Sequence[re.Match[str]]) -> WrittenArticle:
    title, begins = lines[0]["title"], {0}
    sentences, questions = [], []
    for line in lines[1:]:
        if line["sentence"]:
            sentences.append(line["sentence"])
            if int(line["number"]) != len(sentences):
                raise ValueError(f"{path}: {title}: sentence {line['number']} follows {len(sentences) - 1}")
        elif line["pause"]:
            begins.add(len(sentences))
        else:
            right = frozenset(int(number) - 1 for number in re.findall(r"\d+", line["right"] or ""))
            if not right <= set(range(len(sentences))):
                raise ValueError(f"{path}: {title}: no such sentence: {line[0]}")
            questions.append(WrittenQuestion(line["question"] or line["missed"], right))
    return WrittenArticle(title, tuple(sentences), frozenset(begins), tuple(questions))

"""Writes invented articles and their questions (`bench/articles`) as a set that `citewire eval` and `bench fit` read.

    python -m bench written_set FILE … --out DIR

DIR gets `corpus.jsonl` and `questions.jsonl`; each sentence that answers is a piece of evidence by itself.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.written_articles import WrittenArticle, read_written
from index.domain import Span


def main(arguments: Sequence[str]) -> int:
    """Write both files."""
    parser = argparse.ArgumentParser(prog="python -m bench written_set", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    corpus: list[dict[str, Any]] = []
    questions: list[dict[str, Any]] = []
    for path in options.files:
        for number, article in enumerate(read_written(path), start=1):
            name = f"{path.stem}_{number}"
            corpus.append({"id": name, "title": article.title, "text": text_of(article)[0]})
            questions += questions_of(name, article)
    for name, rows in (("corpus", corpus), ("questions", questions)):
        lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (options.out / f"{name}.jsonl").write_text("".join(lines), encoding="utf-8")
    return 0


def text_of(article: WrittenArticle) -> tuple[str, list[Span]]:
    """The article's text, and where each sentence stands in it."""
    text, spans = "", []
    for number, sentence in enumerate(article.sentences):
        text += "" if not number else "\n\n" if number in article.begins else " "
        spans.append((len(text), len(text) + len(sentence)))
        text += sentence
    return text, spans


def questions_of(name: str, article: WrittenArticle) -> Iterator[dict[str, Any]]:
    """A row of `questions.jsonl` for each question; a near miss names no article."""
    _, spans = text_of(article)
    for number, one in enumerate(article.questions, start=1):
        evidence = [
            {"doc_id": name, "start": spans[at][0], "end": spans[at][1], "text": article.sentences[at], "set": place}
            for place, at in enumerate(sorted(one.right))
        ]
        row = {"id": f"{name}_{number}", "question": one.text, "answerable": bool(one.right)}
        yield row | {"doc_ids": [name] if one.right else [], "evidence": evidence}

"""How well sentence borders are found: F1 within paragraphs against marked news, and rules got right whole.

    python -m bench.sentences FOLDER

The folder holds `gum_news.jsonl` (`text`, `sentences` with `start` and `end`), and `pysbd_english.jsonl`,
`pysbd_french.jsonl` (`text`, `expected`).
"""

import argparse
import json
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypedDict

from index.domain import Span
from index.sentences import split_sentences


class Marked(TypedDict):
    """One text with what people say its sentences are."""

    text: str
    sentences: list[dict[str, int]]
    expected: list[str]


def at_spaces(text: str, _language: str) -> tuple[Span, ...]:
    """The simplest splitter, to compare with: a full stop, question or exclamation mark, then white space."""
    return tuple(
        found.span()
        for line in re.finditer(r"[^\n]+", text)
        for found in re.compile(r"\S.*?(?:[.!?](?=\s)|$)").finditer(text, *line.span())
    )


SPLITTERS: dict[str, Callable[[str, str], tuple[Span, ...]]] = {"citewire": split_sentences, "[.!?] + space": at_spaces}


def main(argv: Sequence[str] | None = None) -> None:
    """Print a table, one line a splitter."""
    parser = argparse.ArgumentParser(prog="python -m bench.sentences", description=__doc__)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args(argv).folder
    print(f"{'splitter':16}{'precision':>10}{'recall':>8}{'F1':>7}{'English rules':>15}{'French rules':>14}")
    for name in SPLITTERS:
        precision, recall, f1 = borders_found(name, folder / "gum_news.jsonl")
        english = whole(name, folder / "pysbd_english.jsonl", "en")
        french = whole(name, folder / "pysbd_french.jsonl", "fr")
        print(f"{name:16}{precision:10.3f}{recall:8.3f}{f1:7.3f}{english:>15}{french:>14}")


def borders_found(splitter: str, path: Path) -> tuple[float, float, float]:
    """Precision, recall and F1 of the ends of sentences that are not ends of paragraphs."""
    right = predicted = marked = 0
    for item in _read(path):
        text = item["text"]
        gold = _inner_ends(text, [(sentence["start"], sentence["end"]) for sentence in item["sentences"]])
        found = _inner_ends(text, SPLITTERS[splitter](text, "en"))
        right, predicted, marked = right + len(gold & found), predicted + len(found), marked + len(gold)
    return right / predicted, right / marked, 2 * right / (predicted + marked)


def whole(splitter: str, path: Path, language: str) -> str:
    """How many texts are split exactly as expected, "44/48"."""
    items = list(_read(path))
    right = sum(
        [item["text"][start:end] for start, end in SPLITTERS[splitter](item["text"], language)]
        == [sentence.strip() for sentence in item["expected"]]
        for item in items
    )
    return f"{right}/{len(items)}"


def _inner_ends(text: str, spans: Sequence[Span]) -> set[int]:
    return {end for _, end in spans if not re.compile(r"\s*(?:\n|$)").match(text, end)}


def _read(path: Path) -> Iterator[Marked]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


if __name__ == "__main__":
    main()

"""Passages found for labelled questions: by meaning, by words, and fused.

    python -m bench retrieval SET … [--most N]

The share of questions with a marked sentence in the first k passages; and, as Chroma's evaluation of chunking has it
(Smith and Troynikov 2024), by characters: the share of the marked text that the first five passages hold (recall), and
the share of those passages that is marked (precision), means over questions.
"""

import argparse
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from bench.labelled_set import SEED, indexed, questions_of
from bot.evaluation.labelled import GoldSpan
from bot.evaluation.runner import stored_span
from bot.question import tidy_question
from bot.wiring import Citewire
from index.records import StoredPassage

FIRST = (1, 2, 4, 8)
WEIGHTS = {"dense": (1.0, 0.0), "BM25": (0.0, 1.0), "fused": (1.0, 1.0)}
BY_CHARACTERS = 5


def main(arguments: Sequence[str]) -> int:
    """Print a table a set."""
    parser = argparse.ArgumentParser(prog="python -m bench retrieval")
    parser.add_argument("sets", nargs="+", type=Path, metavar="SET")
    parser.add_argument("--most", type=int, default=500, help="questions of a set, drawn by seed")
    options = parser.parse_args(arguments)
    for folder in options.sets:
        with indexed(folder) as citewire:
            _show(citewire, folder, options.most)
    return 0


def _show(citewire: Citewire, folder: Path, most: int) -> None:
    search = citewire.search
    questions = [one for one in questions_of(folder) if one.gold]
    questions = random.Random(SEED).sample(questions, min(most, len(questions)))
    gold = [[stored_span(search, span) for span in one.gold] for one in questions]
    print(f"| {folder.name}, {len(questions)} questions | {' | '.join(f'first {k}' for k in FIRST)} ", end="")
    print(f"| recall@{BY_CHARACTERS} | precision@{BY_CHARACTERS} |\n|---|{'---|' * (len(FIRST) + 2)}")
    for name, (dense, lexical) in WEIGHTS.items():
        search.options = replace(search.options, dense_weight=dense, lexical_weight=lexical)
        found = [search.passages(tidy_question(one.question), max(FIRST)) for one in questions]
        held = [
            np.mean([_holds(passages[:k], spans) for passages, spans in zip(found, gold, strict=True)]) for k in FIRST
        ]
        shares = [_by_characters(passages[:BY_CHARACTERS], spans) for passages, spans in zip(found, gold, strict=True)]
        print(f"| {name} | " + " | ".join(f"{share:.3f}" for share in (*held, *np.mean(shares, axis=0))) + " |")


def _holds(passages: Sequence[StoredPassage], gold: Sequence[GoldSpan]) -> bool:
    """Whether some passage holds more than half of a marked span."""
    return any(2 * _overlap(one, span) > span.end - span.start for one in passages for span in gold)


def _by_characters(passages: Sequence[StoredPassage], gold: Sequence[GoldSpan]) -> tuple[float, float]:
    """Recall and precision; passages do not overlap, and marked spans are taken not to."""
    shared = sum(_overlap(one, span) for one in passages for span in gold)
    marked = sum(span.end - span.start for span in gold)
    return shared / marked, shared / max(1, sum(one.passage.end - one.passage.start for one in passages))


def _overlap(stored: StoredPassage, span: GoldSpan) -> int:
    """How many characters they share."""
    if stored.passage.article_id != span.article_id:
        return 0
    return max(0, min(stored.passage.end, span.end) - max(stored.passage.start, span.start))

"""Fits the sentence head and the refusal again, cross-validated by article, and says what both reach.

Each SET is a folder with `corpus.jsonl` and `questions.jsonl`, as `citewire eval` reads them. `--write` puts the head
into `index/sentence_head.json`; the refusal's coefficients are printed for `bot/answerability.toml`.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import GroupKFold

from bench.asked import Asked, Kind, ask_sets
from bench.head import calibration, fit_head, log_odds, shifted
from bench.labelled_set import default_reranker
from bench.refusal import Row, fit_refusal
from bot.answer import Draft
from bot.answerability import load_answerability
from bot.engine import MOST_EVIDENCE
from bot.evaluation.figures import Outcome, figures
from bot.extractive import ExtractiveAnswerer
from index import sentence_head
from index.domain import Evidence
from index.ranking import rank_read
from index.reader_weights import load_weights
from index.sentence_head import SentenceHead, load_head

FOLDS = 6
DIGITS = 4
FIRST = 3


def main(arguments: Sequence[str]) -> int:
    """Fit, print, and write the head if told to."""
    parser = argparse.ArgumentParser(prog="python -m bench fit", description=__doc__)
    parser.add_argument("sets", nargs="+", type=Path, metavar="SET")
    parser.add_argument("--most", type=int, default=800, help="questions of a kind and a set, drawn by seed")
    parser.add_argument("--elsewhere", type=Path, help="questions on other things, asked of the first set: JSON Lines")
    parser.add_argument("--keep", type=Path, help="a file for what was read, to fit again without reading again")
    parser.add_argument("--write", action="store_true", help="put the head in its place")
    options = parser.parse_args(arguments)
    asked = ask_sets(options.sets, options.most, options.keep, options.elsewhere)
    unseen, shift = rank_unseen(asked)
    reranker = default_reranker()
    print("sentences, cross-validated by article:")
    for name in dict.fromkeys(one.set_name for one in asked):
        first, three, read, count = shares(unseen, name)
        print(f"  {name}: first right {first:.3f}, one of {FIRST} {three:.3f}, read at all {read:.3f}, of {count}")
    chances = fit_refusal([Row.of(one, found, reranker) for one, found in unseen], FOLDS)
    for caution, threshold in load_answerability().thresholds.items():
        print(f"\nanswers, {caution} ({threshold}):")
        for name in dict.fromkeys(one.set_name for one in asked):
            rows = [(one, found, chance) for (one, found), chance in zip(unseen, chances, strict=True)]
            print(f"  {name}: " + _answers([row for row in rows if row[0].set_name == name], threshold))
    if options.write:
        _write(shifted(fit_head(asked, load_head(), reader_direction()), shift), options.sets)
    return 0


def rank_unseen(
    asked: Sequence[Asked], without: AbstractSet[str] = frozenset()
) -> tuple[list[tuple[Asked, list[Evidence]]], float]:
    """Each question with its evidence as ranked by a head that has not seen its article, and the heads' calibration.

    Questions for which nothing was found are left out.
    """
    asked = [one for one in asked if one.candidates]
    parts = []
    for train, test in GroupKFold(FOLDS).split(asked, groups=[one.group for one in asked]):
        head = fit_head([asked[row] for row in train], load_head(), reader_direction(), without)
        parts += [(head, asked[row]) for row in test]
    marked = [(head, one) for head, one in parts if one.marked]
    shift = calibration([log_odds(head, one) for head, one in marked], [one for _, one in marked])
    return [(one, rank_read(one.candidates, one.readings, shifted(head, shift))) for head, one in parts], shift


def reader_direction() -> NDArray[np.float64]:
    """What the reader was trained to tell right sentences by, shape (width,)."""
    return load_weights()["head"].astype(np.float64)


def shares(unseen: Sequence[tuple[Asked, list[Evidence]]], name: str) -> tuple[float, float, float, int]:
    """How often the first sentence is right, one of three, and any that was read; of how many questions of a set."""
    hits = np.array(list(_hits([(one, found) for one, found in unseen if one.set_name == name and one.marked])))
    first, three, read = hits.mean(axis=0)
    return float(first), float(three), float(read), len(hits)


def _hits(unseen: Sequence[tuple[Asked, list[Evidence]]]) -> Iterator[tuple[bool, bool, bool]]:
    for one, found in unseen:
        gold = one.gold_texts
        order = [each.text in gold for each in found]
        yield any(order[:1]), any(order[:FIRST]), any(order)


def _answers(rows: Sequence[tuple[Asked, list[Evidence], float]], threshold: float) -> str:
    """What `citewire eval` would say of the kinds of question of one set."""
    outcomes: dict[Kind, list[Outcome]] = {}
    for one, found, chance in rows:
        draft = _draft(one, found, chance, threshold)
        gold = one.gold_texts
        right = tuple(citation.evidence.text in gold for citation in draft.citations)
        answerable = one.kind is Kind.ANSWERABLE
        outcome = Outcome(answerable, draft.refusal is None, chance, 0.0, any(right), right, marked=one.marked)
        outcomes.setdefault(one.kind, []).append(outcome)
    return ", ".join(
        f"{kind.value}: {figure.name} {figure.value:.3f}"
        for kind, these in outcomes.items()
        for figure in figures(these)
        if figure.name in ("answered", "first_right", "any_right", "precision", "citations", "refused")
    )


def _draft(asked: Asked, found: list[Evidence], chance: float, threshold: float) -> Draft:
    answerer = ExtractiveAnswerer(lambda *_: chance, threshold, lambda _: asked.unknown)
    return answerer.answer(asked.question, found[:MOST_EVIDENCE])


def _write(head: SentenceHead, sets: Sequence[Path]) -> None:
    rounded = replace(head, intercept=round(head.intercept, DIGITS))
    table = {
        "fitted": f"{datetime.now(UTC).date()} on {', '.join(one.name for one in sets)}: python -m bench fit",
        "model": rounded.model,
        "states": rounded.states,
        "intercept": rounded.intercept,
        "weights": {name: round(weight, DIGITS) for name, weight in rounded.weights.items()},
        "state": [round(float(weight), DIGITS) for weight in rounded.state],
    }
    path = Path(sentence_head.__file__).with_name(sentence_head.FILE)
    path.write_text(json.dumps(table) + "\n", encoding="utf-8")

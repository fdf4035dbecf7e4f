"""Fits the weights of `bot/answerability.toml` again, cross-validated by article.

Each SET is a folder with `corpus.jsonl` and `questions.jsonl`, as `citewire eval` reads them.
"""

import argparse
import random
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold
from sklearn.preprocessing import StandardScaler

from bot.answerability import Features, features
from bot.evaluation.labelled import LabelledQuestion, read_questions
from bot.question import tidy_question
from bot.settings import read_settings
from bot.wiring import Citewire, open_citewire

REGULARISATION = 0.3
FOLDS = 6
Numbers = NDArray[np.float64]
SKIPPED = ("context_dependent", "needs_options")
SEED = 7


@dataclass(frozen=True, slots=True)
class Row:
    """The features of one question; `kind` is answerable, left_out or unanswerable, of one set."""

    kind: str
    group: str
    answerable: bool
    values: Features


def main(arguments: Sequence[str]) -> int:
    """Print the coefficients as TOML and, for each kind of question, what they reach."""
    parser = argparse.ArgumentParser(prog="python -m bench fit")
    parser.add_argument("sets", nargs="+", type=Path, metavar="SET")
    parser.add_argument("--most", type=int, default=600, help="questions of a set, answerable and not, drawn by seed")
    options = parser.parse_args(arguments)
    _fit([row for folder in options.sets for row in _collect(folder, options.most)])
    return 0


def _collect(folder: Path, most: int) -> Iterator[Row]:
    """A row a question and, for every second answerable one, a row with its articles left out."""
    questions = list(read_questions(folder / "questions.jsonl", SKIPPED))
    questions = random.Random(SEED).sample(questions, min(most, len(questions)))
    with tempfile.TemporaryDirectory() as work:
        articles = Path(work) / "articles"
        articles.mkdir()
        (articles / "corpus.jsonl").write_bytes((folder / "corpus.jsonl").read_bytes())
        citewire = open_citewire(read_settings(articles, Path(work) / "data"))
        for number, one in enumerate(questions):
            yield from _rows(citewire, folder.name, one, "answerable" if one.answerable else "unanswerable")
            if one.answerable and number % 2 == 0:
                yield from _rows(citewire, folder.name, one, "left_out")


def _rows(citewire: Citewire, name: str, one: LabelledQuestion, kind: str) -> Iterator[Row]:
    question = tidy_question(one.question)
    without = one.article_ids if kind == "left_out" else frozenset[str]()
    evidence = citewire.search.search(question, citewire.search.options.sentence_count, without)
    if evidence:
        found = features(question, evidence)
        # Paragraphs of one article ("Normans#3") stay in one fold.
        group = min(one.article_ids, default=one.id).partition("#")[0]
        yield Row(f"{name} {kind}", f"{name} {group}", kind == "answerable", found)


def _fit(rows: Sequence[Row]) -> None:
    names = tuple(rows[0].values)
    values = np.array([[row.values[name] for name in names] for row in rows])
    labels = np.array([row.answerable for row in rows])
    kinds = np.array([row.kind for row in rows])
    # Every kind of question weighs the same, however many there are.
    weights = np.array([1 / np.sum(kinds == kind) for kind in kinds]) * len(rows)
    scores = np.zeros(len(rows))
    for train, test in GroupKFold(FOLDS).split(values, labels, [row.group for row in rows]):
        scaler, model = _model(values[train], labels[train], weights[train])
        scores[test] = model.predict_proba(scaler.transform(values[test]))[:, 1]
    scaler, model = _model(values, labels, weights)
    slopes = model.coef_[0] / scaler.scale_
    print(f"intercept = {model.intercept_[0] - slopes @ scaler.mean_:.4f}\n\n[weights]")
    for name, slope in zip(names, slopes, strict=True):
        print(f"{name} = {slope:.4f}")
    print("\ncross-validated by article: threshold, and the share that is answered of each kind")
    for threshold in np.arange(0.1, 0.65, 0.05):
        shares = (f"{kind} {np.mean(scores[kinds == kind] >= threshold):.3f}" for kind in sorted(set(kinds)))
        print(f"{threshold:.2f}  " + "  ".join(shares))
    for kind in sorted(set(kinds[~labels])):
        both = (kinds == kind) | (kinds == f"{kind.rpartition(' ')[0]} answerable")
        print(f"AUROC {kind}: {roc_auc_score(labels[both], scores[both]):.3f}")


def _model(values: Numbers, labels: NDArray[np.bool_], weights: Numbers) -> tuple[StandardScaler, LogisticRegression]:
    scaler = StandardScaler().fit(values)
    model = LogisticRegression(C=REGULARISATION, max_iter=1000)
    return scaler, model.fit(scaler.transform(values), labels, sample_weight=weights)

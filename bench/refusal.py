"""Evidence for labelled questions -> the coefficients of the refusal, and what they reach."""

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold
from sklearn.preprocessing import StandardScaler

from bench.asked import Asked, Kind
from bot.answerability import Features, features, misses
from index.domain import Evidence
from index.models import Reranker

REGULARISATION = 0.3
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Row:
    """The features of one question; `refused` if a rule refuses it whatever they are."""

    kind: str
    group: str
    answerable: bool
    values: Features
    refused: bool

    @staticmethod
    def of(asked: Asked, evidence: Sequence[Evidence], reranker: Reranker) -> "Row":
        """At least one sentence of evidence."""
        refused = bool(asked.unknown) or misses(asked.question, evidence)
        answerable = asked.kind is Kind.ANSWERABLE
        kind = f"{asked.set_name} {asked.kind.value}"
        return Row(kind, asked.group, answerable, features(asked.question, evidence, reranker), refused)


def fit_refusal(rows: Sequence[Row], folds: int) -> Numbers:
    """Print the coefficients as TOML and what they reach; the probabilities that rows were given unseen."""
    names, values = _table(rows, frozenset())
    scaler, model = _model(values, rows)
    slopes = model.coef_[0] / scaler.scale_
    print(f"\nintercept = {model.intercept_[0] - slopes @ scaler.mean_:.4f}\n\n[weights]")
    for name, slope in zip(names, slopes, strict=True):
        print(f"{name} = {slope:.4f}")
    unseen = unseen_chances(rows, folds)
    kinds = np.array([row.kind for row in rows])
    print("\ncross-validated by article: threshold, and the share that is answered of each kind")
    for threshold in np.arange(0.05, 0.65, 0.05):
        shares = (f"{kind} {np.mean(unseen[kinds == kind] >= threshold):.3f}" for kind in sorted(set(kinds)))
        print(f"{threshold:.2f}  " + "  ".join(shares))
    for kind in sorted({row.kind for row in rows if not row.answerable}):
        print(f"{kind}: " + told_apart(rows, unseen, kind))
    return unseen


def unseen_chances(rows: Sequence[Row], folds: int, without: AbstractSet[str] = frozenset()) -> Numbers:
    """The probability that each row's question is answered, by a regression that has not seen its article."""
    _, values = _table(rows, without)
    unseen = np.zeros(len(rows))
    for train, test in GroupKFold(folds).split(values, groups=[row.group for row in rows]):
        scaler, model = _model(values[train], [rows[row] for row in train])
        unseen[test] = model.predict_proba(scaler.transform(values[test]))[:, 1]
    unseen[[row.refused for row in rows]] = 0.0
    return unseen


def told_apart(rows: Sequence[Row], chances: Numbers, kind: str) -> str:
    """AUROC against the set's answerable questions, and the share refused where .90 and .95 of those are answered."""
    kinds = np.array([row.kind for row in rows])
    yes, no = chances[kinds == f"{kind.partition(' ')[0]} {Kind.ANSWERABLE.value}"], chances[kinds == kind]
    area = roc_auc_score([True] * len(yes) + [False] * len(no), np.concatenate([yes, no]))
    refused = [np.mean(no < np.quantile(yes, 1 - kept)) for kept in (0.90, 0.95)]
    return f"{area:.3f} {refused[0]:.3f} {refused[1]:.3f}"


def _table(rows: Sequence[Row], without: AbstractSet[str]) -> tuple[list[str], Numbers]:
    names = [name for name in rows[0].values if name not in without]
    return names, np.array([[row.values[name] for name in names] for row in rows])


def _model(values: Numbers, rows: Sequence[Row]) -> tuple[StandardScaler, LogisticRegression]:
    """Every kind of question weighs the same, however many there are."""
    many = Counter(row.kind for row in rows)
    weights = np.array([len(rows) / many[row.kind] for row in rows])
    scaler = StandardScaler().fit(values)
    model = LogisticRegression(C=REGULARISATION, max_iter=1000)
    return scaler, model.fit(scaler.transform(values), [row.answerable for row in rows], sample_weight=weights)

"""Evidence for labelled questions -> the coefficients of the refusal, and what they reach."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold
from sklearn.preprocessing import StandardScaler

from bench.asked import Asked, Kind
from bot.answerability import Features, best_of, features
from bot.reading.answer_types import plainly_missing
from index.domain import Evidence

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
    def of(asked: Asked, evidence: Sequence[Evidence]) -> "Row":
        """At least one sentence of evidence."""
        refused = bool(asked.unknown) or plainly_missing(asked.question, best_of(evidence).text)
        answerable = asked.kind is Kind.ANSWERABLE
        kind = f"{asked.set_name} {asked.kind.value}"
        return Row(kind, asked.group, answerable, features(asked.question, evidence), refused)


def fit_refusal(rows: Sequence[Row], folds: int) -> Numbers:
    """Print the coefficients as TOML and what they reach; the probabilities that rows were given unseen."""
    names = tuple(rows[0].values)
    values = np.array([[row.values[name] for name in names] for row in rows])
    labels = np.array([row.answerable for row in rows])
    kinds = np.array([row.kind for row in rows])
    refused = np.array([row.refused for row in rows])
    # Every kind of question weighs the same, however many there are.
    weights = np.array([1 / np.sum(kinds == kind) for kind in kinds]) * len(rows)
    unseen = np.zeros(len(rows))
    for train, test in GroupKFold(folds).split(values, labels, [row.group for row in rows]):
        scaler, model = _model(values[train], labels[train], weights[train])
        unseen[test] = model.predict_proba(scaler.transform(values[test]))[:, 1]
    unseen[refused] = 0.0
    scaler, model = _model(values, labels, weights)
    slopes = model.coef_[0] / scaler.scale_
    print(f"\nintercept = {model.intercept_[0] - slopes @ scaler.mean_:.4f}\n\n[weights]")
    for name, slope in zip(names, slopes, strict=True):
        print(f"{name} = {slope:.4f}")
    print("\ncross-validated by article: threshold, and the share that is answered of each kind")
    for threshold in np.arange(0.05, 0.65, 0.05):
        shares = (f"{kind} {np.mean(unseen[kinds == kind] >= threshold):.3f}" for kind in sorted(set(kinds)))
        print(f"{threshold:.2f}  " + "  ".join(shares))
    for kind in sorted(set(kinds[~labels])):
        both = (kinds == kind) | (kinds == f"{kind.partition(' ')[0]} {Kind.ANSWERABLE.value}")
        print(f"AUROC {kind}: {roc_auc_score(labels[both], unseen[both]):.3f}")
    return unseen


def _model(values: Numbers, labels: NDArray[np.bool_], weights: Numbers) -> tuple[StandardScaler, LogisticRegression]:
    scaler = StandardScaler().fit(values)
    model = LogisticRegression(C=REGULARISATION, max_iter=1000)
    return scaler, model.fit(scaler.transform(values), labels, sample_weight=weights)

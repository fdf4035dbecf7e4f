"""Outcomes of questions -> figures, with bootstrap intervals."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

RESAMPLES = 1000
SEED = 20260101


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one question. `right` says of each citation, in order, whether it is right.

    `confidence` is the engine's probability that the evidence answers, 0..1, whether it answered or not; `found` says
    whether a citation, or for a refusal one of the closest sentences, is right.
    `recall` is the share of the best gold set's spans that were cited. `marked` says whether the question has gold
    spans at all; without them nothing can be said of its citations.
    """

    answerable: bool
    answered: bool
    confidence: float
    seconds: float
    found: bool = False
    right: tuple[bool, ...] = ()
    recall: float = 0.0
    marked: bool = True

    @property
    def precision(self) -> float:
        """The share of the citations that are right."""
        return sum(self.right) / len(self.right) if self.right else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its bootstrap 95 % interval over questions, and over how many questions it was taken."""

    name: str
    value: float
    low: float
    high: float
    questions: int


def figures(outcomes: Sequence[Outcome]) -> tuple[Figure, ...]:
    """Every figure of a run. Shares of the citations count answered questions with gold spans only."""
    answerable = [one for one in outcomes if one.answerable]
    answered = [one for one in answerable if one.answered and one.marked]
    others = [one for one in outcomes if not one.answerable]
    return tuple(
        _figure(name, [measure(one) for one in among])
        for name, among, measure in (
            ("answered", answerable, lambda one: float(one.answered)),
            ("first_right", answered, lambda one: float(one.right[0])),
            ("any_right", answered, lambda one: float(any(one.right))),
            ("precision", answered, lambda one: one.precision),
            ("f1", answered, lambda one: one.f1),
            ("citations", answered, lambda one: float(len(one.right))),
            ("refused", others, lambda one: float(not one.answered)),
        )
        if among
    )


def auroc(outcomes: Sequence[Outcome]) -> float | None:
    """The chance that an answerable question gets more confidence than an unanswerable one; None without both."""
    from_answerable = np.array([one.confidence for one in outcomes if one.answerable])
    from_others = np.array([one.confidence for one in outcomes if not one.answerable])
    if not len(from_answerable) or not len(from_others):
        return None
    above = (from_answerable[:, None] > from_others[None, :]).mean()
    equal = (from_answerable[:, None] == from_others[None, :]).mean()
    return float(above + equal / 2)


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """Were the engine to answer the `coverage` most confident share, this share of those answers would be wrong."""

    coverage: float
    risk: float
    confidence: float


def risk_coverage(outcomes: Sequence[Outcome], points: int = 20) -> tuple[CurvePoint, ...]:
    """The selective-prediction curve (Geifman and El-Yaniv, NeurIPS 2017) at `points` even coverages.

    An answer is wrong when nothing it rests on is right, as every answer to an unanswerable question is.
    """
    ordered = sorted((one for one in outcomes if one.marked), key=lambda one: -one.confidence)
    wrong = np.cumsum([not one.found for one in ordered])
    sizes = sorted({max(1, round(len(ordered) * step / points)) for step in range(1, points + 1)}) if ordered else []
    return tuple(
        CurvePoint(size / len(ordered), float(wrong[size - 1] / size), ordered[size - 1].confidence) for size in sizes
    )


@dataclass(frozen=True, slots=True)
class Report:
    """All figures of one run over a labelled set."""

    figures: tuple[Figure, ...]
    auroc: float | None
    risk_coverage: tuple[CurvePoint, ...]
    seconds_p50: float
    seconds_p95: float


def report(outcomes: Sequence[Outcome]) -> Report:
    """The figures of at least one outcome."""
    return Report(figures(outcomes), auroc(outcomes), risk_coverage(outcomes), *percentiles(outcomes))


def percentiles(outcomes: Sequence[Outcome]) -> tuple[float, float]:
    """Seconds a question, p50 and p95."""
    median, late = np.percentile([one.seconds for one in outcomes], [50, 95])
    return float(median), float(late)


def _figure(name: str, values: Sequence[float]) -> Figure:
    generator = np.random.default_rng(SEED)
    samples = np.array(values)[generator.integers(0, len(values), (RESAMPLES, len(values)))]
    low, high = np.percentile(samples.mean(axis=1), [2.5, 97.5])
    return Figure(name, float(np.mean(values)), float(low), float(high), len(values))

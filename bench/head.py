"""Questions with marked sentences -> a sentence head: a conditional logit over the sentences read for each question."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from bench.asked import Asked
from index.sentence_head import FEATURES, SentenceHead, features

# L2 on standardised features; states are scaled by one number, so that their 384 weights share what 2 features have.
REGULARISATION = 1.0
STATE_SCALE = 0.1
STATE = "state"
READ = "read"  # the state in the direction that the reader was trained to give it
Numbers = NDArray[np.float64]


def fit_head(
    asked: Sequence[Asked], like: SentenceHead, direction: Numbers, without: AbstractSet[str] = frozenset()
) -> SentenceHead:
    """The head that gives the marked sentences of the questions the most likelihood; a mean sentence has log-odds 0.

    It is for the model and the states of `like`; `direction`, shape (width,), is what the regularisation leaves alone
    of the states. The features `without`, STATE or READ get no weight: what each of them is worth.
    """
    questions = [one for one in asked if any(one.right)]
    rows = [head_inputs(one) for one in questions]
    values = np.concatenate(rows)
    values = np.insert(values, len(FEATURES), values[:, len(FEATURES) :] @ direction, axis=1)
    named = len(FEATURES) + 1
    means, scales = values.mean(axis=0), np.empty(values.shape[1])
    scales[:named] = np.where(spread := values[:, :named].std(axis=0), spread, 1.0)  # 1 for what never changes
    scales[named:] = (values[:, named:] - means[named:]).std() / STATE_SCALE
    used = np.array([name not in without for name in (*FEATURES, READ)] + [STATE not in without] * len(direction))
    sizes = [len(one) for one in rows]
    right = np.concatenate([np.array(one.right) for one in questions])
    weights = _conditional_logit((values - means) / scales * used, right, sizes) * used / scales
    names = dict(zip(FEATURES, map(float, weights), strict=False))
    state = weights[named:] + weights[named - 1] * direction
    return replace(like, intercept=float(-weights @ means), weights=names, state=state.astype(np.float32))


def calibration(scores: Sequence[Numbers], asked: Sequence[Asked]) -> float:
    """What to add to log-odds so that the mean chance of first sentences is the share of them that is right."""
    best = np.array([max(one) for one in scores])
    share = np.mean([one.right[int(np.argmax(score))] for one, score in zip(asked, scores, strict=True)])
    low, high = -50.0, 50.0
    while high - low > 1e-6:
        middle = (low + high) / 2
        low, high = (middle, high) if np.mean(1 / (1 + np.exp(-best - middle))) < share else (low, middle)
    return low


def shifted(head: SentenceHead, shift: float) -> SentenceHead:
    """The head with its log-odds moved."""
    return replace(head, intercept=head.intercept + shift)


def log_odds(head: SentenceHead, asked: Asked) -> Numbers:
    """The head's log-odds of each sentence, shape (len(asked.candidates),)."""
    weights = np.concatenate([[head.weights[name] for name in FEATURES], head.state])
    scores: Numbers = head.intercept + head_inputs(asked) @ weights
    return scores


def head_inputs(asked: Asked) -> Numbers:
    """What the head weighs of each sentence, shape (len(asked.candidates), len(FEATURES) + width)."""
    rows = []
    width = next(len(state) for reading in asked.readings for state in reading.states if state is not None)
    for one in asked.candidates:
        found = features(one)
        state = asked.readings[one.found.rank].states[one.number]
        rows.append([*(found[name] for name in FEATURES), *(np.zeros(width) if state is None else state)])
    return np.array(rows)


def _conditional_logit(values: Numbers, right: NDArray[np.bool_], sizes: Sequence[int]) -> Numbers:
    """Weights that maximise the softmax share of each question's right rows (McFadden 1974), L2-regularised."""
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    owner = np.repeat(np.arange(len(sizes)), sizes)

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        scores = values @ weights
        odds = np.exp(scores - np.maximum.reduceat(scores, starts)[owner])
        all_odds, right_odds = np.add.reduceat(odds, starts), np.add.reduceat(odds * right, starts)
        gradient = values.T @ (odds / all_odds[owner] - odds * right / right_odds[owner])
        value = np.log(all_odds).sum() - np.log(right_odds).sum() + REGULARISATION / 2 * weights @ weights
        return float(value), gradient + REGULARISATION * weights

    found: Numbers = minimize(loss, np.zeros(values.shape[1]), jac=True, method="L-BFGS-B").x
    return found

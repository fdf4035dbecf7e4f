"""Which sentence answers best: the reranker's logit and what it does not see, weighed together.

The weights are of a conditional logit over the candidates of a question; `python -m bench fit` fits them again.
"""

import math
from collections.abc import Sequence

from index.candidates import Candidate
from index.domain import Evidence

LOGIT_WEIGHT = 1.0
COVERAGE_WEIGHT = 0.0
CONTEXT_WEIGHT = 2.0


def rank(candidates: Sequence[Candidate], logits: Sequence[float]) -> list[Evidence]:
    """The candidates as evidence, best first; a score is the weighted sum on the scale 0..1."""
    scored = [
        one.evidence(logit, 1 / (1 + math.exp(-_weigh(one, logit))))
        for one, logit in zip(candidates, logits, strict=True)
    ]
    return sorted(scored, key=lambda one: -one.score)


def _weigh(candidate: Candidate, logit: float) -> float:
    return LOGIT_WEIGHT * logit + COVERAGE_WEIGHT * candidate.coverage + CONTEXT_WEIGHT * candidate.context_coverage

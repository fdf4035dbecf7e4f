"""Which sentence answers best: the reranker's logit and what it does not see, weighed together.

The weights are of a conditional logit over each question's candidates, fitted on 559 questions with marked sentences
(259 of the development news set, 300 of the SQuAD set) on 2026-11-22; bench/ranking.md has the tries.
Cross-validated by article, beside the logit alone: first right .63 (.63) and .80 (.78), one of three .77 (.73) and
.91 (.89).
"""

import math
from collections.abc import Sequence

from index.candidates import Candidate
from index.domain import Evidence

LOGIT = 0.31
COVERAGE = -1.0
CONTEXT_COVERAGE = 6.5
SIMILARITY = 2.5
# Makes the mean score of first sentences the share of them that is right.
INTERCEPT = -6.0


def rank(candidates: Sequence[Candidate], logits: Sequence[float]) -> list[Evidence]:
    """The candidates as evidence, best first; a score, 0..1, is about the chance that the sentence is the right one."""
    scored = [
        one.evidence(logit, 1 / (1 + math.exp(-_weigh(one, logit))))
        for one, logit in zip(candidates, logits, strict=True)
    ]
    return sorted(scored, key=lambda one: -one.score)


def _weigh(candidate: Candidate, logit: float) -> float:
    return (
        INTERCEPT
        + LOGIT * logit
        + COVERAGE * candidate.coverage
        + CONTEXT_COVERAGE * candidate.context_coverage
        + SIMILARITY * candidate.found.similarity
    )

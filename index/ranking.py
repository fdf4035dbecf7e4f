"""Which sentence answers best.

A reranker that reads passages scores their sentences by its head. Any other one reads sentences by themselves, and its
logit is weighed with what it does not see: those weights are of a conditional logit over each question's candidates,
fitted with ms-marco-MiniLM-L-12-v2 on 559 questions with marked sentences (259 of the development news set, 300 of the
SQuAD set) on 2026-11-22, and serve other rerankers as far as their logits are alike; bench/ranking.md has the tries.
"""

from collections.abc import Iterable, Sequence

from index.candidates import Candidate
from index.domain import Evidence
from index.passage_reader import Reading
from index.sentence_head import SentenceHead

LOGIT = 0.31
COVERAGE = -1.0
CONTEXT_COVERAGE = 6.5
SIMILARITY = 2.5
# Makes the mean score of first sentences the share of them that is right.
INTERCEPT = -6.0


def rank_read(candidates: Sequence[Candidate], readings: Sequence[Reading], head: SentenceHead) -> list[Evidence]:
    """The candidates as evidence, best first, given the readings of the passages by rank.

    A score, 0..1, is about the chance that the sentence is the right one.
    """
    return _best_first(
        one.evidence(head.log_odds(one, readings[one.found.rank].states[one.number])) for one in candidates
    )


def rank_alone(candidates: Sequence[Candidate], logits: Sequence[float]) -> list[Evidence]:
    """The same, given the logit of each candidate read by itself."""
    return _best_first(one.evidence(_weigh(one, logit)) for one, logit in zip(candidates, logits, strict=True))


def _best_first(evidence: Iterable[Evidence]) -> list[Evidence]:
    return sorted(evidence, key=lambda one: -one.score)


def _weigh(candidate: Candidate, logit: float) -> float:
    return (
        INTERCEPT
        + LOGIT * logit
        + COVERAGE * candidate.coverage
        + CONTEXT_COVERAGE * candidate.context_coverage
        + SIMILARITY * candidate.found.similarity
    )

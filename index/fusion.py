"""Several rankings of the same things -> one."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

# The constant of Cormack, Clarke and Büttcher (SIGIR 2009); it keeps the first ranks from drowning all others.
RANK_OFFSET = 60


def fuse_rankings(rankings: Sequence[tuple[float, Sequence[str]]]) -> Mapping[str, float]:
    """Weighted reciprocal rank fusion: id -> score, highest first.

    Each ranking is its weight and its ids, best first; a ranking that does not know an id adds nothing to it.
    Ties keep the order of the rankings given.
    """
    scores: defaultdict[str, float] = defaultdict(float)
    for weight, ids in rankings:
        for rank, name in enumerate(ids, start=1):
            scores[name] += weight / (RANK_OFFSET + rank)
    return dict(sorted(scores.items(), key=lambda item: -item[1]))

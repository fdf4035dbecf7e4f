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


def firsts_among(ids: Sequence[str], rankings: Sequence[Sequence[str]], count: int) -> list[str]:
    """The fused ids, with the first of each ranking among the first `count`.

    What one ranking is sure of and another puts last is far behind in the sum; it takes the place of the last one there
    that is no ranking's first.
    """
    known = set(ids)
    firsts = {next((name for name in ranking if name in known), "") for ranking in rankings}
    ahead = list(ids[:count])
    for name in ids[count:]:
        others = [place for place, other in enumerate(ahead) if other not in firsts]
        if name in firsts and others:
            ahead[others[-1]] = name
    return ahead + [name for name in ids if name not in ahead]

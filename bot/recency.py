"""Evidence in the order that the time asked about and its articles' dates ask for."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.odds import log_odds
from bot.reading.periods import Period, published_days
from index.domain import Evidence

# What an article of another time loses in log-odds: it stays first only if its sentence is the better one by far.
LOSS = 2.0
RELEVANT = 0.5  # of the best score: what is below does not count as the news of its day
# Log-odds within which two scores are a tie: 0.02 in the middle of the scale, less at its ends, where scores crowd.
TIE = 0.08


@dataclass(frozen=True, slots=True)
class _Weighed:
    evidence: Evidence
    log_odds: float


def weigh_by_period(evidence: Sequence[Evidence], asked: Period | None) -> tuple[Evidence, ...]:
    """The evidence, best first, with what fits the period before what does not; of a tie the newer first.

    A strict period drops the articles of other times and those without a date, unless nothing relevant would be left:
    then the newest come first. Otherwise nothing is dropped. Scores stay what they were: whether the articles answer
    does not depend on when they were written.
    """
    if not evidence:
        return ()
    relevant = RELEVANT * max(one.score for one in evidence)
    fits = [asked.holds(one.source.published) if asked else None for one in evidence]
    if asked is None:
        losses = [0.0] * len(evidence)
    elif asked.newest:
        losses = _newest_first(evidence, relevant)
    elif asked.strict:
        if any(fit and one.score >= relevant for one, fit in zip(evidence, fits, strict=True)):
            evidence = [one for one, fit in zip(evidence, fits, strict=True) if fit]
            losses = [0.0] * len(evidence)
        else:
            losses = _newest_first(evidence, relevant)
    else:
        losses = [LOSS * {True: 0.0, None: 0.5, False: 1.0}[fit] for fit in fits]
    return _ties_to_the_newer(
        [_Weighed(one, log_odds(one.score) - loss) for one, loss in zip(evidence, losses, strict=True)]
    )


def _newest_first(evidence: Sequence[Evidence], relevant: float) -> list[float]:
    """Losses by the place of an article's day among the days of the relevant: how many days lie between says little,
    for one story goes on for hours and another for years."""
    days = sorted({_day(one) for one in evidence if one.score >= relevant} - {""}, reverse=True)
    places = {day: place for place, day in enumerate(days, start=1)}
    return [
        LOSS * ((1 - 1 / places[_day(one)] if _day(one) in places else 0.5) if one.score >= relevant else 1.0)
        for one in evidence
    ]


def _day(evidence: Evidence) -> str:
    """The last day that its date may mean, in ISO 8601; empty without a date."""
    days = published_days(evidence.source.published)
    return days[1].isoformat() if days else ""


def _ties_to_the_newer(weighed: Sequence[_Weighed]) -> tuple[Evidence, ...]:
    ordered = sorted(weighed, key=lambda one: -one.log_odds)
    found: list[Evidence] = []
    while ordered:
        size = sum(ordered[0].log_odds - one.log_odds <= TIE for one in ordered)
        tied = [one.evidence for one in ordered[:size]]
        found += sorted(tied, key=_moment, reverse=True)
        ordered = ordered[size:]
    return tuple(found)


def _moment(evidence: Evidence) -> tuple[str, str]:
    """Sorts by day, and within a day by what more is known."""
    return _day(evidence), evidence.source.published or ""

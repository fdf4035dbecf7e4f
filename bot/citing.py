"""A written statement -> the offered sentences that support it, or why it is not shown."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.evidence_prompt import Offer
from bot.reading.words import tokenize
from bot.verify import Verdict, Verifier
from bot.written import Written
from index.domain import Evidence

MOST_CITED = 3


@dataclass(frozen=True, slots=True)
class Cited:
    """The sentences a statement rests on, none of them needless; or none, and the reason."""

    evidence: tuple[Evidence, ...]
    reason: str = ""


def find_citations(written: Written, offer: Offer, verifier: Verifier) -> Cited:
    """What supports the statement: the sentences it cites; with the ones before them; else any one that was offered.

    Only the cited sentences' own words count, not their article's title or date: "he resigned" in an article of May is
    no evidence of a resignation in May.
    """
    if not says_something(written.text):
        return Cited((), "says nothing by itself")
    given = [offer.by_mark[mark] for mark in written.marks if mark in offer.by_mark]
    first: Verdict | None = None
    for candidates in _candidates(given, offer):
        verdict = verifier.check(written.text, [one.text for one in candidates])
        first = first or verdict
        if verdict.supported:
            return Cited(_needed(written.text, candidates, verifier))
    return Cited((), _reason(written, given, first))


def _candidates(given: Sequence[Evidence], offer: Offer) -> Iterator[Sequence[Evidence]]:
    if given:
        yield given[:MOST_CITED]
    yield from ((one,) for one in given)
    # "He said …" is often written with the name that the sentence before gives: then both are cited.
    for one in given:
        if before := offer.before(one):
            yield (before, one)
    others = [one for one in offer.by_mark.values() if one not in given]
    for one in others:
        yield (one,)


def _needed(statement: str, cited: Sequence[Evidence], verifier: Verifier) -> tuple[Evidence, ...]:
    """Without the citations that neither support the statement alone nor are missed when they are left out."""
    kept = list(cited)
    for one in cited:
        rest = [other for other in kept if other is not one]
        if not rest or verifier.check(statement, [one.text]).supported:
            continue
        if verifier.check(statement, [other.text for other in rest]).supported:
            kept = rest
    return tuple(kept)


def _reason(written: Written, given: Sequence[Evidence], verdict: Verdict | None) -> str:
    if not given:
        what = f"{', '.join(written.marks)}, which was not offered" if written.marks else "nothing"
        return f"cites {what}, and no sentence says it"
    if verdict and verdict.missing:
        facts = ", ".join(f"{fact.kind} “{fact.text}”" for fact in verdict.missing)
        return f"the cited sentences do not have: {facts}"
    return "the cited sentences do not say it"


def says_something(statement: str) -> bool:
    """Whether it has a meaning without the question: "Yes." and "60." do not, and cannot be checked."""
    tokens = [token for token in tokenize(statement) if token.text[0].isalnum()]
    return len(tokens) >= 3 and sum(token.is_content for token in tokens) >= 2

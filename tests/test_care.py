"""Careful readers are told less, eager ones more, and never anything that is not cited."""

import pytest

from bot.answer import Citation, Draft, Reason, Refusal, Statement
from bot.care import Care, with_care
from index.domain import Evidence, Source

CITATION = Citation(1, Evidence(Source("a", "A"), 0, 2, "X.", 0.5))
CLOSEST = (CITATION,)


def answered(confidence: float) -> Draft:
    return Draft((Statement("X.", (1,)),), CLOSEST, confidence=confidence)


def refused(confidence: float, reason: Reason = Reason.WEAK_MATCH, closest: tuple[Citation, ...] = CLOSEST) -> Draft:
    return Draft(refusal=Refusal(reason, closest), confidence=confidence)


@pytest.mark.parametrize(
    ("draft", "care", "becomes"),
    [
        (answered(0.9), Care.CAREFUL, answered(0.9)),
        (answered(0.3), Care.CAREFUL, refused(0.3)),
        (answered(0.6), Care.BALANCED, answered(0.6)),
        (answered(0.6), Care.EAGER, answered(0.6)),
        (refused(0.15), Care.BALANCED, refused(0.15)),
        (refused(0.15), Care.EAGER, answered(0.15)),
        (refused(0.05), Care.EAGER, refused(0.05)),
        (refused(0.3, closest=()), Care.EAGER, refused(0.3, closest=())),
        (refused(0.3, Reason.UNSUPPORTED), Care.EAGER, refused(0.3, Reason.UNSUPPORTED)),
    ],
)
def test_what_a_draft_becomes(draft: Draft, care: Care, becomes: Draft) -> None:
    assert with_care(draft, care) == becomes

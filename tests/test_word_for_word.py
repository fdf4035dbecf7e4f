"""What a sentence says word for word, and what it only denies, doubts, asks or makes depend on a condition."""

from collections.abc import Sequence

import pytest

from bot.reading.facts import FactKind
from bot.verify import Verifier

VERIFIER = Verifier()
TOOK = "Rebels took the town."


@pytest.mark.parametrize(
    ("statement", "cited"),
    [
        ("The bank set its rate at 0.5% in June.", "The bank set its rate at -0.5% in June."),
        ("The bank set its rate at −0.5% in June.", "The bank set its rate at 0.5% in June."),
        ("The temperature fell to 25 degrees.", "The temperature fell to –25 degrees."),
        ("It earned $5 million.", "It earned -$5 million."),
        ("रमा ने इस्तीफा दिया।", "राम ने इस्तीफा दिया।"),
    ],
)
def test_another_sign_is_another_fact(statement: str, cited: str) -> None:
    assert not VERIFIER.check(statement, [cited]).supported


@pytest.mark.parametrize(
    ("statement", "cited"),
    [
        ("The minister resigned.", "The minister resigned?"),
        ("The minister is guilty.", "Is the minister guilty?"),
        ("The minister resigned?", "The minister resigned."),
        ("The minister resigned.", "The minister resigned? Nobody knows."),
    ],
)
def test_what_is_asked_is_not_said(statement: str, cited: str) -> None:
    assert not VERIFIER.check(statement, [cited]).supported


@pytest.mark.parametrize(
    "cited",
    [
        "Officials denied that “rebels took the town” on Sunday.",
        "Officials said “rebels took the town” was wrong.",
        "The minister denied that, on Monday, rebels took the town.",
        "It is not true that, on Monday, rebels took the town.",
        "It is false that rebels took the town.",
        "There is no evidence that, as was said, rebels took the town.",
        "The army doubts that rebels took the town.",
        "Reporters asked whether rebels took the town.",
        "Asked if, on Monday, rebels took the town, he said no.",
        "If, as expected, rebels took the town, the road would close.",
        "If nobody helped, rebels took the town.",
        "The claim that, on Monday, rebels took the town is wrong.",
        "Rebels took the town, a claim that is false.",
        "Rebels took the town, a claim the army denied.",
        "Rebels took the town, officials said, but the army denied it.",
        "Rebels took the town, if the reports are right.",
        "Le ministre nie que, lundi, rebels took the town.",
    ],
)
def test_what_is_denied_or_doubted_is_not_said(cited: str) -> None:
    verdict = VERIFIER.check(TOOK, [cited])
    assert not verdict.supported
    assert FactKind.NEGATION in {fact.kind for fact in verdict.missing}
    assert VERIFIER.check(TOOK, [cited, "On Monday, rebels took the town."]).supported
    assert VERIFIER.check(cited, [cited]).supported


@pytest.mark.parametrize(
    ("statement", "cited"),
    [
        (TOOK, ["The minister denied a bribe but, on Monday, rebels took the town."]),
        (TOOK, ["Mr. Hale denied a bribe. On Monday, rebels took the town."]),
        (TOOK, ["Rebels took the town, and the army denied a bribe."]),
        (TOOK, ["“Rebels took the town,” officials said on Sunday."]),
        (TOOK, ["While there is no evidence that Chad helped them, rebels took the town."]),
        ("The mayor said he would stay.", ["Asked if he would resign, the mayor said he would stay."]),
        ("The army denied that rebels took the town.", ["On Monday, the army denied that rebels took the town."]),
        ("The bank set its rate at −0.5% in June.", ["The bank set its rate at -0.5% in June."]),
        ("The big bank set its rate at minus 0.5%.", ["The bank set its rate at -0.5% in June."]),
        ("राम ने इस्तीफा दिया।", ["राम ने इस्तीफा दिया।"]),
        ("Who is to blame?", ["Who is to blame?"]),
        ("He asked: “Who is it?”", ["On Sunday, he asked: “Who is it?”"]),
    ],
)
def test_what_is_said_freely_passes(statement: str, cited: Sequence[str]) -> None:
    assert VERIFIER.check(statement, cited).supported

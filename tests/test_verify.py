"""Faithful statements are kept, altered ones are not certified, and the verdict says which fact lacks its match."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.checks.doubt import unsupported_part
from bot.reading.facts import FactKind
from bot.verify import Verifier, share_of_words

PARAPHRASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "paraphrases.jsonl").read_text(encoding="utf-8").splitlines()
]
SENTENCES = [text for row in PARAPHRASES for text in row["cited"]]
NIGER = (
    "Earlier this year, Niger informed the US that approximately 60 Russian troops would be deployed to the country.",
    "In March, Niger ordered all US troops to leave the country.",
)
VERIFIER = Verifier()


def test_nine_of_ten_paraphrases_are_kept() -> None:
    kept = sum(VERIFIER.check(row["statement"], row["cited"]).supported for row in PARAPHRASES)
    assert kept >= 0.9 * len(PARAPHRASES)


@pytest.mark.parametrize(
    ("statement", "cited", "kind"),
    [
        ("Niger told the US that about 16 Russian troops would come.", NIGER, FactKind.NUMBER),
        ("Niger told the US that about 60 million Russian troops would come.", NIGER, FactKind.NUMBER),
        ("12 troops and 60 planes came.", ["60 troops and 12 planes came to the base."], FactKind.NUMBER),
        ("Rates rose by 2 percentage points.", ["Rates rose by 2 percent."], FactKind.NUMBER),
        ("It cost 5 million euros.", ["It cost $5 million."], FactKind.NUMBER),
        ("The base is 750 miles away.", ["The base is some 750km away, in Agadez."], FactKind.NUMBER),
        ("The vote was 9 to 9.", ["The vote was 9 to 4, after a long debate."], FactKind.NUMBER),
        ("More than 60 troops came.", ["They say that 60 troops came."], FactKind.NUMBER),
        ("In May, Niger ordered all US troops to leave.", NIGER, FactKind.DATE),
        ("Last year, Niger told the US about 60 Russian troops.", NIGER, FactKind.DATE),
        (
            "The coup in Chad took place last year.",
            ["Last year, Chad, which saw a coup, left the force."],
            FactKind.DATE,
        ),
        ("The bridge fell in 1932.", ["The bridge, which opened in 1932, fell in the flood."], FactKind.DATE),
        ("The base will close in March.", ["Austin, who came in March, said the base will close."], FactKind.DATE),
        (
            "The price of oil fell in May.",
            ["Shares rose in May because the price of oil fell."],
            FactKind.DATE,
        ),
        (
            "The tunnel flooded in March.",
            ["The bridge closed in March, although the tunnel flooded."],
            FactKind.DATE,
        ),
        (
            "The bridge closed in March.",
            ["Even though the tunnel flooded in March, the bridge closed."],
            FactKind.DATE,
        ),
        ("Prices rose in May.", ["Prices rose because demand doubled in May."], FactKind.DATE),
        (
            "The profits of the group rose sharply in May.",
            ["Sales fell in May while the profits of the group rose sharply in June."],
            FactKind.DATE,
        ),
        (
            "The tunnel flooded in March.",
            ["Whereas the bridge closed in March, the tunnel flooded."],
            FactKind.DATE,
        ),
        ("In March, Chad ordered all US troops to leave.", NIGER, FactKind.NAME),
        ("In March, Nigeria ordered all US troops to leave.", NIGER, FactKind.NAME),
        ("In March, Niger did not order all US troops to leave.", NIGER, FactKind.NEGATION),
        ("He denied that Niger ordered US troops to leave.", NIGER, FactKind.NEGATION),
        ("The drug shortened stays.", ["The drug did not shorten stays in hospital."], FactKind.NEGATION),
        ("She has met him.", ["The mayor, she said, has never met him."], FactKind.NEGATION),
        ("The figure is certain.", ["The exact figure remains uncertain, they say."], FactKind.NEGATION),
        ("She has not no plans.", ["The mayor has no plans to meet him."], FactKind.NEGATION),
        ("Profits at the airline rose by 12%.", ["The airline’s profits fell by 12% last year."], FactKind.OPPOSITE),
        ("Sales fell while profits rose.", ["Sales rose while profits fell, it said."], FactKind.OPPOSITE),
        ("He left after the vote.", ["He left before the vote was taken."], FactKind.OPPOSITE),
        ("Russia was attacked by Ukraine.", ["Russia attacked Ukraine in 2022."], FactKind.ORDER),
        ("Ukraine attacked Russia in 2022.", ["Russia attacked Ukraine in 2022."], FactKind.ORDER),
        (
            "Imports from Vietnam fell, those from China rose.",
            ["Imports from China fell, those from Vietnam rose."],
            FactKind.ORDER,
        ),
        (
            "Germany said Chancellor Weber would not send soldiers.",
            ["Germany will not send soldiers, Chancellor Weber told the Bundestag on Thursday."],
            FactKind.ORDER,
        ),
        ("The modern mill burnt down on Saturday.", ["The ancient mill burnt down on Saturday."], FactKind.WORDING),
        (
            "The threat posed by violent organizations in Africa is significant.",
            ["The head of the US Africa Command stressed the threat posed by violent organizations in Africa."],
            FactKind.WORDING,
        ),
        (
            "Russia’s invasion of Ukraine in February 2022 was a mistake.",
            ["Tensions have escalated since Russia’s invasion of Ukraine in February 2022."],
            FactKind.WORDING,
        ),
        ("Le maire n’a pas répondu.", ["Le maire de Lyon a répondu lundi."], FactKind.NEGATION),
        ("Die Bahn hat keine Züge gestrichen.", ["Die Bahn hat im Mai Züge gestrichen."], FactKind.NEGATION),
        ("El presidente no firmó el acuerdo.", ["El presidente firmó ayer el acuerdo."], FactKind.NEGATION),
    ],
)
def test_an_altered_fact_is_named(statement: str, cited: Sequence[str], kind: FactKind) -> None:
    verdict = VERIFIER.check(statement, cited)
    assert not verdict.supported
    assert kind in {fact.kind for fact in verdict.missing}
    assert all(fact.text == statement[fact.start : fact.end] for fact in verdict.missing)


@pytest.mark.parametrize(
    ("statement", "cited"),
    [
        ("Ukraine was attacked by Russia.", ["Russia attacked Ukraine in 2022."]),
        ("She stepped down after she lost the vote.", ["She lost the vote before she stepped down."]),
        ("It is not clear how many troops remain.", ["How many troops remain is uncertain."]),
        ("Prices did not rise.", ["Prices have not risen since March."]),
        ("Half of the voters stayed at home.", ["Of the voters, 50% stayed at home."]),
        ("He is 34.", ["The 34-year-old man denied it."]),
        ("The bridge, which fell in May, opened in 1932.", ["The bridge opened in 1932 and fell in May."]),
        ("Chad saw a coup last year.", ["Chad, which had a coup last year, left the force in May."]),
        ("Profits rose in May.", ["Sales fell in May, while profits rose."]),
        ("Sales fell in May.", ["Sales fell while profits rose in May."]),
        ("The price of oil fell in May.", ["Shares rose because the price of oil fell in May."]),
        ("In May, sales doubled, so shares rose.", ["Shares rose in May because sales doubled."]),
        ("The US has armed Kyiv since May 2022.", ["Since the invasion in May 2022, the US has armed Kyiv."]),
    ],
)
def test_other_words_for_the_same_pass(statement: str, cited: Sequence[str]) -> None:
    assert not VERIFIER.check(statement, cited).missing


@pytest.mark.parametrize(
    ("statement", "cited"),
    [
        ("", ["A text."]),
        ("A text.", []),
        ("A text.", [" "]),
        ("However", ["However, the mayor stayed."]),
        ("The", ["The mayor stayed."]),
        ("They are.", ["They are, the mayor said."]),
        ("…", ["The mayor stayed …"]),
    ],
)
def test_nothing_supports_nothing(statement: str, cited: Sequence[str]) -> None:
    verdict = VERIFIER.check(statement, cited)
    assert (verdict.supported, verdict.similarity) == (False, 0.0)


def test_a_number_of_any_length_is_read() -> None:
    assert not VERIFIER.check("They met in 2024.", [f"They met {'9' * 350} times."]).supported


def test_a_statement_about_something_else_lacks_words() -> None:
    verdict = VERIFIER.check("The harvest was good because the spring brought rain.", NIGER)
    assert not verdict.supported
    assert verdict.similarity < 0.3


@given(st.sampled_from(SENTENCES), st.lists(st.sampled_from(SENTENCES), max_size=2), st.data())
def test_a_verbatim_sentence_or_clause_that_nothing_denies_is_supported(
    sentence: str, others: list[str], data: st.DataObject
) -> None:
    clauses = [clause.strip() for clause in sentence.split(", ") if clause.strip()]
    first = data.draw(st.integers(0, len(clauses) - 1))
    last = data.draw(st.integers(first + 1, len(clauses)))
    part = ", ".join(clauses[first:last])
    assume(share_of_words(part, [sentence]) > 0 and not unsupported_part(part, [sentence]))
    assert VERIFIER.check(part, [*others, sentence]).supported
    assert VERIFIER.check(part[0].upper() + part[1:], [sentence, *others]).supported


@given(st.integers(2, 900), st.integers(2, 900))
def test_no_other_number_is_certified(said: int, cited: int) -> None:
    verdict = VERIFIER.check(f"Some {said} people left the city.", [f"About {cited} people have left the city."])
    assert verdict.supported == (said == cited)

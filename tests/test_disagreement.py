"""Articles that give different numbers for the same thing are found, and others left alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.disagreement import differ, disagreeing, other_accounts
from index.domain import Evidence, Source

TOLL = "Twelve people died when the ferry sank off Zanzibar."


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (TOLL, "Fifteen people died when the ferry sank off Zanzibar."),
        (TOLL, "The ferry that sank off Zanzibar killed 15 people, the police said."),
        ("The death toll of the earthquake rose to 120.", "The earthquake's death toll rose to 135."),
        ("The base at Agadez cost $110 million to build.", "It cost 100 million dollars to build the base at Agadez."),
        ("Turnout in the presidential runoff was 61 percent.", "Turnout in the presidential runoff was only 58.5%."),
        ("About 1,000 US troops are based in Niger.", "Some 650 US troops are based in Niger."),
    ],
    ids=["spelt", "other words", "no noun counted", "money", "percent", "about"],
)
def test_different_numbers_for_the_same_thing(first: str, second: str) -> None:
    assert differ(first, second)
    assert differ(second, first)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (TOLL, "The ferry that sank off Zanzibar killed 12 people."),
        (TOLL, "Twelve people died when the ferry with its 200 passengers sank off Zanzibar."),
        (TOLL, "The ferry that sank off Zanzibar carried 200 passengers."),
        (TOLL, "Fifteen people died when the train derailed."),
        ("Twelve people died in Niamey.", "Fifteen people died in Agadez."),
        ("Inflation fell to 5 percent in March.", "Inflation fell to 4 percent in April."),
        ("More than 100 soldiers left the base.", "Some 120 soldiers left the base."),
        ("The first ferry sank off Zanzibar.", "The second ferry sank off Zanzibar."),
        ("The talks on the base begin at 9 am.", "The talks on the base begin in 3 days."),
    ],
    ids=[
        "the same number", "one number more", "of something else", "another event", "another place", "another month",
        "both may be true", "ranks", "other units",
    ],
)  # fmt: skip
def test_no_disagreement(first: str, second: str) -> None:
    assert not differ(first, second)
    assert not differ(second, first)


def evidence(article_id: str, text: str) -> Evidence:
    return Evidence(Source(article_id, article_id), 0, len(text), text, 0.9)


def test_only_sentences_of_different_articles() -> None:
    other = TOLL.replace("Twelve", "Fifteen")
    found = [evidence("monday", TOLL), evidence("monday", other), evidence("tuesday", other)]
    assert disagreeing(found) == ((0, 2),)
    assert disagreeing(found[:2]) == disagreeing([]) == ()
    assert other_accounts(found[:1], found) == found[2:]
    assert other_accounts(found, found) == []


@settings(deadline=None)  # the stemmer is slow at a first word
@given(st.integers(2, 5000), st.integers(2, 5000))
def test_the_number_decides(first: int, second: int) -> None:
    one, other = (f"The flood destroyed {count:,} houses in the valley." for count in (first, second))
    assert differ(one, other) == differ(other, one) == (first != second)


@settings(deadline=None)  # the stemmer is slow at a first word
@given(st.text(max_size=60), st.text(max_size=60))
def test_it_is_symmetric_for_any_text(first: str, second: str) -> None:
    assert differ(first, second) == differ(second, first)
    assert not differ(first, first)

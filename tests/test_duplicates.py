"""Copies of a story are found, other stories are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.duplicates import PERMUTATIONS, copy_groups, signature, words

STORY = (
    "Niger's junta told the United States on Friday to withdraw its troops from the country.",
    "About a thousand soldiers are stationed at an air base near Agadez, in the centre of the country.",
    "The base cost 110 million dollars and was opened in 2019 after long delays.",
    "A spokesman for the Pentagon said that talks about an orderly departure would begin next week.",
    "Russian instructors arrived in Niamey in April with an air defence system.",
    "The two countries had worked together against armed groups in the Sahel for ten years.",
)
OTHER = (
    "Mali's government opened a gold refinery outside Bamako on Friday.",
    "About five hundred people will be employed there, the minister of mines said.",
    "The refinery cost 90 million dollars and was paid for by two investors.",
)
LETTERS = st.text("abcdefghij ", min_size=1, max_size=40)


def test_words_are_the_same_in_two_printings() -> None:
    assert words("“Niger’s JUNTA”, he said.") == words('"Niger\'s junta" he said')
    assert words("尼日尔军政府") == tuple("尼日尔军政府")


@pytest.mark.parametrize(
    "copy",
    [
        pytest.param(STORY, id="the same"),
        pytest.param(
            ("NIAMEY (Our Wire) - " + STORY[0], *STORY[1:], "Reporting by our staff."), id="dateline and credits"
        ),
        pytest.param(STORY[:3], id="cut from below"),
        pytest.param((STORY[0], STORY[4], STORY[3], STORY[2], STORY[1], STORY[5]), id="in another order"),
        pytest.param(tuple(text.replace("country", "state") for text in STORY), id="a word changed"),
    ],
)
def test_copies_are_one_group(copy: tuple[str, ...]) -> None:
    found = copy_groups({"wire": signature(STORY), "copy": signature(copy), "mali": signature(OTHER)})
    assert found == [frozenset({"wire", "copy"})]


@pytest.mark.parametrize("text", [(), ("",), ("Four words stand here.",)], ids=["none", "empty", "too short"])
def test_what_is_too_short_is_no_copy(text: tuple[str, ...]) -> None:
    assert signature(text) == ()
    assert copy_groups({"one": signature(text), "two": signature(text)}) == []


def test_a_signature_never_changes() -> None:
    """It is stored: a library that computes another one makes articles strangers to their stored copies."""
    found = signature(STORY)
    assert len(found) == PERMUTATIONS
    assert found[:3] == (59882326, 28400304, 43382000)


@given(st.dictionaries(st.text(min_size=1, max_size=5), st.lists(LETTERS, max_size=5), max_size=8))
def test_groups_are_apart_and_hold_every_exact_copy(articles: dict[str, list[str]]) -> None:
    signatures = {name: signature(text) for name, text in articles.items()}
    groups = copy_groups(signatures)
    members = [name for group in groups for name in group]
    assert len(members) == len(set(members))
    assert all(len(group) > 1 for group in groups)
    for first, numbers in signatures.items():
        for second, others in signatures.items():
            if first != second and numbers and numbers == others:
                assert any({first, second} <= group for group in groups)

from dataclasses import replace
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.links import text_fragment_link
from index.domain import Evidence, Source


def evidence(text: str, url: str | None = "https://example.org/a") -> Evidence:
    return Evidence(Source("a", "A title", url=url), 0, len(text), text, 1.0)


@pytest.mark.parametrize(
    ("text", "url", "link"),
    [
        pytest.param("Short.", None, None, id="no url, no link"),
        pytest.param("Short.", "https://example.org/a", "https://example.org/a#:~:text=Short.", id="whole"),
        pytest.param(
            "a-b, c&d", "https://example.org/a", "https://example.org/a#:~:text=a%2Db%2C%20c%26d", id="syntax encoded"
        ),
        pytest.param("Yes.", "https://example.org/a#top", "https://example.org/a#top:~:text=Yes.", id="own fragment"),
        pytest.param(
            " ".join(f"word{number}" for number in range(40)),
            "https://example.org/a",
            "https://example.org/a#:~:text=word0%20word1%20word2%20word3%20word4,"
            "word35%20word36%20word37%20word38%20word39",
            id="a long sentence by its ends",
        ),
    ],
)
def test_link(text: str, url: str | None, link: str | None) -> None:
    assert text_fragment_link(evidence(text, url)) == link


@pytest.mark.parametrize(
    ("words", "letters", "whole"),
    [(11, 120, True), (11, 121, False), (10, 121, True), (10, 400, True)],
)
def test_only_a_long_sentence_of_many_words_is_named_by_its_ends(words: int, letters: int, whole: bool) -> None:
    text = "a " * (words - 1)
    text += "b" * (letters - len(text))
    assert len(text) == letters
    link = text_fragment_link(evidence(text))
    assert link is not None
    assert unquote(link.partition(":~:text=")[2]) == (text if whole else f"a a a a a,a a a a {text.split()[-1]}")


def test_a_repeated_sentence_is_told_apart_by_the_words_around_it() -> None:
    link = text_fragment_link(replace(evidence("Yes."), around=("he said", "and left")))
    assert link == "https://example.org/a#:~:text=he%20said-,Yes.,-and%20left"
    link = text_fragment_link(replace(evidence("Yes."), around=("", "and left")))
    assert link == "https://example.org/a#:~:text=Yes.,-and%20left"
    link = text_fragment_link(replace(evidence("Yes."), around=("he said", "")))
    assert link == "https://example.org/a#:~:text=he%20said-,Yes."


@given(st.text(min_size=1, max_size=80).filter(lambda text: bool(text.split())))
def test_the_directive_decodes_to_the_sentence(text: str) -> None:
    link = text_fragment_link(evidence(text))
    assert link is not None
    directive = link.partition(":~:text=")[2]
    assert not set(directive) & set("-,&")
    assert unquote(directive) == " ".join(text.split())

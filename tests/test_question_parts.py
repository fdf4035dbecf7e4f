"""Questions in two parts: where they part, and what becomes of each."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.answer import Citation, Draft, Reason, Refusal, Statement
from bot.joining import join_drafts, join_evidence
from bot.question_parts import question_parts
from bot.render import answer_text
from index.domain import Evidence, Source


@pytest.mark.parametrize(
    ("question", "second"),
    [
        ("How many troops came and where are they housed?", "Where are they housed?"),
        ("When did Niger order them to leave, and why?", "Why?"),
        ("Who won the race? And by whom was the prize given?", "By whom was the prize given?"),
        ("What did he say; when was it said?", "When was it said?"),
        ("Where is the base and also how old is it?", "How old is it?"),
    ],
)
def test_a_question_word_opens_the_second_part(question: str, second: str) -> None:
    assert question_parts(question)[1:] == (second,)


@pytest.mark.parametrize(
    "question",
    [
        "Who said that trade and tourism grew?",
        "When and where was he born?",
        "Did he say who came and who left?",
        "What is known of when and where the ship sank?",
        "Niger and what it did",
        "Who came and what did they see and why?",
    ],
)
def test_other_questions_stay_whole(question: str) -> None:
    assert question_parts(question) == (question,)


PIECES = st.sampled_from(["who", "won the race", "and", "also", "where", "by whom", "it began", "why", "?", ";", ","])


@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=9).map(" ".join)))
@example("Who won the race, and where and why?")
def test_no_word_is_lost_but_those_that_join(question: str) -> None:
    def words(text: str) -> list[str]:
        return [word for word in re.findall(r"\w+", text.casefold()) if word not in ("and", "also")]

    assert words(" ".join(question_parts(question))) == words(question)


def found(article: str, start: int) -> Evidence:
    text = f"Sentence {start} of {article}."
    return Evidence(Source(article, "A title"), start, start + len(text), text, 0.9)


def said(*evidence: Evidence) -> Draft:
    citations = tuple(Citation(number, one) for number, one in enumerate(evidence, start=1))
    return Draft(tuple(Statement(one.evidence.text, (one.number,)) for one in citations), citations, confidence=0.8)


REFUSED = Draft(refusal=Refusal(Reason.WEAK_MATCH), confidence=0.1)
A, B, C, D = (found("a", 1), found("a", 2), found("b", 1), found("b", 2))


@pytest.mark.parametrize(
    ("drafts", "expected"),
    [
        ((said(A, B), said(C, D)), (A, C, B)),
        ((said(A), said(A)), (A,)),
        ((said(A, C), said(C)), (A, C)),
        ((said(A, B, D), REFUSED), (A, B, D)),
    ],
)
def test_the_best_of_each_part_comes_first_and_once(drafts: Sequence[Draft], expected: Sequence[Evidence]) -> None:
    joined = join_drafts(("First?", "Second?"), drafts)
    assert [one.evidence for one in joined.citations] == list(expected)
    assert [one.text for one in joined.statements] == [one.text for one in expected]
    assert [one.citations for one in joined.statements] == [(number + 1,) for number in range(len(expected))]


def test_a_part_that_is_refused_is_named() -> None:
    joined = join_drafts(("First?", "Second?"), (REFUSED, said(A)))
    assert answer_text(joined) == "Sentence 1 of a. [1] The articles do not say: First?"


def test_evidence_is_joined_in_turn() -> None:
    assert join_evidence([[A, B], [C, A, D]]) == [A, C, B, D]

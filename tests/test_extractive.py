from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer import Reason
from bot.extractive import LEAST_SCORE, MOST_STATEMENTS, SHARE_BESIDE, SHARE_OF_ODDS, ExtractiveAnswerer
from index.domain import Evidence, Source

QUESTION = "How many Russian troops would be deployed?"
SENTENCES = (
    "Niger said that about 60 Russian troops would be deployed.",
    "They are housed in a wing close to the Americans.",
    "The head of the command spoke in Honolulu.",
    "Chad asked dozens of soldiers to leave before the elections.",
)


def evidence(number: int, score: float, article: str = "a") -> Evidence:
    text = SENTENCES[number]
    return Evidence(Source(article, "A title"), number * 100, number * 100 + len(text), text, score)


def test_the_best_sentence_first_and_others_as_they_are_read() -> None:
    draft = ExtractiveAnswerer().answer(QUESTION, [evidence(2, 0.8), evidence(3, 0.79), evidence(0, 0.78)])
    assert [one.text for one in draft.statements] == [SENTENCES[2], SENTENCES[0], SENTENCES[3]]
    assert [one.citations for one in draft.statements] == [(1,), (2,), (3,)]
    assert [one.evidence.text for one in draft.citations] == [one.text for one in draft.statements]


def test_a_sentence_much_less_likely_is_not_said() -> None:
    for odds, said in ((3.6 * SHARE_OF_ODDS, 1), (4.4 * SHARE_OF_ODDS, 2)):
        score = odds / (1 + odds)  # beside odds of 4
        draft = ExtractiveAnswerer().answer("Who spoke?", [evidence(3, 0.8), evidence(2, score)])
        assert [one.text for one in draft.statements] == [SENTENCES[3], SENTENCES[2]][:said]


def test_behind_a_weak_sentence_the_others_are_too_weak() -> None:
    for score, said in ((0.9 * LEAST_SCORE, 1), (1.1 * LEAST_SCORE, 2)):
        draft = ExtractiveAnswerer().answer("Who spoke?", [evidence(3, 0.5), evidence(2, score)])
        assert len(draft.statements) == said


def test_what_stands_beside_a_sentence_that_is_said_must_be_more_likely() -> None:
    best = evidence(2, 0.5)
    for gap, odds, said in ((2, 0.9 * SHARE_BESIDE, 1), (2, 1.1 * SHARE_BESIDE, 2), (9, 0.9 * SHARE_BESIDE, 2)):
        score = odds / (1 + odds)
        start = best.end + gap
        following = replace(evidence(3, score), start=start, end=start + len(SENTENCES[3]))
        assert len(ExtractiveAnswerer().answer("Who spoke?", [best, following]).statements) == said
        elsewhere = replace(following, source=Source("b", "Another"))
        assert len(ExtractiveAnswerer().answer("Who spoke?", [best, elsewhere]).statements) == 2


def test_the_same_is_said_once() -> None:
    twin = replace(evidence(0, 0.89, "b"), text=SENTENCES[0].replace("Niger said that about", "About"))
    draft = ExtractiveAnswerer().answer(QUESTION, [evidence(0, 0.9), twin])
    assert len(draft.statements) == 1


def test_a_further_sentence_must_hold_what_is_asked_for_too() -> None:
    draft = ExtractiveAnswerer().answer(QUESTION, [evidence(0, 0.9), evidence(1, 0.89)])
    assert [one.text for one in draft.statements] == [SENTENCES[0]]
    draft = ExtractiveAnswerer().answer("What is said of the Russians?", [evidence(0, 0.9), evidence(1, 0.89)])
    assert [one.text for one in draft.statements] == [SENTENCES[0], SENTENCES[1]]


def test_words_that_answer_are_marked() -> None:
    (statement,) = ExtractiveAnswerer().answer(QUESTION, [evidence(0, 0.9)]).statements
    assert [statement.text[start:end] for start, end in statement.focus] == ["60"]


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("Election results", False),
        ("The troops in Niger", False),
        ("Belgium 3 – 0 Panama", True),
        ("They left.", True),
        ("He said: “They left.”", True),
        ("Russian troops in the capital of Niger since May", True),
    ],
)
def test_a_heading_is_no_statement(text: str, stated: bool) -> None:
    draft = ExtractiveAnswerer().answer(QUESTION, [replace(evidence(1, 0.95), text=text), evidence(0, 0.9)])
    assert (draft.statements[0].text == text) is stated


def test_what_an_article_asks_is_no_statement() -> None:
    asked = replace(evidence(1, 0.95), text="“How many Russian troops would be deployed?”")
    draft = ExtractiveAnswerer().answer(QUESTION, [asked, evidence(0, 0.9)])
    assert [one.text for one in draft.statements] == [SENTENCES[0]]
    refusal = ExtractiveAnswerer().answer(QUESTION, [asked]).refusal
    assert refusal is not None
    assert refusal.closest == ()


def test_no_evidence_is_no_match() -> None:
    refusal = ExtractiveAnswerer().answer(QUESTION, []).refusal
    assert refusal is not None
    assert (refusal.reason, refusal.closest) == (Reason.NO_MATCH, ())


def test_what_the_judge_doubts_is_refused_with_what_came_nearest() -> None:
    draft = ExtractiveAnswerer(lambda *_: 0.19, 0.2).answer(QUESTION, [evidence(n, 0.9) for n in range(4)])
    assert draft.refusal is not None
    assert (draft.refusal.reason, draft.confidence) == (Reason.WEAK_MATCH, 0.19)
    assert [one.evidence.text for one in draft.refusal.closest] == list(SENTENCES[:2])
    assert (draft.statements, draft.citations) == ((), ())


def test_a_name_no_article_mentions_is_refused_whatever_the_score() -> None:
    draft = ExtractiveAnswerer(lambda *_: 1.0, 0.2, lambda _: ("Wagner",)).answer("Wagner?", [evidence(0, 0.99)])
    assert draft.refusal is not None
    assert draft.refusal.unmentioned == ("Wagner",)


@given(st.lists(st.tuples(st.integers(0, 3), st.floats(0, 1), st.sampled_from("ab")), max_size=8), st.floats(0, 1))
def test_every_statement_is_a_sentence_of_the_evidence(found: list[tuple[int, float, str]], confidence: float) -> None:
    given_evidence = sorted((evidence(*one) for one in found), key=lambda one: -one.score)
    draft = ExtractiveAnswerer(lambda *_: confidence, 0.5).answer(QUESTION, given_evidence)
    assert (draft.refusal is None) == (bool(draft.statements) and confidence >= 0.5)
    assert len(draft.statements) <= MOST_STATEMENTS
    assert {number for one in draft.statements for number in one.citations} == {one.number for one in draft.citations}
    for statement, citation in zip(draft.statements, draft.citations, strict=True):
        assert statement.text == citation.evidence.text
        assert citation.evidence in given_evidence

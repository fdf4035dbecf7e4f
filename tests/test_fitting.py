"""What the sentence head and the refusal are fitted with finds what was planted."""

import numpy as np
import pytest

from bench.asked import Asked, Kind
from bench.head import READ, STATE, Numbers, calibration, fit_head, log_odds, shifted
from bench.refusal import Row, told_apart, unseen_chances
from index.candidates import Candidate, FoundPassage
from index.domain import Passage, Source
from index.passage_reader import Reading
from index.records import StoredPassage
from index.sentence_head import FEATURES, SentenceHead, features

WIDTH = 8
SENTENCES = 5
RANDOM = np.random.default_rng(7)
LIKE = SentenceHead("model", "states", 0.0, {}, np.zeros(WIDTH, dtype=np.float32))
NOWHERE, TOLD = np.zeros(WIDTH), np.eye(WIDTH)[0]


def asked(number: int) -> Asked:
    """A question on five sentences; the state of the right one leans towards the first axis."""
    text = " ".join(f"Sentence {place} of {number}." for place in range(SENTENCES))
    length = len(f"Sentence 0 of {number}.")
    spans = tuple((place * (length + 1), place * (length + 1) + length) for place in range(SENTENCES))
    stored = StoredPassage(
        f"{number}", Passage(f"{number}", 0, 0, len(text), text, spans), Source(f"{number}", "A title")
    )
    found = FoundPassage(stored, 0, 0.8)
    right = number % SENTENCES
    states = RANDOM.normal(size=(SENTENCES, WIDTH)).astype(np.float32)
    states[right, 0] += 4
    candidates = [Candidate(found, place, float(RANDOM.random()), 0.5) for place in range(SENTENCES)]
    hits = [place == right for place in range(SENTENCES)]
    return Asked("set", Kind.ANSWERABLE, f"{number}", "Which?", True, (), candidates, [Reading(tuple(states))], hits)


TRAIN, TEST = [asked(number) for number in range(100, 160)], [asked(number) for number in range(200, 260)]


def share_right(without: frozenset[str], direction: Numbers = NOWHERE) -> float:
    head = fit_head(TRAIN, LIKE, direction, without)
    return float(np.mean([one.right[int(np.argmax(log_odds(head, one)))] for one in TEST]))


def test_a_head_finds_the_direction_that_tells_the_right_sentence() -> None:
    assert share_right(frozenset()) > 0.9
    assert share_right(frozenset({STATE})) < 0.6, "nothing else tells it"


def test_the_direction_of_the_reader_is_enough_where_states_have_no_weight() -> None:
    assert share_right(frozenset({STATE}), TOLD) > 0.9
    assert share_right(frozenset({STATE, READ}), TOLD) < 0.6
    head = fit_head(TRAIN, LIKE, TOLD, frozenset({STATE}))
    assert int(np.argmax(np.abs(head.state))) == 0, "its weight is part of the state's"


def test_log_odds_are_those_of_the_head_in_use() -> None:
    head = fit_head(TRAIN, LIKE, NOWHERE)
    one = TEST[0]
    by_head = [head.log_odds(candidate, one.readings[0].states[candidate.number]) for candidate in one.candidates]
    np.testing.assert_allclose(log_odds(head, one), by_head, atol=1e-4)
    assert set(features(one.candidates[0])) == set(FEATURES)


def test_a_calibrated_head_is_right_as_often_as_it_says() -> None:
    head = fit_head(TRAIN, LIKE, NOWHERE)
    scores = [log_odds(head, one) for one in TEST]
    sure = shifted(head, calibration(scores, TEST))
    chances = [1 / (1 + np.exp(-max(log_odds(sure, one)))) for one in TEST]
    right = [one.right[int(np.argmax(score))] for one, score in zip(TEST, scores, strict=True)]
    assert np.mean(chances) == pytest.approx(np.mean(right), abs=1e-4)


def rows() -> list[Row]:
    """Answerable questions have the higher logit; every tenth of the others is refused by a rule."""
    made = []
    for number in range(200):
        answerable = number % 2 == 0
        logit = float(RANDOM.normal(3 if answerable else 0))
        values = {"logit": logit, "noise": float(RANDOM.normal())}
        kind = f"set {Kind.ANSWERABLE.value if answerable else Kind.UNANSWERABLE.value}"
        made.append(Row(kind, f"article {number % 40}", answerable, values, not answerable and number % 10 == 1))
    return made


def test_chances_tell_answerable_questions_apart_and_heed_the_rules() -> None:
    made = rows()
    chances = unseen_chances(made, 5)
    assert all(chance == 0 for row, chance in zip(made, chances, strict=True) if row.refused)
    area, at_ninety, at_ninety_five = map(float, told_apart(made, chances, "set unanswerable").split())
    assert area > 0.9
    assert at_ninety >= at_ninety_five > 0.3
    blind = unseen_chances(made, 5, frozenset({"logit"}))
    assert float(told_apart(made, blind, "set unanswerable").split()[0]) < area

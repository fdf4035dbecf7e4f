"""Which questions say what they are about, so that none of a question before is put behind them."""

import pytest

from bot.conversation import Turn
from bot.own_topic import names_own_topic, split_topic
from bot.topic import with_topic


@pytest.mark.parametrize(
    "question",
    [
        "how many people died in the plane crash",
        "when was the election in kestonia",
        "is lanternism a religion",
        "who hacked lanternism",
        "what is lanternism",
        "where was the stolen seascape found",
        "how do vaccines work",
        "does aspirin help",
        "what causes earthquakes",
        "can dogs fly",
        "who plays for velmont",
        "qui a gagné l'élection",
    ],
)
def test_a_noun_that_stands_where_a_topic_does_is_one_in_small_letters_too(question: str) -> None:
    assert names_own_topic(question)
    assert with_topic(question, [Turn("who saw the whale first", ("A fisherman saw it.",))]) is None


@pytest.mark.parametrize(
    "question",
    [
        "how many people died",
        "where?",
        "why did he go?",
        "was anyone arrested?",
        "did anyone survive",
        "what happened next",
        "what was agreed?",
        "how much money was paid",
        "and the injured?",
        "who was responsible",
        "what did the police say",
        "who is to blame",
        "combien de morts",
    ],
)
def test_what_any_event_has_names_none(question: str) -> None:
    assert not names_own_topic(question)


def test_one_noun_alone_that_was_just_mentioned_points_back() -> None:
    before = [Turn("what caused the plane crash", ("Ice on the wings did.",))]
    assert with_topic("who survived the crash", before) == "who survived the crash (plane)?"
    assert with_topic("who survived the fire", before) is None


def test_a_topic_is_put_behind_a_question_once() -> None:
    assert split_topic("Who died (plane crash)?") == ("Who died?", "plane crash")
    assert split_topic("Who died (at sea) in May?") == ("Who died (at sea) in May?", "")
    before = [Turn("What caused the crash?", ("Ice.",)), Turn("Who died (caused crash)?", ("A pilot.",))]
    assert with_topic("Where was it?", before) == "Where was it (caused crash)?"


def test_what_names_nothing_or_was_refused_lends_no_topic() -> None:
    whale = Turn("who saw the whale first", ("A fisherman saw it.",))
    refused, unnamed = Turn("what is the price of gold"), Turn("who paid", ("Nobody paid.",))
    assert with_topic("was anyone hurt", [whale, refused, unnamed]) == "was anyone hurt (whale first)?"
    assert with_topic("was anyone hurt", [refused]) is None


def test_a_measure_that_was_asked_for_is_no_topic() -> None:
    before = [Turn("how heavy is the whale", ("It weighs forty tons.",))]
    assert with_topic("how old is the whale", before) is None
    assert with_topic("how old is it", before) == "how old is it (whale)?"

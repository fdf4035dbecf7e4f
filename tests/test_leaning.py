"""Which questions cannot be meant by themselves, and which a few words ask on."""

import pytest

from bot.conversation import Turn
from bot.leaning import is_about_the_chat, is_fragment, leans
from bot.topic import with_topic

FLOODS = [Turn("how many people died in the kenya floods", ("31 people died.",))]


@pytest.mark.parametrize(
    "question",
    [
        "who came second?",
        "was anyone hurt?",
        "any critics",
        "what happened next",
        "Numbers?",
        "who else",
        "what did she say",
        "how many arrests",
        "who was blamed",
        "tell me more",
        "can you tell me who died",
        "qui d'autre ?",
        "depuis quand ?",
        "qu'a-t-il dit ?",
        "c'est où",
    ],
)
def test_it_leans_on_what_was_asked_before(question: str) -> None:
    assert leans(question)
    assert with_topic(question, FLOODS) == f"{question.rstrip(' ?')} (kenya floods)?"


@pytest.mark.parametrize("question", ["critics?", "and morocco", "how many spectators", "tell me a joke"])
def test_what_has_a_word_of_its_own_may_be_meant_otherwise(question: str) -> None:
    assert not leans(question)


@pytest.mark.parametrize("question", ["How old are you?", "how do i make pancakes", "where do you live"])
def test_what_is_asked_of_those_who_talk_gets_no_topic(question: str) -> None:
    assert is_about_the_chat(question)
    assert with_topic(question, FLOODS) is None


def test_a_few_words_without_a_verb_are_a_question_unless_they_ask_for_something_to_be_done() -> None:
    assert is_fragment("survivors")
    assert is_fragment("and the referee?")
    assert not is_fragment("thank the author for me")
    assert not is_fragment("stop please")
    assert with_topic("thank the author for me", FLOODS) is None


def test_what_goes_on_with_and_is_the_one_of_the_last_topic() -> None:
    assert with_topic("and the referee?", FLOODS) == "and the referee (kenya floods)?"
    assert with_topic("the referee?", FLOODS) is None


@pytest.mark.parametrize(
    ("before", "topic"),
    [
        ("who won the danube-tisza marathon", "danube-tisza marathon"),
        ("when was the power cable to estonia cut", "power cable to estonia"),
        ("which tanker was boarded by finland", "tanker, finland"),
        ("Who told the US about Niger?", "US about Niger"),
        ("who watched the series about a waterworks", "series about a waterworks"),
        ("how long is the new railway in vietnam", "new railway in vietnam"),
        ("when did sarnwald vote on free buses", "sarnwald, free buses"),
        ("why did swiss voters reject free buses", "swiss voters reject free buses"),
        ("quand le pont de Valbrune s'est-il effondré ?", "pont de Valbrune"),
    ],
)
def test_the_topic_is_put_behind_in_the_words_of_the_question_before(before: str, topic: str) -> None:
    assert with_topic("what next?", [Turn(before, ("So.",))]) == f"what next ({topic})?"

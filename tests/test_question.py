import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.question import MOST_CHARACTERS, QuestionError, asked_question, tidy_question


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        pytest.param("  who\n is it? ", "who is it?", id="one line"),
        pytest.param("cafe\u0301?", "caf\u00e9?", id="NFC"),
        pytest.param("who\x00 is\x1b it", "who is it", id="control characters"),
        pytest.param("who \ud800 is it", "who \ufffd is it", id="half a surrogate pair"),
    ],
)
def test_a_question_is_tidied(typed: str, asked: str) -> None:
    assert tidy_question(typed) == asked


@pytest.mark.parametrize("typed", ["", "   ", "\n", "?!", "🙂"])
def test_what_holds_no_words_is_no_question(typed: str) -> None:
    with pytest.raises(QuestionError, match="no question"):
        tidy_question(typed)


def test_a_far_too_long_question_says_how_long_it_may_be() -> None:
    with pytest.raises(QuestionError, match=r"10,000 characters; a question may have 1,000"):
        tidy_question("a" * 10_000)


@given(st.text(min_size=1, max_size=MOST_CHARACTERS))
def test_tidying_twice_is_tidying_once(typed: str) -> None:
    try:
        once = tidy_question(typed)
    except QuestionError:
        return
    assert tidy_question(once) == once


@pytest.mark.parametrize(
    "typed",
    [
        "Thanks!",
        "ok",
        "Hello",
        "good bot 🙂",
        "How are you?",
        "what's up",
        "What time is it?",
        "Merci beaucoup",
        "Ça va ?",
        "d’accord",
    ],
)
def test_small_talk_asks_nothing_of_the_articles(typed: str) -> None:
    with pytest.raises(QuestionError, match="Ask a question: who, what"):
        asked_question(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "latest news",
        "News",
        "What's new?",
        "any news today?",
        "show me the headlines",
        "Quoi de neuf ?",
        "les actualités",
    ],
)
def test_news_of_nothing_named_asks_nothing_either(typed: str) -> None:
    with pytest.raises(QuestionError, match="Ask a question: who, what"):
        asked_question(typed)


@pytest.mark.parametrize(
    "typed", ["latest news from Niger", "What is new in the report?", "who reads the news", "stories of the dam"]
)
def test_news_of_something_is_asked(typed: str) -> None:
    assert asked_question(typed) == typed


@pytest.mark.parametrize(
    "typed", ["Niger", "Who said thanks?", "How are you taxed?", "Hello Kitty", "no-fly zone", "when?"]
)
def test_what_may_be_about_the_articles_is_asked(typed: str) -> None:
    assert asked_question(typed) == typed

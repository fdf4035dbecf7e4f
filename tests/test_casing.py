"""Questions in capitals and in title case are read as others are, and shown as they were typed."""

from collections.abc import Sequence

import pytest

from bot.conversation import Turn
from bot.engine import Engine
from bot.extractive import ExtractiveAnswerer
from bot.reading.casing import sensible_case
from bot.unknown_names import unknown_names
from index.domain import Evidence, Source

INSPECTED = "The maker Boeing will inspect 171 aircraft of Alaska Airlines, the US regulator said in April."


class Shelf:
    """Finds one sentence, and remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def refresh(self) -> int:
        return 1

    def respelt(self, question: str) -> str:
        return question.replace("boieng", "Boeing")

    def search(self, question: str, _count: int) -> Sequence[Evidence]:
        self.asked.append(question)
        return (Evidence(Source("a", "A title"), 0, len(INSPECTED), INSPECTED, 0.9),)


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def engine(shelf: Shelf) -> Engine:
    def unknown(question: str) -> tuple[str, ...]:
        return unknown_names(question, lambda word: word.removesuffix("'s") in INSPECTED)

    return Engine(shelf, ExtractiveAnswerer(unknown=unknown))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("HOW MANY AIRCRAFT WILL BOEING INSPECT?", "How many aircraft will Boeing inspect?"),
        ("How Many Aircraft Will Boeing Inspect?", "How many aircraft will Boeing inspect?"),
        ("What Did the US Say to Boeing in April?", "What did the US say to Boeing in April?"),
        ("Who Is Emmanuel Macron?", "Who is emmanuel macron?"),
        (
            "How Many People died In Zagreb And Were Hurt In Split?",
            "How many people died in zagreb and were hurt in split?",
        ),
        ("EXPLAIN BOEING PROBLEMS", "Explain Boeing problems"),
        ("COMBIEN BOEING A-T-IL PERDU ?", "Combien Boeing a-t-il perdu ?"),
        ("HOW MANY 737s DID BOEING INSPECT", "How many 737s did Boeing inspect"),
        ("Is There A Plane That I Missed?", "Is there a plane that I missed?"),
    ],
)
def test_capitals_are_read_as_small_letters_but_for_names(typed: str, read: str) -> None:
    assert sensible_case(typed, (INSPECTED,)) == read


@pytest.mark.parametrize(
    "question",
    [
        "NATO?",
        "US EU?",
        "WHEN?",
        "Is Emmanuel Macron French?",
        "Is Will Smith American?",
        "Is Los Angeles American?",
        "Is WHO European?",
        "Who founded The New York Times?",
        "Who wrote Gone With The Wind?",
        "What about NATO and the EU?",
        "how many aircraft will boeing inspect",
        "मंत्री ने क्या कहा?",
    ],
)
def test_other_questions_stay_as_they_are(question: str) -> None:
    assert sensible_case(question, (INSPECTED,)) == question


@pytest.mark.parametrize(
    "question",
    [
        "HOW MANY AIRCRAFT WILL BOEING INSPECT?",
        "How Many Aircraft Will Boeing Inspect?",
        "HOW MANY FLIGHTS DID THE AIRLINE CANCEL?",
    ],
)
def test_a_question_in_capitals_is_answered_and_shown_as_it_was_typed(
    question: str, engine: Engine, shelf: Shelf
) -> None:
    answer = engine.answer(question)
    assert answer.answered
    assert answer.question == answer.standalone_question == question
    assert answer.draft.read_as is None
    assert shelf.asked == [question.capitalize()]


def test_a_name_no_article_has_is_still_refused(engine: Engine) -> None:
    for question in ("How Many CIA Agents Are There?", "What does Wagner want?"):
        assert not engine.answer(question).answered


def test_what_was_respelt_is_shown(engine: Engine) -> None:
    assert engine.answer("WHAT WILL BOIENG INSPECT?").draft.read_as == "What will Boeing inspect?"


def test_follow_ups_in_capitals_lean_on_questions_in_capitals(engine: Engine) -> None:
    turns = [Turn("WHO LEADS BOEING?", (INSPECTED,))]
    assert engine.answer("WHEN WILL IT INSPECT THEM?", turns=turns).standalone_question == (
        "When will Boeing inspect them?"
    )
    assert engine.answer("WHAT ABOUT ALASKA AIRLINES?", turns=turns).standalone_question == (
        "Who leads Alaska Airlines?"
    )
    asked = "WHAT DID THE REGULATOR SAY IN APRIL?"
    assert engine.answer(asked, turns=turns).standalone_question == asked

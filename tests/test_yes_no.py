"""Yes/no questions are answered by the sentence that decides them, whichever way, and by no other."""

from collections.abc import Iterable

import pytest

from bot.answerability import features, load_answerability
from bot.reading.casing import as_written
from bot.reading.yes_no import asks_yes_no, undecided
from index.domain import Evidence, Signals, Source
from tests.fakes import OverlapReranker

BANK = "The bank rejected the offer on Monday."
RERANKER = OverlapReranker()
MINE = "Workers at the mine voted on Tuesday to end a strike."


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Did they leave?", True),
        ("has the bridge been rebuilt", True),
        ("Is it open or not?", True),
        ("Haven’t they left?", True),
        ("And so, can't they leave?", True),
        ("But did they leave?", True),
        ("Tell me whether they left.", True),
        ("What happens if they leave?", False),
        ("Ont-ils quitté le Niger ?", True),
        ("Le ministre a-t-il accepté ?", True),
        ("Est-ce qu'ils sont partis ?", True),
        ("Qu'est-ce qu'ils ont dit ?", False),
        ("Que fait-il ?", False),
        ("Quand a-t-il accepté ?", False),
        ("Combien sont-ils ?", False),
        ("Is the output simple or complex?", False),
        ("When did they leave?", False),
    ],
)
def test_what_asks_for_yes_or_no(question: str, expected: bool) -> None:
    assert asks_yes_no(question) is expected


@pytest.mark.parametrize(
    ("question", "sentence", "known", "expected"),
    [
        pytest.param("Did the bank reject the offer?", BANK, (), False, id="it says so"),
        pytest.param("Did the bank accept the offer?", BANK, (), False, id="it says the opposite"),
        pytest.param("Didn't the bank reject the offer?", BANK, (), False, id="the opening word is no name"),
        pytest.param("Please tell me if the bank rejected the offer", BANK, (), False, id="nor is Please"),
        pytest.param("Was the mine sold to rich investors?", MINE, (), False, id="a quarter of the words"),
        pytest.param("Was the mine sold to rich foreign investors?", MINE, (), True, id="less than a quarter"),
        pytest.param("Did Andara accept the offer?", BANK, (), True, id="another actor"),
        pytest.param("Did Andara reject the offer?", BANK, ("Andara is a bank.",), False, id="named before"),
        pytest.param("Did Andara accept?", MINE, (), True, id="about something else"),
        pytest.param("When did Andara accept the offer?", MINE, (), False, id="another kind of question"),
    ],
)
def test_what_leaves_a_question_open(question: str, sentence: str, known: tuple[str, ...], expected: bool) -> None:
    assert undecided(question, sentence, known) is expected


def test_what_denies_a_yes_no_question_counts_for_an_answer_to_it() -> None:
    evidence = (_evidence("Suomilink was not damaged when the other cable was cut."),)
    asked, told = (
        features("Was Suomilink damaged?", evidence, RERANKER),
        features("When was Suomilink damaged?", evidence, RERANKER),
    )
    assert (asked["negation_differs"], told["negation_differs"]) == (0.0, 1.0)
    rejected = (_evidence(BANK),)
    assert features("Did the bank accept the offer?", rejected, RERANKER)["opposites"] == 0.0
    assert features("Why did the bank accept the offer?", rejected, RERANKER)["opposites"] == 1.0


def test_a_question_about_another_has_no_probability() -> None:
    answerability = load_answerability()
    assert answerability.probability("Did the bank accept the offer?", (_evidence(BANK),), RERANKER) > 0.1
    assert (
        answerability.probability(
            "did tsereli accept the offer", (_evidence(BANK), _evidence("Ask Tsereli.")), RERANKER
        )
        == 0
    )


def test_the_capitals_of_the_evidence_are_read_once_a_question(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def reading(question: str, texts: Iterable[str]) -> str:
        read.append(question)
        return as_written(question, texts)

    monkeypatch.setattr("bot.answerability.as_written", reading)
    question = "did the bank take the offer of tsereli"
    evidence = (_evidence("The bank took the offer of Tsereli."),)
    assert load_answerability().probability(question, evidence, RERANKER) > 0
    assert read == [question]


@pytest.mark.parametrize(
    ("question", "written"),
    [
        ("who leads green delta", "who leads Green Delta"),
        ("what did estonia's minister say", "what did Estonia's minister say"),
        ("how many trains are there", "how many trains are there"),
        ("Who leads GREEN delta", "Who leads GREEN Delta"),
        ("will it open in may", "will it open in may"),
    ],
)
def test_names_in_small_letters_get_the_capitals_that_articles_give_them(question: str, written: str) -> None:
    texts = ("The group Green Delta met Estonia's minister in May.", "Trains run. The trains are red, the sea green.")
    assert as_written(question, texts[:1] if "green" in question.casefold() else texts) == written


def _evidence(text: str) -> Evidence:
    signals = Signals(log_odds=5.0, context_coverage=1.0, before="", after="")
    return Evidence(Source("a", "A title", None, None, None), 0, len(text), text, 0.9, signals)

import pytest

from bot.reading.answer_types import AnswerType, answer_type, answers_in, plainly_missing, sure_answers

TROOPS = "How many Russian troops did Niger say would be deployed?"
SIXTY = "Earlier this year, Niger informed the US that approximately 60 Russian troops would be deployed."
DRONES = "Most are believed to be at a drone base in Agadez, some 750km from Niamey."


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        (TROOPS, AnswerType.NUMBER),
        ("What is the total number of votes?", AnswerType.NUMBER),
        ("When did it begin?", AnswerType.TIME),
        ("In which year was it built?", AnswerType.TIME),
        ("Where is the drone base?", AnswerType.PLACE),
        ("Which country left?", AnswerType.PLACE),
        ("Who signed it?", AnswerType.PERSON),
        ("Why did they leave?", AnswerType.REASON),
        ("Did they leave?", AnswerType.YES_NO),
        ("What did he say about the plan?", AnswerType.OTHER),
        ("Combien de soldats sont partis ?", AnswerType.NUMBER),
    ],
)
def test_what_a_question_asks_for(question: str, kind: AnswerType) -> None:
    assert answer_type(question) is kind


@pytest.mark.parametrize(
    ("question", "sentence", "found"),
    [
        pytest.param(TROOPS, SIXTY, ["60"], id="a number"),
        pytest.param("How many American troops are left?", DRONES, [], id="a distance counts nothing"),
        pytest.param("How many kilometres is it?", "It is 12 kilometres away.", ["12 kilometres"], id="its own unit"),
        pytest.param(
            "How many of the 60 troops left?", "Of the 60 troops, 12 left.", ["12"], id="not the asked number"
        ),
        pytest.param(TROOPS, "Troops arrived at Airbase 101 and Russian troops train.", [], id="part of a name"),
        pytest.param(TROOPS, "About 60 Russian troops came.", ["60"], id="a capital of the sentence's own"),
        pytest.param("When was it?", "It happened in February 2022.", ["February 2022"], id="a date"),
        pytest.param("Who met Mr. Austin?", "Mr. Austin met Paul Melly.", ["Paul Melly"], id="not the asked name"),
        pytest.param("Where is it?", "Paul Melly said it is in Agadez.", ["Agadez"], id="a name behind a preposition"),
    ],
)
def test_where_a_sentence_holds_it(question: str, sentence: str, found: list[str]) -> None:
    spans = answers_in(answer_type(question), question, sentence)
    assert [sentence[start:end] for start, end in spans] == found


@pytest.mark.parametrize(
    ("question", "sentence", "missing"),
    [
        (TROOPS, SIXTY, False),
        (TROOPS, "Russian troops would be deployed.", True),
        (TROOPS, "Dozens of Russian troops would be deployed.", False),
        ("On what day did they arrive?", "They arrived earlier this year.", True),
        ("On what day did they arrive?", "They arrived on 3 May.", False),
        ("In which year did it start?", "It started in May.", True),
        ("When did it start?", "It started with a coup.", False),
        ("What did they do?", "They left.", False),
    ],
)
def test_what_is_asked_outright_and_is_not_there(question: str, sentence: str, missing: bool) -> None:
    assert plainly_missing(question, sentence) is missing


@pytest.mark.parametrize(
    ("question", "sentence", "focus"),
    [
        pytest.param(TROOPS, SIXTY, ["60"], id="the number beside what is counted"),
        pytest.param("How many planes landed?", "60 troops came with the planes.", [], id="it counts something else"),
        pytest.param(TROOPS, "Troops arrived at Airbase 101 and Russian troops train.", [], id="part of a name"),
        pytest.param(TROOPS, "About 60 Russian troops came.", ["60"], id="a capital of the sentence's own"),
        pytest.param("When was it?", "It happened in February 2022.", ["February 2022"], id="the one date"),
        pytest.param("When was it?", "It was in May 2021 and in June 2022.", [], id="two dates"),
        pytest.param("Who won?", "Paul Melly won.", [], id="a name's form is no proof"),
    ],
)
def test_words_that_answer_for_certain(question: str, sentence: str, focus: list[str]) -> None:
    assert [sentence[start:end] for start, end in sure_answers(question, sentence)] == focus

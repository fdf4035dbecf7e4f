import pytest

from bot.unknown_names import unknown_names

ARCHIVE = "niger us austin melly russia russian troops base china chad the of g5 force"

OPENINGS = """
    Explain|Describe|Summarize|Summarise|List|Name|Compare|Show|Give|Tell me about|Find|Please explain|Is|Isn't|Isn’t|
    Didn't|Didnt|Whats|What’s|Where'd|Could've|About|Hello|Quand|Combien|Pourquoi|Comment|Où|Quel|Quelles|Qui|
    Est-ce que|Qu'a dit|À|Selon|Wann
"""


def mentions(word: str) -> bool:
    return word.casefold() in ARCHIVE.split()


@pytest.mark.parametrize(
    ("question", "unknown"),
    [
        pytest.param("What does Wagner want in Niger?", ("Wagner",), id="a name no article has"),
        pytest.param("What does Austin want in Niger?", (), id="all known"),
        pytest.param("Wagner wants what?", (), id="a word that opens the question may be no name"),
        pytest.param("How many Chinese troops are there?", (), id="a place by its other name"),
        pytest.param("When did Mali leave the G5 force?", ("Mali",), id="a place no article has"),
        pytest.param("what does wagner want", (), id="small letters name nothing for sure"),
        pytest.param(
            "What is the name of the ambassador to Niger?", ("ambassador",), id="the thing whose name is asked"
        ),
        pytest.param("What is the name of the base in Niger?", (), id="a thing that is known"),
        pytest.param("Where are the USA's troops?", (), id="a place by its short name"),
        pytest.param("Where is the GI tract?", (), id="two capitals may be written out"),
        pytest.param("What kind of aircraft is it?", ("aircraft",), id="the thing whose kind is asked"),
    ],
)
def test_what_no_article_mentions(question: str, unknown: tuple[str, ...]) -> None:
    assert unknown_names(question, mentions) == unknown


@pytest.mark.parametrize("opening", [line.strip() for line in OPENINGS.split("|")])
def test_the_word_that_opens_a_question_is_no_name(opening: str) -> None:
    assert unknown_names(f"{opening} Austin ?", mentions) == ()
    assert unknown_names(f"{opening} Wagner ?", mentions) == ("Wagner",)


@pytest.mark.parametrize(
    ("question", "unknown"),
    [
        pytest.param("Wagner Group troops where?", ("Wagner Group",), id="two words"),
        pytest.param("WHO said what?", (), id="in capitals"),
        pytest.param("Niger wants them out. Explain Austin in full.", (), id="a second sentence"),
        pytest.param("Explain Wagner’s reasons and Melly", ("Wagner",), id="behind the opening word"),
        pytest.param("Explain Will's role", ("Will",), id="a name that is a word elsewhere"),
    ],
)
def test_a_name_that_opens_a_question_or_stands_behind_its_first_word(question: str, unknown: tuple[str, ...]) -> None:
    assert unknown_names(question, mentions) == unknown

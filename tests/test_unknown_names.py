import pytest

from bot.unknown_names import unknown_names

ARCHIVE = "niger us austin melly russia russian troops base china chad the of g5 force"


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
        pytest.param("What kind of aircraft is it?", ("aircraft",), id="the thing whose kind is asked"),
    ],
)
def test_what_no_article_mentions(question: str, unknown: tuple[str, ...]) -> None:
    assert unknown_names(question, mentions) == unknown

"""What the lexicon finds, and that it is right however it came about."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.domain import Passage, Source
from index.lexicon import Lexicon
from index.records import StoredPassage, passage_key


class Texts:
    """A state of the index: {article id: text}, a passage a line, the text its own version."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.versions = {article_id: f"{len(text)}{hash(text):x}" for article_id, text in texts.items()}
        self.read: list[str] = []
        self._texts = texts

    def passages_of(self, article_ids: Sequence[str]) -> Iterator[StoredPassage]:
        for article_id in article_ids:
            self.read.append(article_id)
            for number, line in enumerate(self._texts[article_id].splitlines()):
                passage = Passage(article_id, number, 0, len(line), line, ((0, len(line)),))
                key = passage_key(article_id, self.versions[article_id], number)
                yield StoredPassage(key, passage, Source(article_id, f"On {article_id}"))


NEWS = {
    "niger": "Niger's junta asked U.S. troops to leave.\nAbout 1,500 soldiers were based in Agadez.",
    "sahel": "Troops of Niger and Mali trained together.\nCafés reopened in Bamako.",
}


def found(lexicon: Lexicon, question: str) -> list[str]:
    return [name.split("@")[0] + name[-2:] for name, _ in lexicon.search(question, 10)]


@pytest.fixture
def lexicon(tmp_path: Path) -> Lexicon:
    return Lexicon(tmp_path / "lexicon")


def test_words_are_found_best_first(lexicon: Lexicon) -> None:
    lexicon.refresh(Texts(NEWS))
    assert found(lexicon, "Which troops trained with Mali?")[0] == "sahel#0"
    assert lexicon.documents == 4


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("US", "niger#0"),
        ("1500", "niger#1"),
        ("cafe", "sahel#1"),
        ("soldier basing", "niger#1"),
        ('+text:("reopened" AND [to] ^~*?\\ OR -', "sahel#1"),
    ],
)
def test_ways_of_writing_meet_and_no_sign_is_syntax(lexicon: Lexicon, question: str, first: str) -> None:
    lexicon.refresh(Texts(NEWS))
    assert found(lexicon, question)[0] == first


@pytest.mark.parametrize(
    ("word", "known"),
    [
        pytest.param("Agadez", True, id="as it stands"),
        pytest.param("Agades", True, id="a letter away"),
        pytest.param("soldier", True, id="another form"),
        pytest.param("Niger's", True, id="with an apostrophe"),
        pytest.param("Wagner's", False, id="what stands behind an apostrophe is no word"),
        pytest.param("Mal", False, id="three letters that begin another word"),
        pytest.param("Agadez-Bamako", False, id="two words that no passage has together"),
        pytest.param("sahel", True, id="in a title"),
    ],
)
def test_what_is_mentioned(lexicon: Lexicon, word: str, known: bool) -> None:
    lexicon.refresh(Texts(NEWS))
    assert lexicon.mentions(word) is known


def test_what_only_an_article_left_out_mentions_is_not_mentioned(lexicon: Lexicon) -> None:
    lexicon.refresh(Texts(NEWS))
    assert not lexicon.mentions("Bamako", {"sahel"})
    assert lexicon.mentions("Niger", {"sahel"})
    assert not lexicon.mentions("Niger", {"sahel", "niger"})


def test_nothing_is_found_where_nothing_is(lexicon: Lexicon) -> None:
    assert lexicon.search("niger", 5) == []
    lexicon.refresh(Texts({}))
    assert (lexicon.search("niger", 5), lexicon.documents) == ([], 0)
    lexicon.refresh(Texts(NEWS))
    assert lexicon.search("?!…", 5) == lexicon.search("", 5) == lexicon.search("zebra", 5) == []


def test_a_question_of_ten_thousand_characters(lexicon: Lexicon) -> None:
    lexicon.refresh(Texts(NEWS))
    assert found(lexicon, " ".join(f"word{number}" for number in range(1200)) + " Bamako") == ["sahel#1"]


def test_document_frequency(lexicon: Lexicon) -> None:
    lexicon.refresh(Texts(NEWS))
    assert [lexicon.document_frequency(word) for word in ("troops", "Bamako", "zebra", "", "Niger troops")] == [
        2,
        1,
        0,
        0,
        2,
    ]


def test_the_next_state_reads_only_what_changed(lexicon: Lexicon) -> None:
    many = {f"old{number}": f"word{number} common" for number in range(20)}
    lexicon.refresh(Texts(many))
    after = Texts({**many, "old3": "fresh words", "new": "zebra crossing"})
    lexicon.refresh(after)
    assert sorted(after.read) == ["new", "old3"]
    assert found(lexicon, "zebra word3 fresh") == ["new#0", "old3#0"]


def test_a_reader_of_the_state_before_goes_on(tmp_path: Path) -> None:
    one, other = Lexicon(tmp_path), Lexicon(tmp_path)
    states = [Texts({**NEWS, "extra": f"zebra{number}"}) for number in range(4)]
    one.refresh(states[0])
    for state in states[1:]:
        other.refresh(state)
    assert found(one, "zebra0") == ["extra#0"]
    assert found(other, "zebra3") == ["extra#0"]
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("damage", ["meta.json", "state.json", "*.term", "*.idx"])
def test_a_damaged_lexicon_is_made_anew(tmp_path: Path, damage: str) -> None:
    Lexicon(tmp_path).refresh(Texts(NEWS))
    for path in tmp_path.rglob(damage):
        path.write_bytes(b"")
    fresh = Lexicon(tmp_path)
    fresh.refresh(Texts(NEWS))
    assert found(fresh, "Bamako") == ["sahel#1"]


WORDS = st.lists(st.sampled_from(["niger", "mali", "chad", "troops", "left"]), min_size=1, max_size=4).map(" ".join)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.dictionaries(st.sampled_from("abcdefgh"), WORDS), min_size=2, max_size=4))
def test_the_way_to_a_state_does_not_matter(
    tmp_path_factory: pytest.TempPathFactory, states: list[dict[str, str]]
) -> None:
    stepwise, direct = (Lexicon(tmp_path_factory.mktemp("lexicon")) for _ in range(2))
    for state in states:
        stepwise.refresh(Texts(state))
    direct.refresh(Texts(states[-1]))
    assert stepwise.documents == direct.documents
    for word in ("niger", "mali", "troops left"):
        assert set(found(stepwise, word)) == set(found(direct, word))

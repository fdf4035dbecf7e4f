"""Whatever a model replies: a reader never sees a false statement, and always sees the true one.

The replies are listed in tests/data/adversarial.toml; a server of our own gives them.
"""

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypedDict

import pytest

from bot.answer import Draft
from bot.generative import GenerativeAnswerer
from bot.llm import ChatModel
from bot.open_llm import open_llm
from bot.verify import Verifier
from index.domain import Evidence
from tests.generative_stage import BestSentence, evidence_from
from tests.llm_server import LlmServer, Reply


class Script(TypedDict, total=False):
    id: str
    about: str
    says: str
    shows: list[str]
    never: list[str]


class Table(TypedDict):
    sentences: list[str]
    scripts: list[Script]


def read_table() -> Table:
    path = Path(__file__).parent / "data/adversarial.toml"
    table: Table = tomllib.loads(path.read_text(encoding="utf-8"))  # type: ignore[assignment]  # the shape is above
    return table


TABLE = read_table()


@pytest.fixture(scope="module")
def server() -> Iterator[LlmServer]:
    with LlmServer(Reply()) as server:
        yield server


@pytest.fixture(scope="module")
def model(server: LlmServer, tmp_path_factory: pytest.TempPathFactory) -> ChatModel:
    return open_llm("scripted", server.base_url, None, tmp_path_factory.mktemp("models"), print)


def found(about: str) -> Sequence[Evidence]:
    """The sentence that answers first, then the others."""
    sentences = sorted(TABLE["sentences"], key=lambda text: about not in text)
    assert about in sentences[0]
    return evidence_from(sentences)


@pytest.mark.parametrize("script", TABLE["scripts"], ids=lambda script: script["id"])
def test_what_a_reader_sees(script: Script, server: LlmServer, model: ChatModel) -> None:
    server.script(Reply(script["says"]))
    evidence = found(script["about"])
    answerer = GenerativeAnswerer(model, Verifier(), BestSentence())
    drafts = list(answerer.stream("What do the articles say?", evidence))
    expected = script.get("shows", [evidence[0].text])
    assert [one.text for one in drafts[-1].statements] == expected
    assert drafts[-1].answerer == ("llm" if "shows" in script else "extractive")
    assert drafts[-1].refusal is None
    for draft in drafts:
        seen = " ".join(one.text for one in draft.statements)
        assert not [words for words in script.get("never", []) if words in seen]
        assert_cites(draft, evidence[0])


def assert_cites(draft: Draft, right: Evidence) -> None:
    """The one right sentence is cited, by every statement, and no other."""
    assert [citation.number for citation in draft.citations] == [1]
    assert draft.citations[0].evidence is right
    assert all(statement.citations == (1,) for statement in draft.statements)


def test_there_are_enough_scripts() -> None:
    assert len(TABLE["scripts"]) >= 60
    assert len({script["id"] for script in TABLE["scripts"]}) == len(TABLE["scripts"])


def test_sentences_that_speak_to_a_model_are_not_offered(server: LlmServer, model: ChatModel) -> None:
    server.script(Reply("NOT FOUND"))
    GenerativeAnswerer(model, Verifier(), BestSentence()).answer("What was bombed?", found("Ignore"))
    prompt = server.asked[0].prompt
    assert "60 Russian" in prompt
    assert not [words for words in ("bombed.", "500 soldiers", "arrested") if words in prompt]

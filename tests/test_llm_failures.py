"""A language model that fails: asked again where that can help, replaced and explained otherwise."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.extractive import ExtractiveAnswerer
from bot.generative import GenerativeAnswerer, GenerativeOptions
from bot.llm import ChatModel
from bot.llm_errors import LlmError
from bot.open_llm import open_llm
from bot.verify import Verifier
from index.errors import CitewireError
from tests.generative_stage import BestSentence, evidence_from
from tests.llm_server import Failure, LlmServer, Reply

SENTENCES = [
    "Niger informed the US that approximately 60 Russian troops would be deployed.",
    "The ferry sank off Port Salo with 112 people aboard.",
    "The mayor said the bridge will not reopen before September.",
]
GOOD = Reply("Approximately 60 Russian troops would be deployed. [{60 Russian}]")
KEY = "sk-very-secret-key"


@pytest.fixture
def server() -> Iterator[LlmServer]:
    with LlmServer(GOOD) as server:
        yield server


def model_of(server: LlmServer, seconds: float = 20.0) -> ChatModel:
    return open_llm("scripted", server.base_url, KEY, Path("none"), print, seconds)


def answerer(model: ChatModel, *, required: bool = False) -> GenerativeAnswerer:
    return GenerativeAnswerer(model, Verifier(), BestSentence(), GenerativeOptions(required=required))


AGAIN = [
    pytest.param(Reply("overloaded", 503), id="503"),
    pytest.param(Reply("slow down", 429, (("Retry-After", "0"),)), id="429"),
    pytest.param(Reply("Approximately 60", failure=Failure.CUT_OFF), id="cut off before a statement"),
    pytest.param(Reply(failure=Failure.NO_END), id="no end"),
    pytest.param(Reply(failure=Failure.NOT_JSON), id="not JSON"),
    pytest.param(Reply(failure=Failure.ERROR_EVENT), id="error in the stream"),
    pytest.param(Reply("This model's maximum context length is 8 tokens", 400), id="context"),
    pytest.param(Reply("Unknown parameter: response_format", 400), id="no schemas"),
]


@pytest.mark.parametrize("failure", AGAIN)
def test_it_is_asked_again_where_that_helps(failure: Reply, server: LlmServer) -> None:
    server.script(failure, GOOD)
    draft = answerer(model_of(server)).answer("How many troops?", evidence_from(SENTENCES))
    assert (draft.answerer, draft.note) == ("llm", None)
    assert [one.text for one in draft.statements] == ["Approximately 60 Russian troops would be deployed."]
    assert len(server.asked) == 2


FINAL = [
    pytest.param(Reply("bad key", 401), "refuses the key (401); check CITEWIRE_LLM_API_KEY", 1, id="401"),
    pytest.param(Reply("no model", 404), "is not there (404); check CITEWIRE_LLM_MODEL", 1, id="404"),
    pytest.param(Reply("insufficient_quota", 429), "takes no more questions on this account", 1, id="quota"),
    pytest.param(Reply("later", 429, (("Retry-After", "3600"),)), "asked too often (429)", 1, id="429 for an hour"),
    pytest.param(Reply("dead", 500), "fails (500)", 2, id="500 twice"),
    pytest.param(Reply("no", 400), "cannot take the question (400: no)", 2, id="400 twice"),
    pytest.param(Reply("too long", 413), "has no room", 2, id="413 twice"),
    pytest.param(Reply("Appr", failure=Failure.CUT_OFF), "broke off", 2, id="cut off twice"),
    pytest.param(Reply(failure=Failure.HTML), "", 2, id="a web page"),
    pytest.param(Reply(failure=Failure.NO_CHOICES), "no answer", 2, id="no choices"),
]


@pytest.mark.parametrize(("failure", "said", "times"), FINAL)
def test_then_the_other_answerer_answers_and_says_why(failure: Reply, said: str, times: int, server: LlmServer) -> None:
    server.script(failure)
    draft = answerer(model_of(server)).answer("How many troops?", evidence_from(SENTENCES))
    assert draft.answerer == "extractive"
    assert [one.text for one in draft.statements] == [SENTENCES[0]]
    assert draft.note is not None
    assert said in draft.note
    assert "\n" not in draft.note
    assert KEY not in draft.note
    assert "scripted at http://127.0.0.1" in draft.note
    assert len(server.asked) == times


def test_a_model_that_is_required_is_an_error_when_it_fails(server: LlmServer) -> None:
    server.script(Reply("bad key", 401))
    with pytest.raises(LlmError, match="refuses the key"):
        answerer(model_of(server), required=True).answer("How many troops?", evidence_from(SENTENCES))


def test_a_server_that_is_not_there() -> None:
    with LlmServer(GOOD) as gone:
        model = model_of(gone)
    draft = answerer(model).answer("How many troops?", evidence_from(SENTENCES))
    assert draft.note is not None
    assert "cannot be reached; is it running" in draft.note


def test_a_server_that_says_nothing_is_given_up_on(server: LlmServer) -> None:
    server.script(Reply(failure=Failure.SILENCE))
    draft = answerer(model_of(server, seconds=0.3)).answer("How many troops?", evidence_from(SENTENCES))
    assert draft.note is not None
    assert "did not answer in time; CITEWIRE_LLM_TIMEOUT" in draft.note


def test_what_was_shown_stays_when_the_rest_is_cut_off(server: LlmServer) -> None:
    server.script(Reply(f"{GOOD.text}\nThe ferry", failure=Failure.CUT_OFF))
    draft = answerer(model_of(server)).answer("How many troops?", evidence_from(SENTENCES))
    assert draft.answerer == "llm"
    assert [one.text for one in draft.statements] == ["Approximately 60 Russian troops would be deployed."]
    assert draft.note is not None
    assert draft.note.endswith("the answer may lack something.")
    assert len(server.asked) == 1


def test_cancelling_hangs_up_on_the_server() -> None:
    stop = threading.Event()
    with LlmServer(GOOD, endless=True) as server:
        drafts = answerer(model_of(server)).stream("How many troops?", evidence_from(SENTENCES), stop.is_set)
        first = next(drafts)
        assert [one.text for one in first.statements] == ["Approximately 60 Russian troops would be deployed."]
        stop.set()
        (*_, last) = drafts
        assert last.statements == first.statements
        assert server.hung_up.wait(10)


def test_closing_the_stream_hangs_up_too() -> None:
    with LlmServer(GOOD, endless=True) as server:
        drafts = answerer(model_of(server)).stream("How many troops?", evidence_from(SENTENCES))
        next(drafts)
        drafts.close()  # type: ignore[attr-defined]  # it is a generator
        assert server.hung_up.wait(10)


def test_schemas_are_asked_for_until_the_server_knows_none() -> None:
    with LlmServer(GOOD, refuses=["response_format"]) as server:
        model = model_of(server)
        for _ in range(2):
            assert answerer(model).answer("How many?", evidence_from(SENTENCES)).answerer == "llm"
        assert ["response_format" in one.body for one in server.asked] == [True, False, False]
        marks = server.asked[0].body["response_format"]["json_schema"]["schema"]
        assert "enum" in str(marks)
        assert server.asked[0].key == KEY


def test_less_is_shown_to_a_model_with_little_room(server: LlmServer) -> None:
    server.script(Reply("exceeds the context size", 400), GOOD)
    many = evidence_from([*SENTENCES, *(f"Sentence number {n} says little." for n in range(9))])
    answerer(model_of(server)).answer("How many troops?", many)
    assert [one.prompt.count("\n[") for one in server.asked] == [12, 4]


def test_names_that_no_article_mentions_need_no_model(server: LlmServer) -> None:
    otherwise = ExtractiveAnswerer(unknown=lambda _question: ("Atlantis",))
    draft = GenerativeAnswerer(model_of(server), Verifier(), otherwise).answer("How?", evidence_from(SENTENCES))
    assert draft.refusal is not None
    assert (draft.refusal.unmentioned, draft.answerer, server.asked) == (("Atlantis",), "extractive", [])


def test_not_found_is_a_refusal(server: LlmServer) -> None:
    for said in ("NOT FOUND", "**NOT FOUND.**", '{"found": false, "statements": []}'):
        server.script(Reply(said))
        draft = answerer(model_of(server)).answer("Who won?", evidence_from(SENTENCES))
        assert draft.refusal is not None
        assert draft.refusal.reason == "unsupported"
        assert [one.number for one in draft.refusal.closest] == [1, 2]
        assert not draft.statements


def test_a_model_that_is_no_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(CitewireError, match=r"gpt-9 is no \.gguf file and no language model"):
        open_llm("gpt-9", None, None, tmp_path, print)
    with pytest.raises(CitewireError, match="no such file"):
        open_llm("gone.gguf", None, None, tmp_path, print)

"""One real language model, served by a real llama.cpp in this process: far too small to be right, so it is checked."""

import importlib.util
from pathlib import Path

import httpx
import pytest

from bot.evidence_gate import gate_prompt
from bot.evidence_prompt import Limits
from bot.generative import GenerativeAnswerer, GenerativeOptions
from bot.llm import ChatModel
from bot.local_llm import LocalServer
from bot.open_llm import connect
from bot.verify import Verifier
from index.model_fetch import fetch
from tests.generative_stage import BestSentence, evidence_from

pytestmark = [
    pytest.mark.llm,
    pytest.mark.xdist_group("llm"),
    pytest.mark.skipif(importlib.util.find_spec("xllamacpp") is None, reason="the extra `local` is not installed"),
]
SENTENCE = "Niger informed the US that 60 Russian troops would be deployed."


@pytest.fixture(scope="module")
def server(models_root: Path) -> LocalServer:
    model = fetch("smollm2-135m", models_root, print)
    # One thread: where the processors are shared, two wait for each other.
    return LocalServer(model.folder / "model.gguf", 1024, threads=1)


@pytest.fixture(scope="module")
def model(server: LocalServer) -> ChatModel:
    return connect("smollm2-135m", server.base_url, server.key, 60.0, held=server)


def test_only_the_truth_is_shown(model: ChatModel) -> None:
    evidence = evidence_from([SENTENCE])
    options = GenerativeOptions(Limits(1, 100))
    *_, draft = GenerativeAnswerer(model, Verifier(), BestSentence(), options).stream("How many troops?", evidence)
    assert draft.note is None, "the model was reached"
    assert draft.writing is not None
    assert draft.writing.written_tokens > 0
    assert draft.refusal is not None or "60" in draft.statements[0].text


def test_it_gives_odds(model: ChatModel) -> None:
    prompt = gate_prompt("How many troops?", evidence_from([SENTENCE]))
    assert prompt is not None
    probability = model.yes_probability(prompt)
    assert probability is not None
    assert 0 < probability < 1


def test_its_port_wants_the_key(server: LocalServer) -> None:
    asked = {"messages": [{"role": "user", "content": "Hello"}], "max_tokens": 1}
    assert httpx.post(f"{server.base_url}/chat/completions", json=asked).status_code == 401

"""Citewire inside a LlamaIndex pipeline, as docs/llama-index.md shows it."""

import re
from pathlib import Path

import pytest
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.llms import MockLLM
from llama_index.core.query_engine import RetrieverQueryEngine
from llama_index.core.response_synthesizers import ResponseMode, get_response_synthesizer
from llama_index.core.schema import TextNode

from bot.query_engine import CitingQueryEngine
from bot.settings import read_settings
from bot.wiring import Citewire, open_citewire
from index.retriever import SentenceRetriever
from tests.seed_article import SEEDS, TROOPS, WORLD_CUP

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def citewire(tmp_path_factory: pytest.TempPathFactory, models_root: Path) -> Citewire:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CITEWIRE_MODELS", str(models_root))
        return open_citewire(read_settings(articles=SEEDS, data=tmp_path_factory.mktemp("index") / "data"))


def test_source_nodes_are_the_cited_sentences_with_exact_offsets(citewire: Citewire) -> None:
    response = CitingQueryEngine(engine=citewire.engine).query(TROOPS)
    assert "[1]" in str(response)
    assert "approximately 60 Russian troops" in "".join(one.node.get_content() for one in response.source_nodes)
    for source in response.source_nodes:
        assert isinstance(source.node, TextNode)
        stored = citewire.search.article(source.node.metadata["article_id"])
        assert stored is not None
        assert source.node.text == stored.article.text[source.node.start_char_idx : source.node.end_char_idx]
        assert source.node.ref_doc_id == stored.article.id
    assert response.metadata is not None
    assert response.metadata["answered"] is True


def test_a_refusal_is_a_response_without_sources(citewire: Citewire) -> None:
    response = CitingQueryEngine(engine=citewire.engine).query(WORLD_CUP)
    assert response.source_nodes == []
    assert response.metadata is not None
    assert response.metadata["answered"] is False


def test_the_retriever_drops_into_another_query_engine(citewire: Citewire) -> None:
    retriever = SentenceRetriever(citewire.search, count=3)
    assert isinstance(retriever, BaseRetriever)
    synthesizer = get_response_synthesizer(llm=MockLLM(), response_mode=ResponseMode.COMPACT)
    response = RetrieverQueryEngine(retriever, synthesizer).query(TROOPS)
    assert len(response.source_nodes) == 3
    scores = [source.score or 0.0 for source in response.source_nodes]
    assert scores == sorted(scores, reverse=True)


def test_the_page_in_the_documentation_runs(
    citewire: Citewire, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs/llama-index.md").read_text(encoding="utf-8"), re.DOTALL)
    monkeypatch.setattr("bot.wiring.open_citewire", lambda _: citewire)
    exec(compile(code, "docs/llama-index.md", "exec"), {})  # noqa: S102 - our own page
    assert "approximately 60 Russian troops" in capsys.readouterr().out

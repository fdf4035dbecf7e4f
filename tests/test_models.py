"""The seams to the models: what holds for the real ones holds for the fakes that stand in for them."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from tokenizers import Tokenizer

from index.model_files import find_model
from index.model_spec import ModelError, ModelSpec
from index.models import Embedder, OnnxEmbedder, Reranker, load_embedder, load_reranker
from tests.fakes import BagOfWordsEmbedder, OverlapReranker

QUESTION = "How many Russian troops would be deployed in Niger?"
TEXTS = (
    "The Bundesbank raised its key rate by a quarter point in Frankfurt.",
    "Niger said that approximately 60 Russian troops would be deployed in Niger.",
    "",
    "“It rained,” Mr. Austin said.",
    "Gen. Langley stressed the need for dialogue. " * 3,
)
LONG = "Gen. Langley stressed the need for dialogue. " * 80


@pytest.fixture(params=["real", "fake"])
def any_embedder(request: pytest.FixtureRequest) -> Embedder:
    real: Embedder = request.getfixturevalue("embedder")
    return real if request.param == "real" else BagOfWordsEmbedder()


@pytest.fixture(params=["real", "fake"])
def any_reranker(request: pytest.FixtureRequest) -> Reranker:
    real: Reranker = request.getfixturevalue("reranker")
    return real if request.param == "real" else OverlapReranker()


def test_vectors_have_the_promised_shape_type_and_length(any_embedder: Embedder) -> None:
    vectors = any_embedder.embed_passages(TEXTS)
    assert vectors.shape == (len(TEXTS), any_embedder.dimensions)
    assert vectors.dtype == np.dtype(np.float32)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    query = any_embedder.embed_query(QUESTION)
    assert query.shape == (any_embedder.dimensions,)
    assert any_embedder.embed_passages([]).shape == (0, any_embedder.dimensions)


def test_the_nearest_passage_answers(any_embedder: Embedder) -> None:
    assert int(np.argmax(any_embedder.embed_passages(TEXTS) @ any_embedder.embed_query(QUESTION))) == 1


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.sampled_from(TEXTS), min_size=1, max_size=4))
def test_a_vector_depends_on_its_text_alone(any_embedder: Embedder, texts: list[str]) -> None:
    together = any_embedder.embed_passages(texts)
    alone = np.concatenate([any_embedder.embed_passages([text]) for text in texts])
    np.testing.assert_array_equal(together, alone)


def test_logits_have_the_promised_shape_and_put_the_answer_first(any_reranker: Reranker) -> None:
    logits = any_reranker.logits(QUESTION, TEXTS)
    assert logits.shape == (len(TEXTS),)
    assert int(np.argmax(logits)) == 1
    assert any_reranker.logits(QUESTION, []).shape == (0,)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.sampled_from(TEXTS), min_size=1, max_size=4))
def test_a_logit_depends_on_its_pair_alone(any_reranker: Reranker, texts: list[str]) -> None:
    together = any_reranker.logits(QUESTION, texts)
    alone = np.concatenate([any_reranker.logits(QUESTION, [text]) for text in texts])
    np.testing.assert_array_equal(together, alone)


def test_many_threads_at_once_get_what_one_gets(embedder: Embedder, reranker: Reranker) -> None:
    vectors, logits = embedder.embed_passages(TEXTS), reranker.logits(QUESTION, TEXTS)
    with ThreadPoolExecutor(4) as pool:
        for got in pool.map(lambda _: embedder.embed_passages(TEXTS), range(4)):
            np.testing.assert_array_equal(got, vectors)
        for scores in pool.map(lambda _: reranker.logits(QUESTION, TEXTS), range(4)):
            np.testing.assert_array_equal(scores, logits)


Run = Callable[[str, str | None], NDArray[np.float32]]


def plain_network(spec: ModelSpec) -> Run:
    """The same files, one text at a time, with default options but that sums are exact: the straightforward way."""
    options = onnxruntime.SessionOptions()
    options.add_session_config_entry("session.x64quantprecision", "1")
    session = onnxruntime.InferenceSession(spec.folder / "model.onnx", options, providers=["CPUExecutionProvider"])
    tokenizer = Tokenizer.from_file(str(spec.folder / "tokenizer.json"))
    tokenizer.no_padding()

    def run(text: str, pair: str | None) -> NDArray[np.float32]:
        encoding = tokenizer.encode(text, pair)
        rows = {
            "input_ids": encoding.ids,
            "attention_mask": encoding.attention_mask,
            "token_type_ids": encoding.type_ids,
        }
        output = session.run(None, {name: np.array([row]) for name, row in rows.items()})[0]
        return np.asarray(output, dtype=np.float32)

    return run


def test_vectors_equal_the_straightforward_computation(embedder: Embedder, models_root: Path) -> None:
    run = plain_network(find_model("e5-small-v2", models_root))
    for text in (*TEXTS, LONG):
        mean = run(f"passage: {text}", None)[0].mean(axis=0)
        np.testing.assert_allclose(embedder.embed_passages([text])[0], mean / np.linalg.norm(mean), atol=1e-5)
    mean = run(f"query: {QUESTION}", None)[0].mean(axis=0)
    np.testing.assert_allclose(embedder.embed_query(QUESTION), mean / np.linalg.norm(mean), atol=1e-5)


def test_logits_equal_the_straightforward_computation(reranker: Reranker, models_root: Path) -> None:
    run = plain_network(find_model("ms-marco-minilm-l12", models_root))
    expected = [run(QUESTION, text)[0, 0] for text in TEXTS]
    np.testing.assert_allclose(reranker.logits(QUESTION, TEXTS), expected, atol=1e-4)


def test_text_beyond_the_models_tokens_changes_nothing(embedder: Embedder) -> None:
    np.testing.assert_array_equal(*embedder.embed_passages([LONG + "Niger", LONG + "Frankfurt"]))


def test_the_fingerprint_changes_with_the_recipe(embedder: Embedder, models_root: Path) -> None:
    spec = find_model("e5-small-v2", models_root)
    first_token = OnnxEmbedder(replace(spec, pooling="cls", name="another name"))
    assert OnnxEmbedder(replace(spec, name="another name")).fingerprint == embedder.fingerprint
    assert first_token.fingerprint != embedder.fingerprint
    assert not np.allclose(first_token.embed_query(QUESTION), embedder.embed_query(QUESTION), atol=1e-2)


def test_a_model_of_the_other_kind_is_refused(models_root: Path) -> None:
    with pytest.raises(ModelError, match="e5-small-v2 is a model of kind embedder, not reranker"):
        load_reranker(find_model("e5-small-v2", models_root))


def test_wrong_dimensions_are_refused(embedder: Embedder, models_root: Path) -> None:
    spec = replace(find_model(embedder.name, models_root), dimensions=768)
    with pytest.raises(ModelError, match=r"vectors have 384 dimensions, model\.toml says 768"):
        load_embedder(spec)


def test_files_that_are_no_model_are_refused(tmp_path: Path) -> None:
    for name in ("model.onnx", "tokenizer.json"):
        (tmp_path / name).write_text("{}")
    with pytest.raises(ModelError, match="cannot be loaded as a model") as raised:
        load_embedder(ModelSpec("mine", "embedder", tmp_path, (), dimensions=3))
    assert "\n" not in str(raised.value)

"""One reading of a passage says of each of its sentences how well it answers."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.candidates import Candidate, FoundPassage
from index.domain import Passage, Source
from index.model_files import find_model
from index.models import OnnxReranker, Reranker
from index.passage_reader import OnnxPassageReader
from index.ranking import rank_read
from index.records import StoredPassage

QUESTION = "How many Russian troops would be deployed in Niger?"
SENTENCES = (
    "The Bundesbank raised its key rate by a quarter point in Frankfurt.",
    "Niger said that approximately 60 Russian troops would be deployed there.",
    "They are housed in a wing close to where US troops are stationed.",
    "“It rained,” Mr. Austin said.",
)
TITLE = "Troops in Niger"


def stored(*sentences: str, title: str = TITLE) -> StoredPassage:
    """A passage from 100 on in its article."""
    text, spans = "", []
    for sentence in sentences:
        text += " " if text else ""
        spans.append((100 + len(text), 100 + len(text) + len(sentence)))
        text += sentence
    passage = Passage("a", 0, 100, 100 + len(text), text, tuple(spans))
    return StoredPassage("a@1#0", passage, Source("a", title))


@pytest.fixture(scope="module")
def reader(reranker: Reranker) -> OnnxPassageReader:
    assert isinstance(reranker, OnnxPassageReader), "the head belongs to the default reranker"
    return reranker


def test_the_sentence_that_answers_comes_first(reader: OnnxPassageReader) -> None:
    passage = stored(*SENTENCES)
    (reading,) = reader.read(QUESTION, [passage])
    candidates = [Candidate(FoundPassage(passage, 0, 0.9), number, 0.5, 0.5) for number in range(len(SENTENCES))]
    ranked = rank_read(candidates, [reading], reader.head)
    assert ranked[0].text == SENTENCES[1]
    assert [one.score for one in ranked] == sorted((one.score for one in ranked), reverse=True)
    for one in ranked:
        assert one.signals
        assert one.score == pytest.approx(1 / (1 + np.exp(-one.signals.log_odds)))


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chosen=st.lists(st.permutations(SENTENCES), min_size=1, max_size=3))
def test_a_reading_depends_on_its_passage_alone(reader: OnnxPassageReader, chosen: list[list[str]]) -> None:
    passages = [stored(*sentences) for sentences in chosen]
    together = reader.read(QUESTION, passages)
    for reading, passage in zip(together, passages, strict=True):
        (alone,) = reader.read(QUESTION, [passage])
        for one, other in zip(alone.states, reading.states, strict=True):
            np.testing.assert_array_equal(one, other)


def test_every_sentence_has_a_state_of_the_heads_width(reader: OnnxPassageReader) -> None:
    (reading,) = reader.read(QUESTION, [stored(*SENTENCES, title="")])
    assert [state.shape for state in reading.states if state is not None] == [reader.head.state.shape] * len(SENTENCES)
    assert reader.read(QUESTION, []) == []


def test_texts_by_themselves_are_read_by_the_model_as_it_was_made(reader: OnnxPassageReader, models_root: Path) -> None:
    plain = OnnxReranker(find_model(reader.name, models_root))
    np.testing.assert_allclose(reader.logits(QUESTION, SENTENCES), plain.logits(QUESTION, SENTENCES), atol=1e-4)


def test_a_passage_beyond_the_models_tokens_is_read_in_parts(reader: OnnxPassageReader) -> None:
    many = [f"{sentence} It was the {number}th day." for number, sentence in enumerate(SENTENCES * 12)]
    (reading,) = reader.read(QUESTION, [stored(*many)])
    assert len(reading.states) == len(many)
    assert all(state is not None for state in reading.states)


def test_words_beyond_the_models_tokens_have_no_state(reader: OnnxPassageReader) -> None:
    one = stored("word " * 600 + "end.", SENTENCES[1])
    (reading,) = reader.read(QUESTION, [one])
    assert all(state is not None for state in reading.states), "each sentence is read by itself then"
    blind = replace(reading, states=(None, None))
    candidates = [Candidate(FoundPassage(one, 0, 0.9), number, 0.0, 0.0) for number in (0, 1)]
    assert len(rank_read(candidates, [blind], reader.head)) == 2

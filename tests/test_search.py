"""Questions to a real index of the owner's article: with a reader of passages, with any other reranker, misspelt."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.answer import Reason
from bot.conversation import Turn
from bot.engine import Engine
from bot.extractive import ExtractiveAnswerer
from bot.render import answer_text
from index.build import update_index
from index.lexicon import Lexicon
from index.model_files import find_model
from index.models import Embedder, OnnxReranker, Reranker
from index.passage_reader import PassageReader
from index.search import Search, SearchOptions
from index.store import Store
from tests.seed_article import SEEDS

QUESTION = "How many Russian troops would be deployed to Niger?"
ANSWER = "approximately 60 Russian troops"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[tuple[Store, Lexicon]]:
    folder = tmp_path_factory.mktemp("seeds")
    store, lexicon = Store.open(folder), Lexicon(folder / "lexicon")
    update_index(SEEDS, store, lexicon, embedder, max_tokens=200)
    yield store, lexicon
    store.close()


@pytest.fixture(params=["reads passages", "reads sentences"])
def search(
    request: pytest.FixtureRequest,
    index: tuple[Store, Lexicon],
    embedder: Embedder,
    reranker: Reranker,
    models_root: Path,
) -> Search:
    alone = OnnxReranker(find_model(reranker.name, models_root))
    return Search(*index, embedder, reranker if request.param == "reads passages" else alone, SearchOptions())


def test_the_sentence_that_answers_comes_first_word_for_word(search: Search) -> None:
    found = search.search(QUESTION, 5)
    assert ANSWER in found[0].text
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    for one in found:
        stored = search.article(one.source.article_id)
        assert stored is not None
        assert stored.article.text[one.start : one.end] == one.text


def test_nothing_is_found_where_the_only_article_is_left_out(search: Search) -> None:
    (article,) = {one.source.article_id for one in search.search(QUESTION, 5)}
    assert search.search(QUESTION, 5, frozenset({article})) == ()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("how many rusian trops came to nigr", "how many Russian troops came to Niger"),
        ("where are the amercan soldiers staytioned", "where are the American soldiers stationed"),
        ("what did the wagner group do", "what did the wagner group do"),
        ("were they there about then", "were they there about then"),
        ("Is Nigre a country", "Is Nigre a country"),
        ("what regions share the bases", "what regions share the bases"),
        ("will they train agian", "will they train again"),
        ("depuis quand sont les soldats ?", "depuis quand sont les soldats ?"),
        ("où sont les soldats ?", "où sont les soldats ?"),
        ("", ""),
    ],
)
def test_small_words_that_nobody_knows_are_spelt_as_the_articles_do(search: Search, typed: str, meant: str) -> None:
    assert search.respelt(typed) == meant


def test_a_misspelt_question_is_answered_and_says_how_it_was_read(search: Search) -> None:
    answer = Engine(search, ExtractiveAnswerer(lambda *_: 1.0)).answer("how many rusian trops would be deployed")
    assert answer.standalone_question == "how many Russian troops would be deployed"
    assert ANSWER in answer.draft.citations[0].evidence.text
    assert "Read as: how many Russian troops would be deployed" in answer_text(answer.draft)


def test_both_parts_of_a_question_are_answered(search: Search) -> None:
    engine = Engine(search, ExtractiveAnswerer(lambda *_: 1.0))
    answer = engine.answer("How many Russian troops came to Niger, and where are they housed?")
    said = " ".join(one.text for one in answer.draft.statements)
    assert ANSWER in said
    assert len(answer.draft.statements) > 1
    assert "housed in a wing" in said or not isinstance(search.reranker, PassageReader)
    assert answer.draft.unanswered == ()


def test_the_second_part_leans_on_the_first_not_on_what_was_asked_before(search: Search) -> None:
    engine = Engine(search, ExtractiveAnswerer(lambda *_: 1.0))
    before = [Turn("Where is the harbour of Lund?", ("The harbour of Lund is in the south.",))]
    answer = engine.answer("When did Niger order US troops to leave, and why?", turns=before)
    assert answer.standalone_question == "When did Niger order US troops to leave? Why?"
    follow_up = engine.answer("Since when is it closed, and why?", turns=before)
    assert follow_up.standalone_question.startswith("Since when is the harbour of Lund closed")


def test_a_part_that_no_article_answers_is_named(search: Search) -> None:
    engine = Engine(search, ExtractiveAnswerer(lambda question, _: 0.0 if "World Cup" in question else 1.0))
    draft = engine.answer("How many Russian troops came to Niger, and who won the World Cup?").draft
    assert draft.unanswered == ("Who won the World Cup?",)
    assert ANSWER in draft.statements[0].text
    refused = Engine(search, ExtractiveAnswerer(lambda *_: 0.0)).answer("Who won the World Cup and who lost it?").draft
    assert refused.refusal is not None
    assert refused.refusal.reason is Reason.WEAK_MATCH

"""A wire story in three papers, two accounts that differ and a dated series, asked through the real models."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from bot.disagreement import other_accounts
from bot.extractive import ExtractiveAnswerer
from bot.reading.periods import period
from bot.recency import weigh_by_period
from index.build import update_index
from index.copies import cite_once, without_repeats
from index.copy_groups import Copies
from index.domain import Evidence
from index.lexicon import Lexicon
from index.models import Embedder, Reranker
from index.search import Search, SearchOptions
from index.store import Store

MARKET = (
    "Fire swept through the central market of Maradi on Thursday night and destroyed four hundred stalls. "
    "Traders said the fire began in a shop that sells fuel in bottles. "
    "Firemen needed six hours because the nearest hydrant was dry. "
    "The governor promised to rebuild the market before the rainy season. "
)
FERRY = (
    "The ferry Aurora sank off Zanzibar in heavy seas. "
    "{count} people drowned when the ferry sank, the port office said."
)
SERIES = (
    "The central bank of Ghana set its interest rate at {rate} percent on Monday. The governor of the bank spoke of "
    "prices that {verb}."
)
ARTICLES = [
    {"id": "wire", "title": "Fire in Maradi", "date": "2024-03-01", "url": "https://wire.example/1", "text": MARKET},
    {"id": "paper", "title": "Market burns", "date": "2024-03-02", "text": f"MARADI (Wire) - {MARKET} More tomorrow."},
    {
        "id": "blog",
        "title": "Maradi market lost",
        "date": "2024-03-03",
        "url": "https://b.example/",
        "text": MARKET[: MARKET.index(" The governor")],
    },
    {"id": "ferry-1", "title": "Ferry sinks", "date": "2024-04-02", "text": FERRY.format(count="Twelve")},
    {"id": "ferry-2", "title": "Ferry sinking", "date": "2024-04-05", "text": FERRY.format(count="Nineteen")},
    *(
        {"id": f"rate-{at}", "title": "Ghana's rate", "date": day, "text": SERIES.format(rate=rate, verb=verb)}
        for at, (day, rate, verb) in enumerate(
            [("2023-11-27", 30, "rise"), ("2024-05-27", 29, "fall"), ("2024-01-29", 28, "stay")]
        )
    ),
]


class Archive:
    """The index of `ARTICLES`, asked as the program asks it."""

    def __init__(self, store: Store, search: Search, copies: Copies) -> None:
        self.store, self.search, self.copies = store, search, copies

    def ask(self, question: str, today: date = date(2024, 6, 1)) -> Sequence[Evidence]:
        snapshot = self.store.refresh()
        found = self.search.search(question, 12)
        once = cite_once(found, self.copies.refresh(snapshot), snapshot.articles_by_id)
        return weigh_by_period(once, period(question, today))


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder, reranker: Reranker) -> Iterator[Archive]:
    folder: Path = tmp_path_factory.mktemp("archive")
    (folder / "articles").mkdir()
    lines = "\n".join(json.dumps(article) for article in ARTICLES)
    (folder / "articles" / "archive.jsonl").write_text(lines, encoding="utf-8")
    store, lexicon = Store.open(folder / "data"), Lexicon(folder / "data" / "lexicon")
    update_index(folder / "articles", store, lexicon, embedder, max_tokens=200)
    yield Archive(store, Search(store, lexicon, embedder, reranker, SearchOptions()), Copies(folder / "data"))
    store.close()


def test_a_wire_story_is_cited_once(archive: Archive) -> None:
    found = archive.ask("Where did the fire in the market of Maradi begin?")
    said = [one for one in found if "fuel in bottles" in one.text]
    assert [one.source.article_id for one in said] == ["wire"]
    assert [source.article_id for source in said[0].also_in] == ["blog", "paper"]
    cut = [one for one in found if "promised to rebuild" in one.text]
    assert [(one.source.article_id, [copy.article_id for copy in one.also_in]) for one in cut] == [("wire", ["paper"])]
    stored = archive.store.article("wire")
    assert stored is not None
    assert stored.article.text[said[0].start : said[0].end] == said[0].text


def test_passages_that_only_repeat_a_copy_leave_room(archive: Archive) -> None:
    snapshot = archive.store.refresh()
    passages = sorted(snapshot.passages_of([str(one["id"]) for one in ARTICLES]), key=lambda one: one.id, reverse=True)
    kept = without_repeats(passages, archive.copies.refresh(snapshot))
    assert {one.source.article_id for one in passages} - {one.source.article_id for one in kept} == {"blog"}


FERRY_SANK = "How many people drowned when the ferry sank off Zanzibar?"


def test_articles_that_differ_are_both_kept(archive: Archive) -> None:
    found = archive.ask(FERRY_SANK)
    accounts = other_accounts(found[:1], found)
    assert {one.source.article_id for one in (found[0], *accounts)} == {"ferry-1", "ferry-2"}
    cited = [one.evidence.source.article_id for one in ExtractiveAnswerer().answer(FERRY_SANK, found).citations]
    assert cited[:2] == ["ferry-2", "ferry-1"]
    assert all(one.also_in == () for one in found[:2])
    assert [one.source.published for one in found[:2]] == ["2024-04-05", "2024-04-02"]


@pytest.mark.parametrize(
    ("question", "article_id"),
    [
        ("What is the latest interest rate of Ghana's central bank?", "rate-1"),
        ("What was the interest rate of Ghana's central bank in January?", "rate-2"),
        ("What was the interest rate of Ghana's central bank in 2023?", "rate-0"),
        ("Which interest rate did Ghana's central bank set last week?", "rate-1"),
    ],
)
def test_a_series_is_answered_from_the_time_asked_about(archive: Archive, question: str, article_id: str) -> None:
    assert archive.ask(question)[0].source.article_id == article_id

"""The same story under several ids is cited once; a copy that says something else is not taken for it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from index.copies import by_worth, cite_once
from index.copy_groups import FILE, Copies, CopyGroups
from index.domain import Article, Evidence, Signals, Source
from index.duplicates import signature
from index.records import StoredArticle
from index.sentences import split_sentences
from index.store import Store
from tests.index_stage import Stage

TOLL = "Twelve people died when the ferry sank off Zanzibar."
BEFORE = "The ferry had left Pemba at dawn."
AFTER = "It carried two hundred passengers."
WIRE = f"{BEFORE} {TOLL} {AFTER} Rescuers searched the strait through the night with three boats and a helicopter."
OTHER = "Mali opened a gold refinery on Friday. It employs five hundred people, the minister of mines said in Bamako."
SOURCE = Source("wire", "Ferry sinks", published="2024-05-03", url="https://wire.example/1")


def stored(article_id: str, text: str, published: str | None = None, url: str | None = None) -> StoredArticle:
    source = Source(article_id, f"Title of {article_id}", None, published, url)
    return StoredArticle(Article(source, text), split_sentences(text, "en"), "1")


def found(article: StoredArticle, sentence: str, score: float = 0.9) -> Evidence:
    start = article.article.text.index(sentence)
    signals = Signals(1.0, 0.5)
    return Evidence(article.article.source, start, start + len(sentence), sentence, score, signals)


def test_cited_once_from_the_earliest_that_can_be_opened() -> None:
    paper = stored("paper", WIRE, "2024-05-01")
    wire = stored("wire", f"ZANZIBAR (Wire) - {WIRE}", "2024-05-03", "https://wire.example/1")
    late = stored("late", WIRE, "2024-05-04", "https://late.example/1")
    known = {one.article.id: one for one in (paper, wire, late)}
    copies = CopyGroups.of([known])
    (only,) = cite_once([found(paper, TOLL), found(late, TOLL, 0.8)], copies, lambda ids: {i: known[i] for i in ids})
    assert only.source.article_id == "wire"
    assert wire.article.text[only.start : only.end] == only.text == TOLL
    assert [source.article_id for source in only.also_in] == ["late", "paper"]
    assert only.score == 0.9
    assert only.signals is not None
    assert only.signals.after == AFTER


@pytest.mark.parametrize(
    "said",
    [
        pytest.param("Twenty people died when the ferry sank off Zanzibar.", id="another number"),
        pytest.param("Twelve people died when the ferry sank off Pemba.", id="another name"),
        pytest.param("No twelve people died when the ferry sank off Zanzibar.", id="a word more"),
    ],
)
def test_a_copy_that_says_something_else_stays(said: str) -> None:
    wire, update = stored("wire", WIRE), stored("update", WIRE.replace(TOLL, said))
    known = {"wire": wire, "update": update}
    evidence = [found(wire, TOLL), found(update, said, 0.8)]
    assert cite_once(evidence, CopyGroups.of([known]), lambda ids: {i: known[i] for i in ids}) == evidence


def test_the_same_sentence_in_articles_that_are_no_copies_stays() -> None:
    evidence = [found(stored("one", WIRE), TOLL), found(stored("two", f"{OTHER} {TOLL}"), TOLL)]
    assert cite_once(evidence, CopyGroups({}), lambda _: {}) == evidence


def test_articles_left_out_are_not_named() -> None:
    known = {name: stored(name, WIRE) for name in ("a", "b", "c")}
    copies = CopyGroups.of([known])
    (only,) = cite_once([found(known["b"], TOLL)], copies, lambda ids: {i: known[i] for i in ids}, frozenset({"a"}))
    assert (only.source.article_id, [source.article_id for source in only.also_in]) == ("b", ["c"])


def test_the_first_to_cite() -> None:
    sources = [SOURCE, replace(SOURCE, published="2024-05-02", url=None), replace(SOURCE, published=None)]
    assert sorted(sources, key=by_worth) == [sources[0], sources[2], sources[1]]


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    stage = Stage(tmp_path)
    stage.write("wire.txt", WIRE)
    stage.write("paper.txt", f"{WIRE} Our correspondent adds a line.")
    stage.write("mali.txt", OTHER)
    stage.update()
    return stage


def groups(stage: Stage, copies: Copies) -> set[frozenset[str]]:
    store = Store.open(stage.data)
    try:
        return set(copies.refresh(store.snapshot).members.values())
    finally:
        store.close()


def test_an_index_knows_its_copies_as_articles_come_and_go(stage: Stage) -> None:
    copies = Copies(stage.data)
    assert groups(stage, copies) == {frozenset({"wire", "paper"})}
    stage.write("second.txt", WIRE)
    stage.remove("paper.txt")
    stage.update()
    assert groups(stage, copies) == {frozenset({"wire", "second"})}
    stage.write("second.txt", OTHER)
    stage.update()
    assert groups(stage, copies) == {frozenset({"mali", "second"})}


class CountedState:
    """A state of the index that remembers whose signatures were read."""

    def __init__(self, articles: dict[str, str]) -> None:
        self.versions = {name: sha256(text.encode()).hexdigest()[:16] for name, text in articles.items()}
        self.read: list[str] = []
        self._articles = articles

    def signatures_of(self, article_ids: Sequence[str]) -> Iterator[tuple[str, tuple[int, ...]]]:
        self.read += article_ids
        return ((name, signature([self._articles[name]])) for name in article_ids)


@pytest.mark.parametrize("damage", [b"", b"noise", None], ids=["empty", "noise", "missing"])
def test_a_damaged_file_is_made_anew(tmp_path: Path, damage: bytes | None) -> None:
    articles = {"wire": WIRE, "mali": OTHER, "paper": f"{WIRE} Our correspondent adds a line."}
    Copies(tmp_path).prepare(CountedState(articles))
    file = tmp_path / FILE
    file.unlink() if damage is None else file.write_bytes(damage)
    anew, then = CountedState(articles), CountedState(articles)
    assert Copies(tmp_path).refresh(anew) == Copies(tmp_path).refresh(then) == CopyGroups.of([{"wire", "paper"}])
    assert (sorted(anew.read), then.read) == (sorted(articles), [])


def test_only_new_articles_are_read(tmp_path: Path) -> None:
    first = CountedState({"wire": WIRE, "mali": OTHER})
    Copies(tmp_path).prepare(first)
    second = CountedState({"wire": WIRE, "mali": WIRE, "third": WIRE})
    found = Copies(tmp_path).refresh(second)
    third = CountedState({"wire": WIRE, "mali": WIRE, "third": WIRE})
    assert Copies(tmp_path).refresh(third) == found == CopyGroups.of([{"wire", "mali", "third"}])
    assert (first.read, second.read, third.read) == (["wire", "mali"], ["mali", "third"], [])

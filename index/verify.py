"""Every promise about the stored data, checked against the data: faults as lines for people."""

import random
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from index.build import embedded_text
from index.chroma_tables import pages
from index.domain import Passage, Span
from index.errors import DamagedIndexError
from index.integrity import incomplete
from index.lexicon import Lexicon
from index.models import Embedder
from index.records import StoredArticle, StoredPassage, article_key, key_of_passage, stored_article, stored_passage
from index.snapshot import Snapshot
from index.store import Backend

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SAMPLE = 64  # passages whose vectors are made again
LEAST_COSINE = 0.999


def verify(backend: Backend, lexicon: Lexicon, embedder: Embedder) -> Iterator[str]:
    """One line a fault; nothing is written. What cannot be read for a fault is not looked into further."""
    faults = list(backend.faults())
    yield from faults
    if faults:
        return
    try:
        snapshot = backend.open()
        if snapshot.database is not None:
            yield from _stored(snapshot)
            yield from _vectors(snapshot, embedder)
        yield from _words(snapshot, lexicon)
    except DamagedIndexError as error:
        yield error.what


def article_faults(stored: StoredArticle, passages: Sequence[Passage]) -> Iterator[str]:
    """What an article's sentences and passages promise. They are of one version; passages are in any order."""
    article_id, text = stored.article.id, stored.article.text
    if not unicodedata.is_normalized("NFC", text):
        yield f"{article_id}: its text is not in NFC"
    yield from _span_faults(article_id, stored.sentences, (0, len(text)))
    covered: set[Span] = set()
    for expected, passage in enumerate(sorted(passages, key=lambda one: one.number)):
        name = f"{article_id}: passage {passage.number}"
        if passage.number != expected:
            yield f"{name} stands where {expected} should"
        if passage.text != text[passage.start : passage.end]:
            yield f"{name} is not the article's text at {passage.start}..{passage.end}"
        yield from _span_faults(name, passage.sentences, (passage.start, passage.end))
        covered.update(passage.sentences)
    if covered != set(stored.sentences):
        yield f"{article_id}: its passages do not hold the sentences that it has"


def _span_faults(name: str, spans: Sequence[Span], within: Span) -> Iterator[str]:
    if any(not within[0] <= start < end <= within[1] for start, end in spans):
        yield f"{name}: a sentence lies outside its text"
    if any(before[1] > after[0] for before, after in pairwise(spans)):
        yield f"{name}: sentences are not in order"


def _stored(snapshot: Snapshot) -> Iterator[str]:
    """Articles and passages, some hundred articles at a time."""
    assert snapshot.database is not None  # noqa: S101  # the caller's promise
    faults = incomplete(snapshot.database, versions=snapshot.versions)
    yield from faults.values()
    names: dict[str, list[str]] = {}
    for name in snapshot.database.passages.ids():
        names.setdefault(key_of_passage(name), []).append(name)
    keys = [article_key(*item) for item in sorted(snapshot.versions.items())]
    for page in pages(keys):
        records = snapshot.database.passages.get([name for key in page for name in names.get(key, ())])
        passages: dict[str, list[Passage]] = {}
        for record in records:
            stored = stored_passage(record)
            article_id, version = stored.source.article_id, str(record.metadata["version"])
            if article_key(article_id, version) != key_of_passage(record.id):
                yield f"{record.id}: says it is of article {article_id} in version {version}"
            passages.setdefault(key_of_passage(record.id), []).append(stored.passage)
        found = {record.id: stored_article(record) for record in snapshot.database.articles.get(page)}
        for key in page:
            if key in found and found[key].article.id not in faults:
                yield from _record_faults(key, found[key])
                yield from article_faults(found[key], passages.get(key, []))


def _record_faults(key: str, stored: StoredArticle) -> Iterator[str]:
    if article_key(stored.article.id, stored.version) != key:
        yield f"{key}: says it is article {stored.article.id} in version {stored.version}"


def _vectors(snapshot: Snapshot, embedder: Embedder) -> Iterator[str]:
    """Of a sample, the same at every call."""
    assert snapshot.database is not None  # noqa: S101  # the caller's promise
    if snapshot.generation.embedder != embedder.fingerprint:
        yield "the index was made with another embedder; run `citewire index` with this one"
        return
    keys = {article_key(*item) for item in snapshot.versions.items()}
    names = sorted(name for name in snapshot.database.passages.ids() if key_of_passage(name) in keys)
    sample = random.Random(0).sample(names, min(SAMPLE, len(names)))  # noqa: S311  # nothing secret
    stored = snapshot.passages_by_id(sample)
    vectors = snapshot.database.passages.embeddings(sample)
    for name in sample:
        if name not in vectors or name not in stored:
            yield f"{name}: has no vector"
        elif (cosine := _cosine(stored[name], vectors, embedder)) < LEAST_COSINE:
            yield f"{name}: its vector is not its text's (cosine {cosine:.3f})"


def _cosine(stored: StoredPassage, vectors: "Mapping[str, NDArray[np.float32]]", embedder: Embedder) -> float:
    fresh = embedder.embed_passages([embedded_text(stored.source, stored.passage)])[0]
    return float(fresh @ vectors[stored.id])


def _words(snapshot: Snapshot, lexicon: Lexicon) -> Iterator[str]:
    words = lexicon.ids(snapshot)
    if words is None or snapshot.database is None:
        return  # a cache, made when it is needed
    keys = {article_key(*item) for item in snapshot.versions.items()}
    passages = {name for name in snapshot.database.passages.ids() if key_of_passage(name) in keys}
    if passages - words:
        yield f"the lexicon lacks {len(passages - words):,} passages"
    if words - passages:
        yield f"the lexicon has {len(words - passages):,} passages that the store lacks"

"""Question -> evidence: passages found by meaning and by words, fused; then their sentences, reranked."""

import math
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from index.domain import Evidence, Source
from index.fusion import fuse_rankings
from index.lexicon import Lexicon
from index.models import Embedder, Reranker
from index.records import ArticleSummary, StoredArticle, StoredPassage
from index.store import Snapshot, Store


@dataclass(frozen=True, slots=True)
class SearchOptions:
    """How wide the search goes. Ranks count passages; the sentences of the best fused ones are reranked."""

    dense_count: int = 30
    lexical_count: int = 30
    dense_weight: float = 1.0
    lexical_weight: float = 1.0
    sentence_count: int = 32


class Search:
    """The evidence of the last finished index run. Several threads may search at once."""

    def __init__(
        self, store: Store, lexicon: Lexicon, embedder: Embedder, reranker: Reranker, options: SearchOptions
    ) -> None:
        self._store = store
        self._lexicon = lexicon
        self._embedder = embedder
        self._reranker = reranker
        self._options = options

    def refresh(self) -> int:
        """Follow the index to its newest generation; the number of articles it has."""
        return len(self._store.refresh().versions)

    def article(self, article_id: str) -> StoredArticle | None:
        """An article with its sentences."""
        return self._store.article(article_id)

    def articles(self) -> list[ArticleSummary]:
        """Every article, newest first, undated ones last."""
        return sorted(self._store.articles(), key=lambda one: one.source.published or "", reverse=True)

    def search(self, question: str, count: int, without: AbstractSet[str] = frozenset()) -> tuple[Evidence, ...]:
        """At most `count` sentences, best first, none of the articles `without`."""
        snapshot = self._store.refresh()
        passages = self._passages(question, snapshot, without)
        sentences = _distinct_sentences(passages)[: self._options.sentence_count]
        logits = self._reranker.logits(question, [text for _, _, _, text in sentences])
        scored = [
            Evidence(source, start, end, text, _probability(float(logit)))
            for (source, start, end, text), logit in zip(sentences, logits, strict=True)
        ]
        return tuple(sorted(scored, key=lambda one: -one.score)[:count])

    def _passages(self, question: str, snapshot: Snapshot, without: AbstractSet[str]) -> list[StoredPassage]:
        options = self._options
        near = snapshot.nearest(self._embedder.embed_query(question), options.dense_count)
        self._lexicon.refresh(snapshot)
        worded = self._lexicon.search(question, options.lexical_count)
        fused = fuse_rankings(
            [
                (options.dense_weight, [hit.id for hit in near]),
                (options.lexical_weight, [name for name, _ in worded]),
            ]
        )
        known = {hit.id: StoredPassage(hit.id, hit.passage, hit.source) for hit in near}
        known |= snapshot.passages_by_id([name for name in fused if name not in known])
        return [known[name] for name in fused if name in known and known[name].source.article_id not in without]


def _distinct_sentences(passages: Sequence[StoredPassage]) -> list[tuple[Source, int, int, str]]:
    found: dict[tuple[str, int], tuple[Source, int, int, str]] = {}
    for stored in passages:
        passage = stored.passage
        for start, end in passage.sentences:
            text = passage.text[start - passage.start : end - passage.start]
            found.setdefault((passage.article_id, start), (stored.source, start, end, text))
    return list(found.values())


def _probability(logit: float) -> float:
    """A reranker's logit on the scale of `Evidence.score`."""
    return 1 / (1 + math.exp(-logit))

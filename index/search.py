"""Question -> evidence: passages found by meaning and by words, fused; then their sentences, reranked."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime

from index.candidates import Candidate, FoundPassage, most_promising, sentences_of
from index.copies import cite_once, without_repeats
from index.copy_groups import Copies, CopyGroups
from index.domain import Evidence
from index.fusion import firsts_among, fuse_rankings
from index.lexicon import Lexicon
from index.models import Embedder, Reranker
from index.passage_reader import PassageReader, Reading
from index.question_terms import question_terms
from index.ranking import rank_alone, rank_read
from index.records import ArticleSummary, StoredArticle, StoredPassage
from index.snapshot import Snapshot
from index.spelling import respelt
from index.store import Store

WORDS_AROUND = 4


@dataclass(frozen=True, slots=True)
class SearchOptions:
    """How wide the search goes. Ranks count passages.

    A reranker that reads passages reads the `read_count` best fused ones, any other one the `sentence_count` most
    promising sentences of the `passage_count` best.
    """

    dense_count: int = 30
    lexical_count: int = 30
    dense_weight: float = 1.0
    lexical_weight: float = 1.0
    read_count: int = 4
    passage_count: int = 12
    sentence_count: int = 20


class Search:
    """The evidence of the last finished index run. Several threads may search at once."""

    def __init__(
        self, store: Store, lexicon: Lexicon, embedder: Embedder, reranker: Reranker, options: SearchOptions
    ) -> None:
        self._store = store
        self.lexicon = lexicon
        self.embedder = embedder
        self.reranker = reranker
        self.options = options
        self._copies = Copies(store.backend.folder)

    def refresh(self) -> int:
        """Follow the index to its newest generation; the number of articles it has."""
        return len(self._store.refresh().versions)

    def article(self, article_id: str) -> StoredArticle | None:
        """An article with its sentences."""
        return self._store.article(article_id)

    def articles(self) -> list[ArticleSummary]:
        """Every article, newest first, undated ones last."""
        return sorted(self._store.articles(), key=lambda one: one.source.published or "", reverse=True)

    def finished_at(self) -> datetime | None:
        """When the last index run that changed something ended; None if that is not known."""
        return self._store.finished_at()

    def mentions(self, word: str, without: AbstractSet[str] = frozenset()) -> bool:
        """Whether any article but those `without` has the word, or one so like it that it may be meant."""
        self.lexicon.refresh(self._store.refresh())
        return self.lexicon.mentions(word, without)

    def respelt(self, question: str) -> str:
        """The question with misspelt words as the articles spell them."""
        snapshot = self._store.refresh()
        self.lexicon.refresh(snapshot)
        return respelt(question, self.lexicon, lambda ids: snapshot.passages_by_id(ids).values(), self.embedder.is_word)

    def search(self, question: str, count: int, without: AbstractSet[str] = frozenset()) -> tuple[Evidence, ...]:
        """At most `count` sentences, best first, none of the articles `without`."""
        return self._store.read(lambda snapshot: self._search(question, count, without, snapshot))

    def _search(self, question: str, count: int, without: AbstractSet[str], snapshot: Snapshot) -> tuple[Evidence, ...]:
        groups = self._copies.refresh(snapshot)
        if isinstance(self.reranker, PassageReader):
            ranked = rank_read(*self._read(self.reranker, question, snapshot, groups, without), self.reranker.head)
        else:
            passages = self._passages(question, snapshot, groups, without)
            candidates = most_promising(self._sentences(question, passages, groups), self.options.sentence_count)
            logits = self.reranker.logits(question, [one.text for one in candidates])
            ranked = rank_alone(candidates, [float(logit) for logit in logits])
        return tuple(_told_apart(cite_once(ranked[:count], groups, snapshot.articles_by_id, without), snapshot))

    def passages(self, question: str, count: int) -> list[StoredPassage]:
        """At most `count` passages, best first, as they are found before anything is reranked."""
        snapshot = self._store.refresh()
        found = self._passages(question, snapshot, self._copies.refresh(snapshot), frozenset())
        return [one.stored for one in found[:count]]

    def read(self, question: str, without: AbstractSet[str] = frozenset()) -> tuple[list[Candidate], list[Reading]]:
        """The sentences that a reader of passages scores, and what it read: what a head is fitted on."""
        if not isinstance(self.reranker, PassageReader):
            raise TypeError(f"{self.reranker.name} reads no passages")
        snapshot = self._store.refresh()
        return self._read(self.reranker, question, snapshot, self._copies.refresh(snapshot), without)

    def _read(
        self,
        reader: PassageReader,
        question: str,
        snapshot: Snapshot,
        groups: CopyGroups,
        without: AbstractSet[str],
    ) -> tuple[list[Candidate], list[Reading]]:
        passages = self._passages(question, snapshot, groups, without)[: self.options.read_count]
        readings = reader.read(question, [one.stored for one in passages])
        return self._sentences(question, passages, groups), readings

    def _sentences(self, question: str, passages: Sequence[FoundPassage], groups: CopyGroups) -> list[Candidate]:
        return sentences_of(passages, question_terms(question, self.lexicon), self.lexicon, groups)

    def _passages(
        self, question: str, snapshot: Snapshot, groups: CopyGroups, without: AbstractSet[str]
    ) -> list[FoundPassage]:
        options = self.options
        self.lexicon.refresh(snapshot)
        near = {hit.id: hit for hit in snapshot.nearest(self.embedder.embed_query(question), options.dense_count)}
        worded = [name for name, _ in self.lexicon.search(question, options.lexical_count)]
        fused = fuse_rankings([(options.dense_weight, list(near)), (options.lexical_weight, worded)])
        known = {name: StoredPassage(name, hit.passage, hit.source) for name, hit in near.items()}
        known |= snapshot.passages_by_id([name for name in fused if name not in known])
        there = [known[name] for name in fused if name in known and known[name].source.article_id not in without]
        different = [one.id for one in without_repeats(there, groups)]
        left = firsts_among(different, (list(near), worded), options.read_count)
        return [
            FoundPassage(known[name], place, near[name].similarity if name in near else 0.0)
            for place, name in enumerate(left[: options.passage_count])
        ]


def _told_apart(evidence: Sequence[Evidence], snapshot: Snapshot) -> Iterator[Evidence]:
    """Evidence that a link must tell from the same sentence elsewhere in its article, with the words around it."""
    texts: dict[str, str] = {}
    for one in evidence:
        article_id = one.source.article_id
        if one.source.url and article_id not in texts:
            stored = snapshot.article(article_id)
            texts[article_id] = stored.article.text if stored else ""
        text = texts.get(article_id, "")
        if text.count(one.text) > 1:
            before, after = text[: one.start].split()[-WORDS_AROUND:], text[one.end :].split()[:WORDS_AROUND]
            yield replace(one, around=(" ".join(before), " ".join(after)))
        else:
            yield one

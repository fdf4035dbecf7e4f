"""Passages by their words: BM25 (Robertson and Zaragoza 2009)."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from index.lexicon_fields import passage_schema, word_analyzer, words_like, words_near
from index.lexicon_folder import LexiconFolder, Passages
from index.lexicon_words import plain

if TYPE_CHECKING:
    import tantivy

_TITLE_WEIGHT = 0.5  # a title's words stand for every passage of its article


class Lexicon:
    """The words of the index's passages. Several threads may search while one refreshes."""

    def __init__(self, folder: Path) -> None:
        """`folder` is the lexicon's own; it may be deleted at any time. Nothing is found before a `refresh`."""
        self._folder = LexiconFolder(folder)
        self._analyzer = word_analyzer()
        self._schema = passage_schema()
        self._searcher: tantivy.Searcher | None = None
        self._versions: Mapping[str, str] | None = None
        self._refreshing = Lock()

    def refresh(self, passages: Passages) -> None:
        """Go on to this state of the index; made from the passages, as far as no earlier lexicon holds them."""
        with self._refreshing:
            if passages.versions is not self._versions:
                self._searcher, self._versions = self._folder.searcher(passages), passages.versions

    def prepare(self, passages: Passages) -> None:
        """Make ready for a later `refresh` to this state; what is searched stays as it is."""
        self._folder.searcher(passages)

    def search(self, question: str, count: int) -> list[tuple[str, float]]:
        """The ids of at most `count` passages with words of the question and their BM25 scores, best first."""
        import tantivy

        searcher, terms = self._searcher, self.terms(question)
        if searcher is None or not terms or count < 1:
            return []
        clauses = []
        for term in terms:
            text = tantivy.Query.term_query(self._schema, "text", term, index_option="freq")
            title = tantivy.Query.term_query(self._schema, "title", term, index_option="freq")
            clauses.append((tantivy.Occur.Should, text))
            clauses.append((tantivy.Occur.Should, tantivy.Query.boost_query(title, _TITLE_WEIGHT)))
        found = searcher.search(tantivy.Query.boolean_query(clauses), count, count=False).hits
        scored = [(str(searcher.doc(address).get_first("id")), float(score)) for score, address in found]
        return sorted(scored, key=lambda one: (-one[1], one[0]))

    def terms(self, text: str) -> list[str]:
        """The different words of a text as the lexicon keeps them: lower case, without accents, stemmed."""
        return list(dict.fromkeys(self._analyzer.analyze(plain(text))))

    def document_frequency(self, word: str) -> int:
        """In how many passages a word stands; of several words, the rarest."""
        searcher = self._searcher
        return min((searcher.doc_freq("text", term) for term in self.terms(word)), default=0) if searcher else 0

    def mentions(self, word: str, without: AbstractSet[str] = frozenset()) -> bool:
        """Whether some passage or title of other articles than `without` has the word, one that begins like it, or one
        a letter away from it."""
        if self._searcher is None:
            return False
        terms = self.terms(word)
        return not terms or bool(self._searcher.search(words_like(self._schema, terms, without), 1, count=False).hits)

    def near(self, word: str, count: int) -> list[str]:
        """The ids of at most `count` passages that have a word one letter away from it, two from a long one."""
        if self._searcher is None:
            return []
        found = self._searcher.search(words_near(self._schema, self.terms(word)), count, count=False).hits
        return [str(self._searcher.doc(address).get_first("id")) for _, address in found]

    @property
    def documents(self) -> int:
        """How many passages there are."""
        return self._searcher.num_docs if self._searcher else 0

    def fault(self, versions: Mapping[str, str]) -> str | None:
        """What is wrong with the lexicon of this state, which the next `refresh` would make anew; None if nothing."""
        return self._folder.fault(versions)

    def ids(self, passages: Passages) -> set[str] | None:
        """The ids of the passages that the lexicon of this state holds, None when it is not there.

        DamagedIndexError when it is not as it was made, which is looked at byte by byte.
        """
        return self._folder.ids(passages)

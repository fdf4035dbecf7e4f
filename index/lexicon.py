"""Passages by their words: BM25 (Robertson and Zaragoza 2009), as a cache beside the store.

A state of the index has a folder of its own, named by a hash of the state, so that a lexicon is right or not there.
The next state's begins as hard links to the last one's files, which tantivy never writes again.
"""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby
from pathlib import Path
from tempfile import mkdtemp
from threading import Lock
from typing import TYPE_CHECKING, Protocol

from index.errors import CitewireError, DamagedIndexError
from index.lexicon_fields import passage_schema, word_analyzer, words_like, words_near
from index.lexicon_state import LexiconState, begin_from, clear_away, read_state, state_name, states, write_state
from index.lexicon_words import plain
from index.records import StoredPassage
from index.seal import damage, read_seal

if TYPE_CHECKING:
    import tantivy

_TITLE_WEIGHT = 0.5  # a title's words stand for every passage of its article
_MEMORY = 50_000_000  # bytes the writer gathers before a segment; tantivy wants 15 MB at least
# Deleted passages count in the frequencies of words until tantivy merges them away; beyond this share, build anew.
_STALE_SHARE = 0.2


class Passages(Protocol):
    """A state of the index: what a lexicon is made from."""

    @property
    def versions(self) -> Mapping[str, str]:
        """{article id: version}."""
        ...

    def passages_of(self, article_ids: Sequence[str]) -> Iterator[StoredPassage]:
        """Every passage of these articles, in no order."""
        ...


class Lexicon:
    """The words of the index's passages. Several threads may search while one refreshes."""

    def __init__(self, folder: Path) -> None:
        """`folder` is the lexicon's own; it may be deleted at any time. Nothing is found before a `refresh`."""
        self._folder = folder
        self._analyzer = word_analyzer()
        self._schema = passage_schema()
        self._searcher: tantivy.Searcher | None = None
        self._versions: Mapping[str, str] | None = None
        self._refreshing = Lock()

    def refresh(self, passages: Passages) -> None:
        """Go on to this state of the index; made from the passages, as far as no earlier lexicon holds them."""
        with self._refreshing:
            if passages.versions is not self._versions:
                self._searcher, self._versions = self._made(passages), passages.versions

    def prepare(self, passages: Passages) -> None:
        """Make ready for a later `refresh` to this state; what is searched stays as it is."""
        self._made(passages)

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
        return damage(self._folder / state_name(versions))

    def ids(self, passages: Passages) -> set[str] | None:
        """The ids of the passages that the lexicon of this state holds, None when it is not there.

        DamagedIndexError when it is not as it was made, which is looked at byte by byte.
        """
        import tantivy

        folder = self._folder / state_name(passages.versions)
        if not folder.is_dir():
            return None
        if fault := damage(folder, every_byte=True):
            raise DamagedIndexError(fault)
        searcher = tantivy.Index.open(str(folder)).searcher()
        found = searcher.search(tantivy.Query.all_query(), max(1, searcher.num_docs), count=False).hits
        return {str(searcher.doc(address).get_first("id")) for _, address in found}

    def _made(self, passages: Passages) -> "tantivy.Searcher":
        folder = self._folder / state_name(passages.versions)
        searcher = self._open(folder)
        if searcher is None:
            try:
                self._build(passages, folder)
            except (OSError, ValueError) as error:  # tantivy's own are ValueErrors
                raise CitewireError(
                    f"{self._folder}: cannot be written ({error}); see whether the disk is full, then try again"
                ) from error
            searcher = self._open(folder)
        if searcher is None:
            raise CitewireError(f"{folder}: the lexicon just made cannot be opened; is the disk damaged or full?")
        return searcher

    def _open(self, folder: Path) -> "tantivy.Searcher | None":
        """None when it is not there, or damaged."""
        import tantivy

        if not folder.is_dir():
            return None
        if damage(folder) is None:
            try:
                return tantivy.Index.open(str(folder)).searcher()
            except (ValueError, OSError):
                pass  # cleared away as any other damage is
        shutil.rmtree(folder, ignore_errors=True)
        return None

    def _build(self, passages: Passages, target: Path) -> None:
        """Made in a folder of its own and then renamed: other processes may be making the same."""
        import tantivy

        self._folder.mkdir(parents=True, exist_ok=True)
        base = self._base(passages.versions)
        new = Path(mkdtemp(prefix=".new-", dir=self._folder))
        if base is not None:
            begin_from(base[0], new)
        held = base[1] if base else LexiconState({}, 0)
        index = tantivy.Index(self._schema, path=str(new))
        index.register_tokenizer("english", self._analyzer)
        writer = index.writer(heap_size=_MEMORY, num_threads=1)
        gone = [one for one, (version, _) in held.articles.items() if passages.versions.get(one) != version]
        for article_id in gone:
            writer.delete_documents_by_term("article", article_id)
        kept = {one: entry for one, entry in held.articles.items() if passages.versions.get(one) == entry[0]}
        added = _add(writer, passages, [one for one in passages.versions if one not in kept])
        writer.commit()
        writer.wait_merging_threads()
        stale = held.stale + sum(held.articles[one][1] for one in gone)
        articles = kept | {one: (passages.versions[one], count) for one, count in added.items()}
        write_state(new, LexiconState(articles, stale), read_seal(base[0]) if base else None)
        try:
            new.rename(target)
        except OSError:
            shutil.rmtree(new)  # another process was faster
        clear_away(self._folder, {target.name, base[0].name if base else target.name})

    def _base(self, versions: Mapping[str, str]) -> tuple[Path, LexiconState] | None:
        """The newest lexicon to go on from, unless too much of it would be stale."""
        for folder in sorted(states(self._folder), key=lambda path: path.stat().st_mtime_ns, reverse=True):
            state = read_state(folder)
            if state is not None and self._open(folder) is not None:
                gone = sum(count for one, (version, count) in state.articles.items() if versions.get(one) != version)
                return None if state.stale + gone > _STALE_SHARE * max(1, state.passages) else (folder, state)
        return None


def _add(writer: "tantivy.IndexWriter", passages: Passages, article_ids: Sequence[str]) -> dict[str, int]:
    """Add these articles' passages; how many each has."""
    import tantivy

    counts = dict.fromkeys(article_ids, 0)
    for _, turn in groupby(enumerate(article_ids), key=lambda item: item[0] // 500):
        for one in passages.passages_of([article_id for _, article_id in turn]):
            article_id = one.source.article_id
            counts[article_id] += 1
            words = {"title": plain(one.source.title), "text": plain(one.passage.text)}
            writer.add_document(tantivy.Document(id=one.id, article=article_id, **words))
    return counts

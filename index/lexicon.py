"""Passages by their words: BM25 (Robertson and Zaragoza 2009), as a cache beside the store.

A state of the index has a folder of its own, named by a hash of the state, so that a lexicon is right or not there.
The next state's begins as hard links to the last one's files, which tantivy never writes again.
"""

import re
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from tempfile import mkdtemp
from threading import Lock
from typing import TYPE_CHECKING, Protocol

from index.errors import CitewireError
from index.lexicon_state import STATE_FILE, LexiconState, link, not_shared, read_state, state_name, write_state
from index.records import StoredPassage

if TYPE_CHECKING:
    import tantivy

_TITLE_WEIGHT = 0.5  # a title's words stand for every passage of its article
_MEMORY = 50_000_000  # bytes the writer gathers before a segment; tantivy wants 15 MB at least
# Deleted passages count in the frequencies of words until tantivy merges them away; beyond this share, build anew.
_STALE_SHARE = 0.2
_ABANDONED = 3600  # seconds after which a half-built folder is somebody's remains
_ACRONYM = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")


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
        self._analyzer = _analyzer()
        self._schema = _schema()
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
        return list(dict.fromkeys(self._analyzer.analyze(_plain(text))))

    def document_frequency(self, word: str) -> int:
        """In how many passages a word stands; of several words, the rarest."""
        searcher = self._searcher
        return min((searcher.doc_freq("text", term) for term in self.terms(word)), default=0) if searcher else 0

    @property
    def documents(self) -> int:
        """How many passages there are."""
        return self._searcher.num_docs if self._searcher else 0

    def _made(self, passages: Passages) -> "tantivy.Searcher":
        folder = self._folder / state_name(passages.versions)
        searcher = self._open(folder)
        if searcher is None:
            self._build(passages, folder)
            searcher = self._open(folder)
        if searcher is None:
            raise CitewireError(f"{folder}: the lexicon just made cannot be opened; is the disk damaged or full?")
        return searcher

    def _open(self, folder: Path) -> "tantivy.Searcher | None":
        """None when it is not there, or damaged."""
        import tantivy

        if not (folder / STATE_FILE).is_file():
            return None
        try:
            return tantivy.Index.open(str(folder)).searcher()
        except (ValueError, OSError):
            shutil.rmtree(folder, ignore_errors=True)
            return None

    def _build(self, passages: Passages, target: Path) -> None:
        """Made in a folder of its own and then renamed: other processes may be making the same."""
        import tantivy

        self._folder.mkdir(parents=True, exist_ok=True)
        base = self._base(passages.versions)
        new = Path(mkdtemp(prefix=".new-", dir=self._folder))
        if base is not None:
            shutil.copytree(base[0], new, copy_function=link, ignore=not_shared, dirs_exist_ok=True)
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
        write_state(new, LexiconState(articles, stale))
        try:
            new.rename(target)
        except OSError:
            shutil.rmtree(new)  # another process was faster
        self._clear_away({target.name, base[0].name if base else target.name})

    def _base(self, versions: Mapping[str, str]) -> tuple[Path, LexiconState] | None:
        """The newest lexicon to go on from, unless too much of it would be stale."""
        for folder in sorted(self._states(), key=lambda path: path.stat().st_mtime_ns, reverse=True):
            state = read_state(folder)
            if state is not None and self._open(folder) is not None:
                gone = sum(count for one, (version, count) in state.articles.items() if versions.get(one) != version)
                return None if state.stale + gone > _STALE_SHARE * max(1, state.passages) else (folder, state)
        return None

    def _states(self) -> Iterator[Path]:
        return (path for path in self._folder.iterdir() if path.is_dir() and not path.name.startswith(".new-"))

    def _clear_away(self, kept: set[str]) -> None:
        """The lexicon before this one is kept, for processes that are about to open it."""
        for path in self._folder.iterdir():
            abandoned = not path.name.startswith(".new-") or path.stat().st_mtime < time.time() - _ABANDONED
            if path.name not in kept and abandoned:
                shutil.rmtree(path, ignore_errors=True)


def _add(writer: "tantivy.IndexWriter", passages: Passages, article_ids: Sequence[str]) -> dict[str, int]:
    """Add these articles' passages; how many each has."""
    import tantivy

    counts = dict.fromkeys(article_ids, 0)
    for _, turn in groupby(enumerate(article_ids), key=lambda item: item[0] // 500):
        for one in passages.passages_of([article_id for _, article_id in turn]):
            article_id = one.source.article_id
            counts[article_id] += 1
            words = {"title": _plain(one.source.title), "text": _plain(one.passage.text)}
            writer.add_document(tantivy.Document(id=one.id, article=article_id, **words))
    return counts


def _analyzer() -> "tantivy.TextAnalyzer":
    from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

    builder = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(60)).filter(Filter.lowercase())
    return builder.filter(Filter.ascii_fold()).filter(Filter.stemmer("english")).build()


def _schema() -> "tantivy.Schema":
    from tantivy import SchemaBuilder

    builder = SchemaBuilder().add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder = builder.add_text_field("article", tokenizer_name="raw", index_option="basic")
    builder = builder.add_text_field("title", tokenizer_name="english", index_option="freq")
    return builder.add_text_field("text", tokenizer_name="english", index_option="freq").build()


def _plain(text: str) -> str:
    """U.S. as US and 1,500 as 1500, so that the ways to write them meet."""
    return _THOUSANDS.sub("", _ACRONYM.sub(lambda found: found[0].replace(".", ""), text))

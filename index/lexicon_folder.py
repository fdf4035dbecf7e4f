"""Where lexicons are kept: a cache beside the store, made from the passages.

A state of the index has a folder of its own, named by a hash of the state, so that a lexicon is right or not there.
The next state's begins as hard links to the last one's files, which tantivy never writes again.
"""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Protocol

from index.errors import CitewireError, DamagedIndexError
from index.lexicon_fields import passage_schema, word_analyzer
from index.lexicon_state import LexiconState, begin_from, clear_away, read_state, state_name, states, write_state
from index.lexicon_words import plain
from index.records import StoredPassage
from index.seal import damage, read_seal

if TYPE_CHECKING:
    import tantivy

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


class LexiconFolder:
    """The lexicons of the last states. Several threads, and processes, may make the same one."""

    def __init__(self, path: Path) -> None:
        """It may be deleted at any time."""
        self._path = path

    def searcher(self, passages: Passages) -> "tantivy.Searcher":
        """Of this state; made from the passages, as far as no earlier lexicon holds them."""
        folder = self._path / state_name(passages.versions)
        searcher = self._open(folder)
        if searcher is None:
            try:
                self._build(passages, folder)
            except (OSError, ValueError) as error:  # tantivy's own are ValueErrors
                raise CitewireError(
                    f"{self._path}: cannot be written ({error}); see whether the disk is full, then try again"
                ) from error
            searcher = self._open(folder)
        if searcher is None:
            raise CitewireError(f"{folder}: the lexicon just made cannot be opened; is the disk damaged or full?")
        return searcher

    def fault(self, versions: Mapping[str, str]) -> str | None:
        """What is wrong with the lexicon of this state, which would be made anew; None if nothing."""
        return damage(self._path / state_name(versions))

    def ids(self, passages: Passages) -> set[str] | None:
        """The ids of the passages that the lexicon of this state holds, None when it is not there.

        DamagedIndexError when it is not as it was made, which is looked at byte by byte.
        """
        import tantivy

        folder = self._path / state_name(passages.versions)
        if not folder.is_dir():
            return None
        if fault := damage(folder, every_byte=True):
            raise DamagedIndexError(fault)
        searcher = tantivy.Index.open(str(folder)).searcher()
        found = searcher.search(tantivy.Query.all_query(), max(1, searcher.num_docs), count=False).hits
        return {str(searcher.doc(address).get_first("id")) for _, address in found}

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

        self._path.mkdir(parents=True, exist_ok=True)
        base = self._base(passages.versions)
        new = Path(mkdtemp(prefix=".new-", dir=self._path))
        if base is not None:
            begin_from(base[0], new)
        held = base[1] if base else LexiconState({}, 0)
        index = tantivy.Index(passage_schema(), path=str(new))
        index.register_tokenizer("english", word_analyzer())
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
        clear_away(self._path, {target.name, base[0].name if base else target.name})

    def _base(self, versions: Mapping[str, str]) -> tuple[Path, LexiconState] | None:
        """The newest lexicon to go on from, unless too much of it would be stale."""
        for folder in sorted(states(self._path), key=lambda path: path.stat().st_mtime_ns, reverse=True):
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

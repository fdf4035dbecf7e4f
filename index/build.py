"""The articles folder -> the index: what was added, changed or removed, and only that."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from index.article_files import ArticleFile, scan
from index.caches import Caches
from index.copy_groups import Copies
from index.domain import Passage, Source
from index.file_cache import FileCache
from index.lexicon import Lexicon
from index.models import Embedder
from index.run import Entry, Run, why_anew
from index.store import Store
from index.survey import Survey, compared

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# To be raised by whoever changes what reading, cleaning, splitting or `embedded_text` make of the same file.
PIPELINE = 5
PASSAGES_AT_ONCE = 256  # a turn of the embedder and of the store; bounds the memory of a run


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is, and for how many seconds."""

    files_done: int
    files: int
    passages: int
    seconds: float


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What a run did: numbers of articles, and (file, reason) of what could not be read.

    `rebuilt` says why everything was made anew, None when it was not; its articles count as what they were before.
    `mended` names what else was found damaged and has been made good.
    """

    added: int
    changed: int
    removed: int
    unchanged: int
    failed: tuple[tuple[str, str], ...]
    seconds: float
    generation: int
    rebuilt: str | None = None
    mended: tuple[str, ...] = ()


def update_index(
    articles_folder: Path,
    store: Store,
    lexicon: Lexicon,
    embedder: Embedder,
    *,
    max_tokens: int,
    rebuild: bool = False,
    dry_run: bool = False,
    passages_at_once: int = PASSAGES_AT_ONCE,
    progress: Callable[[Progress], None] = lambda _: None,
) -> IndexReport:
    """Bring the index up to date; `store` and `lexicon` show the new state afterwards.

    A file that cannot be read is in the report and stops nothing. CitewireError when the folder is missing, another
    process is indexing, or the data folder cannot be used. Killed at any moment, the next run goes on.
    """
    started = time.perf_counter()
    settings = settings_hash(embedder, max_tokens)
    files = list(scan(articles_folder))
    if dry_run:
        return _dry_run(files, store, settings, started, rebuild=rebuild)
    cache = FileCache(store.backend.folder, settings)
    with (
        store.backend.begin(settings, embedder.fingerprint, rebuild=rebuild) as run,
        closing(Caches(lexicon, Copies(store.backend.folder), cache)) as caches,
    ):
        if cache.lacks({file.name: file.location for file in files}):
            run.expect()
        words = lexicon.fault(run.before) if run.before else None
        survey = Survey(files, cache, settings, run.holds)
        written = 0
        for batch in _ahead(_batches(survey, run, max_tokens, passages_at_once)):
            if survey.done and not written:
                caches.begin(survey.versions, batch)
            passages = [(entry.stored.article.source, one) for entry in batch for one in entry.passages]
            run.put(batch, _embed(embedder, passages))
            written += len(passages)
            progress(Progress(survey.files_done, len(files), written, time.perf_counter() - started))
        before, anew, mended = run.before, run.rebuilt, (*run.mended, *filter(None, [words]))
        generation = run.finish(survey.versions, caches.prepare)
        cache.save()  # a run that changes nothing prepares nothing
    lexicon.refresh(store.refresh())
    return _report(survey, before, started, generation, anew, mended)


def settings_hash(embedder: Embedder, max_tokens: int) -> str:
    """All that an article's passages and vectors depend on, beside the article."""
    return sha256(f"{PIPELINE}\0{max_tokens}\0{embedder.fingerprint}".encode()).hexdigest()[:16]


def embedded_text(source: Source, passage: Passage) -> str:
    """What of a passage its vector is made from: its article's title says what its pronouns do not."""
    return f"{source.title}\n{passage.text}"


def _batches(survey: Survey, run: Run, max_tokens: int, passages_at_once: int) -> Iterator[list[Entry]]:
    """Needed articles, so many that their passages are worth a turn of the embedder."""
    batch: list[Entry] = []
    for version, article in survey.needed():
        run.expect()
        from index.entries import entry_of  # most runs need none, and it takes a while to import

        batch.append(entry_of(article, version, max_tokens))
        if sum(len(entry.passages) for entry in batch) >= passages_at_once or len(batch) >= passages_at_once:
            yield batch
            batch = []
    if batch:
        yield batch


def _ahead(batches: Iterator[list[Entry]]) -> Iterator[list[Entry]]:
    """The same; while one is embedded, which mostly waits for other threads, the next is read and cleaned."""
    with ThreadPoolExecutor(1, "reading") as thread:
        nothing: list[Entry] = []
        following = thread.submit(next, batches, nothing)
        while batch := following.result():
            following = thread.submit(next, batches, nothing)
            yield batch


def _embed(embedder: Embedder, passages: Sequence[tuple[Source, Passage]]) -> "NDArray[np.float32]":
    """Shape (len(passages), dimensions); in turns, since one article may have any number of passages."""
    import numpy as np

    vectors = np.empty((len(passages), embedder.dimensions), dtype=np.float32)
    for start in range(0, len(passages), PASSAGES_AT_ONCE):
        texts = [embedded_text(*one) for one in passages[start : start + PASSAGES_AT_ONCE]]
        vectors[start : start + len(texts)] = embedder.embed_passages(texts)
    return vectors


def _dry_run(
    files: Sequence[ArticleFile], store: Store, settings: str, started: float, *, rebuild: bool
) -> IndexReport:
    """The report of a run that would be made now; nothing is written."""
    last = store.refresh()
    survey = compared(files, FileCache(store.backend.folder, settings), settings, last.versions)
    anew = why_anew(last.generation, settings, rebuild=rebuild)
    return _report(survey, last.versions, started, last.generation.number, anew)


def _report(
    survey: Survey,
    before: Mapping[str, str],
    started: float,
    generation: int,
    rebuilt: str | None,
    mended: tuple[str, ...] = (),
) -> IndexReport:
    after = survey.versions
    kept = sum(one in before for one in after)
    unchanged = sum(before.get(one) == version for one, version in after.items())
    return IndexReport(
        added=len(after) - kept,
        changed=kept - unchanged,
        removed=len(before) - kept,
        unchanged=unchanged,
        failed=tuple(survey.failed),
        seconds=time.perf_counter() - started,
        generation=generation,
        rebuilt=rebuilt,
        mended=mended,
    )

"""How much of the bare embedder's speed is left when a whole index is made.

`python -m bench throughput [ARTICLES]`: the same passages in the same turns, by the embedder alone and by a first run.
Beside the speeds stands the processor time of both, which other programs on the machine disturb less.
"""

import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from bench.corpus import write
from bot.wiring import MOST_PASSAGE_TOKENS
from index.build import PASSAGES_AT_ONCE, embedded_text, update_index
from index.lexicon import Lexicon
from index.model_fetch import fetch
from index.model_files import default_root
from index.models import Embedder, load_embedder
from index.records import stored_passage
from index.store import Store

ROUNDS = 3


def main(arguments: Sequence[str]) -> int:
    """Print passages a second of both, in turn, and the median ratio."""
    embedder = load_embedder(fetch("e5-small-v2", default_root(), print))
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        write(folder / "articles", int(arguments[0]) if arguments else 100)
        texts = _texts(folder, embedder)
        shares, time_shares = [], []
        for number in range(ROUNDS):
            bare, bare_time = _timed(partial(_bare, texts, embedder))
            whole, whole_time = _timed(partial(_whole, folder, folder / f"data-{number}", embedder))
            shares.append(bare / whole)
            time_shares.append(bare_time / whole_time)
            speeds = f"{len(texts) / bare:5.1f}/s bare, {len(texts) / whole:5.1f}/s indexed, {shares[-1]:.0%}"
            print(f"{len(texts)} passages: {speeds}; of the processor time {time_shares[-1]:.0%} is the embedder's")
    print(f"median {median(shares):.0%} (>= 85 %); of the processor time {median(time_shares):.0%}")
    return 0


def _timed(work: Callable[[], None]) -> tuple[float, float]:
    """Seconds by the clock, and of the processors."""
    begin, begin_time = perf_counter(), process_time()
    work()
    return perf_counter() - begin, process_time() - begin_time


def _texts(folder: Path, embedder: Embedder) -> list[str]:
    """Of all passages, in the order of the articles, as the run has them."""
    _whole(folder, folder / "data", embedder)
    store = Store.open(folder / "data")
    database = store.snapshot.database
    if database is None:
        return []
    passages = map(stored_passage, database.passages.get(sorted(database.passages.ids())))
    return [embedded_text(one.source, one.passage) for one in passages]


def _bare(texts: Sequence[str], embedder: Embedder) -> None:
    for start in range(0, len(texts), PASSAGES_AT_ONCE):
        embedder.embed_passages(texts[start : start + PASSAGES_AT_ONCE])


def _whole(folder: Path, data: Path, embedder: Embedder) -> None:
    lexicon = Lexicon(data / "lexicon")
    update_index(folder / "articles", Store.open(data), lexicon, embedder, max_tokens=MOST_PASSAGE_TOKENS)

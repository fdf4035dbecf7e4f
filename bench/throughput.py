"""How much of the bare embedder's speed is left when a whole index is made.

`python -m bench throughput [ARTICLES]`: in a first run each turn of passages is embedded twice, once for the run and
once by itself, so that both are timed within seconds of each other and what else the machine does disturbs both alike.
Beside the speeds stands the processor time of both.
"""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import numpy as np
from numpy.typing import NDArray

from bench.corpus import write
from bot.wiring import MOST_PASSAGE_TOKENS
from index.build import update_index
from index.lexicon import Lexicon
from index.model_fetch import fetch
from index.model_files import default_root
from index.models import Embedder, load_embedder
from index.store import Store

ROUNDS = 3
Seconds = NDArray[np.float64]  # by the clock, and of the processors


class Twice:
    """An embedder that does everything twice, and times the second time."""

    def __init__(self, embedder: Embedder) -> None:
        self.name, self.fingerprint, self.dimensions = embedder.name, embedder.fingerprint, embedder.dimensions
        self._embedder = embedder
        self.passages = 0
        self.bare: list[Seconds] = []  # a turn
        self.whole: list[Seconds] = []  # from the end of the turn before to the end of this one's embedding
        self._since = _now()

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Shape (len(texts), dimensions), L2-normalised."""
        found = self._embedder.embed_passages(texts)
        embedded = _now()
        self._embedder.embed_passages(texts)
        self.whole.append(embedded - self._since)
        self._since = _now()
        self.bare.append(self._since - embedded)
        self.passages += len(texts)
        return found

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """Shape (dimensions,), L2-normalised."""
        return self._embedder.embed_query(text)

    def is_word(self, word: str) -> bool:
        """As the embedder says."""
        return self._embedder.is_word(word)

    def rest(self) -> Seconds:
        """Since the last turn."""
        return _now() - self._since


def main(arguments: Sequence[str]) -> int:
    """Print passages a second of both, and the median of their ratios."""
    embedder = load_embedder(fetch("e5-small-v2", default_root(), print))
    shares, turns = [], []
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        write(folder / "articles", int(arguments[0]) if arguments else 200)
        embedder.embed_passages(["The first call takes longer."])
        for number in range(ROUNDS):
            twice, data = Twice(embedder), folder / f"data-{number}"
            store, lexicon = Store.open(data), Lexicon(data / "lexicon")
            update_index(folder / "articles", store, lexicon, twice, max_tokens=MOST_PASSAGE_TOKENS)
            rest = twice.rest()
            store.close()
            bare, whole = np.sum(twice.bare, axis=0), np.sum([*twice.whole, rest], axis=0)
            shares.append(bare / whole)
            turns += [float(one[0] / other[0]) for one, other in zip(twice.bare, twice.whole, strict=True)]
            speeds = f"{twice.passages / bare[0]:5.1f}/s bare, {twice.passages / whole[0]:5.1f}/s indexed"
            print(
                f"{twice.passages} passages: {speeds}, {shares[-1][0]:.1%}; of the processor time {shares[-1][1]:.1%}; "
                f"{rest[0]:.1f} s after the last turn"
            )
    clock, processor = np.median(shares, axis=0)
    print(f"median of {len(turns)} turns {median(turns):.1%}, each with the storing of the one before")
    print(f"median of {ROUNDS} whole runs {clock:.1%} (>= 85 %); of the processor time {processor:.1%}")
    return 0


def _now() -> Seconds:
    return np.array([perf_counter(), process_time()])

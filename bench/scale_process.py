"""One process of bench/scale.py: `start`, `run` or `ask`; prints one JSON object."""

import json
import resource
import sys
from pathlib import Path
from time import perf_counter

from bench.corpus import articles
from bench.stand_in import StandInEmbedder
from bot.wiring import MOST_PASSAGE_TOKENS
from index.chroma_file import record_counts
from index.lexicon import Lexicon
from index.model_fetch import fetch
from index.model_files import default_root
from index.models import load_reranker
from index.run_folder import chroma_folder
from index.search import Search, SearchOptions
from index.store import Store

QUESTIONS = 40


def main() -> None:
    """What the arguments say: role, folder of articles, data folder."""
    role, folder, data = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    store, lexicon = Store.open(data), Lexicon(data / "lexicon")
    found = {"start": _start, "run": _run, "ask": _ask}[role](folder, store, lexicon)
    found["resident"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    sys.stdout.write(json.dumps(found) + "\n")


def _start(_folder: Path, store: Store, lexicon: Lexicon) -> dict[str, float]:
    """A reader that is ready for its first question."""
    snapshot = store.refresh()
    lexicon.refresh(snapshot)
    return {"articles": len(snapshot.versions)}


def _run(folder: Path, store: Store, lexicon: Lexicon) -> dict[str, float]:
    from index.build import update_index

    report = update_index(folder, store, lexicon, StandInEmbedder(), max_tokens=MOST_PASSAGE_TOKENS)
    assert not report.failed  # noqa: S101  # the archive is of our making
    snapshot = store.refresh()
    passages = record_counts(chroma_folder(store.backend.folder, snapshot.generation.written))["passages"]
    return {"seconds": report.seconds, "passages": passages, "added": report.added, "removed": report.removed}


def _ask(_folder: Path, store: Store, lexicon: Lexicon) -> dict[str, float]:
    reranker = load_reranker(fetch("ms-marco-minilm-l12", default_root(), lambda _: None))
    search = Search(store, lexicon, StandInEmbedder(), reranker, SearchOptions())
    questions = [text.split("\n\n")[2].split(". ")[1] for _, text in articles(QUESTIONS + 1)]
    search.search(questions.pop(), 8)
    seconds = []
    for question in questions:
        begin = perf_counter()
        search.search(question, 8)
        seconds.append(perf_counter() - begin)
    seconds.sort()
    return {"median": seconds[len(seconds) // 2], "slowest": seconds[-1]}


if __name__ == "__main__":
    main()

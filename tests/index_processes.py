"""The other side of tests/test_two_processes.py: a reader or a writer in a process of its own, led over its pipes.

A reader is asked a word a line on stdin, and answers with the articles it finds, as JSON. A writer prints a line a
step and waits for one on stdin before it goes on, so that whoever started it decides where it is when it is killed.
"""

import json
import sys
from pathlib import Path

from index.build import Progress
from index.lexicon import Lexicon
from index.store import Store
from tests.index_stage import EVERYTHING, Stage


def read(stage: Stage) -> None:
    store, lexicon = Store.open(stage.data), Lexicon(stage.data / "lexicon")
    for line in sys.stdin:
        snapshot = store.refresh()
        lexicon.refresh(snapshot)
        near = snapshot.nearest(stage.embedder.embed_query(line), EVERYTHING)
        worded = snapshot.passages_by_id([name for name, _ in lexicon.search(line, EVERYTHING)])
        texts = {one.source.article_id: one.passage.text for one in worded.values()}
        answer = {
            "near": {hit.source.article_id: hit.passage.text for hit in near},
            "worded": texts,
            "articles": [one.source.article_id for one in snapshot.articles()],
        }
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def write(stage: Stage) -> None:
    def step(progress: Progress) -> None:
        sys.stdout.write(f"{progress.passages}\n")
        sys.stdout.flush()
        sys.stdin.readline()

    stage.update(progress=step)


def run(stage: Stage) -> None:
    """Without waiting for anybody."""
    stage.update()


if __name__ == "__main__":
    {"read": read, "write": write, "run": run}[sys.argv[1]](Stage(Path(sys.argv[2]), passages_at_once=8))

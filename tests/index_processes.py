"""The other side of tests/test_two_processes.py: a reader or a writer in a process of its own, led over its pipes.

A reader is asked a word a line on stdin, and answers with the articles it finds, as JSON. A writer prints a line a
step and waits for one on stdin before it goes on, so that whoever started it decides where it is when it is killed.
"""

import json
import sys
from pathlib import Path

from index.build import Progress
from index.snapshot import Snapshot
from tests.index_stage import EVERYTHING, Stage


def read(stage: Stage) -> None:
    store, lexicon = stage.store(), stage.lexicon()

    def find(line: str, snapshot: Snapshot) -> dict[str, object]:
        lexicon.refresh(snapshot)
        near = snapshot.nearest(stage.embedder.embed_query(line), EVERYTHING)
        worded = snapshot.passages_by_id([name for name, _ in lexicon.search(line, EVERYTHING)])
        return {
            "near": {hit.source.article_id: hit.passage.text for hit in near},
            "worded": {one.source.article_id: one.passage.text for one in worded.values()},
            "articles": [one.source.article_id for one in snapshot.articles()],
        }

    for line in sys.stdin:
        answer = store.read(lambda snapshot: find(line, snapshot))  # noqa: B023  # called at once
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
    role, folder, machine, server, lease = sys.argv[1:]
    stage = Stage(Path(folder), passages_at_once=8, machine=machine, server=server, lease_seconds=float(lease))
    {"read": read, "write": write, "run": run}[role](stage)

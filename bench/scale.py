"""The index at size: runs that change little, questions, memory; the embedder is a stand-in, the reranker is real.

`python -m bench scale [ARTICLES] [FOLDER]` keeps the archive and the index in FOLDER, else in a temporary one.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter

from bench.corpus import articles, write

SMALL = 200
ROUNDS = 3
GONE = 100


def main(arguments: Sequence[str]) -> int:
    """Print each figure beside what it should be."""
    count = int(arguments[0]) if arguments else 2_000
    with tempfile.TemporaryDirectory() as temporary:
        _measure(count, Path(arguments[1] if len(arguments) > 1 else temporary))
    return 0


def _measure(count: int, folder: Path) -> None:
    archive, data = folder / f"articles-{count}", folder / f"data-{count}"
    small, small_data = folder / f"articles-{SMALL}", folder / f"data-{SMALL}"
    write(archive, count)
    write(small, SMALL)
    for earlier in archive.glob("new-*.md"):
        earlier.unlink()
    _process("run", small, small_data)
    is_first = not data.exists()
    built = _process("run", archive, data)
    print(f"{count:,} articles, {built['passages']:,.0f} passages")
    if is_first:
        print(f"  first run                   {built['seconds']:8.1f} s, {built['resident']:.2f} GB resident")
    start = _median(_process("start", archive, data) for _ in range(ROUNDS))
    print(f"  start of a reader           {start:8.2f} s")
    same = _median(_process("run", archive, data) for _ in range(ROUNDS))
    print(f"  nothing changed             {same:8.2f} s of a process         (< 5)")
    added, removed = [], []
    for round_ in range(ROUNDS):
        new = archive / f"new-{round_}.md"
        new.write_text(next(articles(1, seed=round_ + 1))[1], encoding="utf-8")
        added.append(_process("run", archive, data))
        assert added[-1]["added"] == 1  # noqa: S101  # else the figure would be another
        gone = sorted(archive.rglob("[0-9]*.md"))[:GONE]
        for path in gone:
            path.unlink()
        removed.append(_process("run", archive, data))
        assert removed[-1]["removed"] == GONE  # noqa: S101
    print(f"  one added                   {_median(added) - start:8.2f} s more than a start  (< 2)")
    print(f"  {GONE} removed                 {_median(removed):8.2f} s of a process         (< 3)")
    asked = [(_process("ask", small, small_data), _process("ask", archive, data)) for _ in range(ROUNDS)]
    few, many = (min(pair[side]["median"] for pair in asked) for side in (0, 1))
    print(f"  a question, median          {many * 1000:8.0f} ms, {many / few:.2f} times that at {SMALL} (<= 1.3)")
    print(f"  a reader's resident memory  {max(pair[1]['resident'] for pair in asked):8.2f} GB        (<= 1.2)")
    sizes = {path.name: _size(path) for path in (data, *data.iterdir()) if path.is_dir()}
    print("  on disk                    ", ", ".join(f"{name} {size / 1e6:,.0f} MB" for name, size in sizes.items()))
    shutil.rmtree(small_data)


def _median(found: Iterable[dict[str, float]]) -> float:
    """Of the seconds that processes took."""
    return median(one["process"] for one in found)


def _process(role: str, archive: Path, data: Path) -> dict[str, float]:
    begin = perf_counter()
    command = [sys.executable, "-m", "bench.scale_process", role, str(archive), str(data)]
    ended = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(ended.stdout)
    return found | {"process": perf_counter() - begin}


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())

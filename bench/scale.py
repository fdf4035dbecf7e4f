"""The index at size: runs that change little, questions, memory; the embedder is a stand-in, the reranker is real.

Beside the seconds by the clock stand those of the processors, which other programs on the machine disturb less.
`python -m bench scale [ARTICLES] [FOLDER]` keeps the archive and the index in FOLDER, else in a temporary one.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
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
    print(f"  start of a reader           {_shown(start)}")
    same = _median(_process("run", archive, data) for _ in range(ROUNDS))
    print(f"  nothing changed             {_shown(same)} of a process         (< 5)")
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
    more = {name: seconds - start[name] for name, seconds in _median(added).items()}
    print(f"  one added                   {_shown(more)} more than a start  (< 2)")
    print(f"  {GONE} removed                 {_shown(_median(removed))} of a process         (< 3)")
    asked = [(_process("ask", small, small_data), _process("ask", archive, data)) for _ in range(ROUNDS)]
    few, many = (min(pair[side]["median"] for pair in asked) for side in (0, 1))
    print(f"  a question, median          {many * 1000:8.0f} ms, {many / few:.2f} times that at {SMALL} (<= 1.3)")
    print(f"  a reader's resident memory  {max(pair[1]['resident'] for pair in asked):8.2f} GB        (<= 1.2)")
    sizes = {path.name: _size(path) for path in (data, *data.iterdir()) if path.is_dir()}
    print("  on disk                    ", ", ".join(f"{name} {size / 1e6:,.0f} MB" for name, size in sizes.items()))
    shutil.rmtree(small_data)


def _median(found: Iterable[dict[str, float]]) -> dict[str, float]:
    """Of the seconds that processes took, by the clock and of the processors."""
    taken = list(found)
    return {name: median(one[name] for one in taken) for name in ("process", "processor")}


def _shown(seconds: dict[str, float]) -> str:
    return f"{seconds['process']:8.2f} s ({seconds['processor']:5.2f} s of the processors)"


def _process(role: str, archive: Path, data: Path) -> dict[str, float]:
    begin, before = perf_counter(), getrusage(RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "bench.scale_process", role, str(archive), str(data)]
    ended = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, after = perf_counter() - begin, getrusage(RUSAGE_CHILDREN)
    found: dict[str, float] = json.loads(ended.stdout)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return found | {"process": seconds, "processor": processor}


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())

"""Where a question's time goes: starting the program, and each step of a question in a running one."""

import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TypeVar

from bot.settings import read_settings
from bot.wiring import Citewire, open_citewire

QUESTIONS = (
    "How many Russian troops did Niger say would be deployed?",
    "Where are most of the American troops in Niger believed to be stationed?",
    "What did Paul Melly say about Niger's military leadership?",
    "Who won the World Cup in 2022?",
    "When did Niger order US troops to leave the country?",
)
STARTS = 5
ROUNDS = 10
T = TypeVar("T")


def main(arguments: Sequence[str]) -> int:
    """Print medians over the seed article, or over the folder of articles named."""
    articles = Path(arguments[0]) if arguments else Path("seeds")
    with tempfile.TemporaryDirectory() as data:
        settings = read_settings(articles, Path(data) / "data")
        citewire = open_citewire(settings)
        _show_starts(articles, settings.data)
        _show_steps(citewire)
    return 0


def _show_starts(articles: Path, data: Path) -> None:
    where = ["--articles", str(articles), "--data", str(data)]
    starts = {
        "python -c pass": ["-c", "pass"],
        "citewire --help": ["-m", "bot", "--help"],
        "import chromadb": ["-c", "import chromadb"],
        "import llama_index.core": ["-c", "import llama_index.core"],
        "citewire articles": ["-m", "bot", "articles", *where],
        "citewire ask": ["-m", "bot", "ask", QUESTIONS[0], *where],
    }
    print(f"whole processes, median of {STARTS}:")
    for name, command in starts.items():
        print(f"  {name:<26}{median(_seconds_of(command) for _ in range(STARTS)):6.2f} s")


def _seconds_of(command: Sequence[str]) -> float:
    begin = perf_counter()
    subprocess.run([sys.executable, *command], check=True, capture_output=True)
    return perf_counter() - begin


class Stopwatch:
    """Wraps functions and keeps the seconds of each call by name."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, list[float]] = defaultdict(list)

    def timed(self, name: str, function: Callable[..., T]) -> Callable[..., T]:
        """The function, timed."""

        def run(*arguments: object) -> T:
            begin = perf_counter()
            result = function(*arguments)
            self.seconds[name].append(perf_counter() - begin)
            return result

        return run


def _show_steps(citewire: Citewire) -> None:
    watch = Stopwatch()
    search = citewire.search
    # Methods are wrapped where they stand: the steps of one question, as the program runs them.
    for part, method, name in (
        (search.embedder, "embed_query", "embed the question"),
        (search.lexicon, "search", "find by words"),
        (search.reranker, "read", "read the passages"),
        (search, "respelt", "see to the spelling"),
        (search, "search", "search, all of it"),
    ):
        setattr(part, method, watch.timed(name, getattr(part, method)))
    ask = watch.timed("the whole question", citewire.engine.answer)
    for _ in range(ROUNDS):
        for question in QUESTIONS:
            ask(question)
    print(f"a question in a running program, median of {ROUNDS * len(QUESTIONS)}:")
    for name, seconds in watch.seconds.items():
        print(f"  {name:<26}{median(seconds) * 1000:6.1f} ms")

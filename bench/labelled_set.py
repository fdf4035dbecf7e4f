"""A folder with `corpus.jsonl` and `questions.jsonl` -> its questions, and the program on an index of its articles."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.evaluation.labelled import LabelledQuestion, read_questions
from bot.settings import read_settings
from bot.wiring import Citewire, open_citewire
from index.model_files import default_root, find_model
from index.models import Reranker, load_reranker

SKIPPED = ("context_dependent", "needs_options")
SEED = 7


def questions_of(folder: Path) -> list[LabelledQuestion]:
    """Those that can be asked of an open collection of articles."""
    return list(read_questions(folder / "questions.jsonl", SKIPPED))


@contextmanager
def indexed(folder: Path) -> Iterator[Citewire]:
    """The program on an index of the set's articles, made anew and gone at the end."""
    with tempfile.TemporaryDirectory() as work:
        articles = Path(work) / "articles"
        articles.mkdir()
        (articles / "corpus.jsonl").write_bytes((folder / "corpus.jsonl").read_bytes())
        yield open_citewire(read_settings(articles, Path(work) / "data"))


def default_reranker() -> Reranker:
    """The reranker of the settings."""
    settings = read_settings()
    return load_reranker(find_model(settings.reranker, settings.models or default_root()))

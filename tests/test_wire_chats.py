"""Chats about the wire reports: follow-ups as short as they are typed, which by themselves any report could answer.

A line of `wire/chats.jsonl` is `asked`, and what is expected of the last: one of `evidence` is cited, each of `holds`
stands in the question as it was read, or it is read `alone`, as it was typed.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.engine import Engine
from bot.settings import read_settings
from bot.wiring import open_citewire
from tests.test_follow_up_sessions import last_answer

WIRE = Path(__file__).parent / "data" / "wire"
NEEDED = 30  # of 41


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, models_root: Path) -> Engine:
    folder = tmp_path_factory.mktemp("wire")
    articles = folder / "articles"
    articles.mkdir()
    (articles / "corpus.jsonl").write_bytes((WIRE / "corpus.jsonl").read_bytes())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CITEWIRE_MODELS", str(models_root))
        return open_citewire(read_settings(articles=articles, data=folder / "data")).engine


def is_right(row: dict[str, Any], engine: Engine) -> bool:
    answer = last_answer(engine, row["asked"])
    assert answer is not None
    read = answer.standalone_question.casefold()
    cited = [citation.evidence.text for citation in answer.draft.citations]
    return (
        all(words in read for words in row.get("holds", ()))
        and ("alone" not in row or read == row["asked"][-1].casefold())
        and ("evidence" not in row or any(words in text for words in row["evidence"] for text in cited))
    )


def test_most_chats_are_answered_right(engine: Engine) -> None:
    rows = [json.loads(line) for line in (WIRE / "chats.jsonl").read_text(encoding="utf-8").splitlines()]
    wrong = [row["id"] for row in rows if not is_right(row, engine)]
    assert len(rows) - len(wrong) >= NEEDED, wrong


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        # Another report has a sentence that answers the question alone.
        (
            ["when was the power cable to estonia cut", "what next"],
            "What next (power cable to estonia)?",
        ),
        (["how many people died in the kenya floods", "Numbers?"], "Numbers (kenya floods)?"),
        (["how many people died in the kenya floods", "How old are you?"], "How old are you?"),
    ],
)
def test_a_follow_up_that_any_report_could_answer_is_about_the_last(
    asked: list[str], read: str, engine: Engine
) -> None:
    answer = last_answer(engine, asked)
    assert answer is not None
    assert answer.standalone_question == read

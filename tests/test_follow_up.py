"""Follow-up questions without a language model: how they are completed, and that the right sentence is then cited."""

import json
from pathlib import Path
from shutil import copy

import pytest

from bot.conversation import Conversation, Turn
from bot.follow_up import carry_over
from bot.settings import read_settings
from bot.wiring import open_citewire
from tests.test_cli import SEEDS

DATA = Path(__file__).parent / "data"
NEEDED = 32  # of 40
TALIN = Turn("Who leads Talin Motors?", ("Maria Lindqvist, who has led Talin Motors since 2019, was pleased.",))


@pytest.mark.parametrize(
    ("before", "question", "standalone"),
    [
        ("When did Niger order US troops to leave?", "Why?", "Why did Niger order US troops to leave?"),
        ("Did Niger order US troops to leave?", "And when?", "When did Niger order US troops to leave?"),
        ("How many Russian troops did Niger expect?", "Where are they housed?", "Where are the Russian troops housed?"),
        ("What happened to shares in Talin Motors?", "And those of Orbex?", "What happened to shares in Orbex?"),
        ("Where is the Polish plant of Orbex?", "When did it open?", "When did the Polish plant of Orbex open?"),
        ("What did Tomas Reik warn of in his report?", "Was it published?", "Was the report published?"),
        ("What did Lloyd Austin say?", "Where did he say so?", "Where did Lloyd Austin say so?"),
        ("Who won the election in Chad?", "Where was Paul Melly born?", "Where was Paul Melly born?"),
        ("Who won the election in Chad?", "How do tides work?", "How do tides work?"),
    ],
)
def test_what_is_left_out_is_carried_over(before: str, question: str, standalone: str) -> None:
    assert carry_over(question, [Turn(before)]) == standalone


def test_a_person_may_be_named_by_the_answer_alone() -> None:
    assert carry_over("What did she say?", [TALIN]) == "What did Maria Lindqvist say?"


def test_the_first_question_stands_as_it_is() -> None:
    assert carry_over("Why are they there?", []) == "Why are they there?"


def test_forty_follow_ups_cite_the_right_sentence(
    tmp_path: Path, models_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CITEWIRE_MODELS", str(models_root))
    articles = tmp_path / "articles"
    articles.mkdir()
    for path in (*SEEDS.iterdir(), *(DATA / "follow_up_articles").iterdir()):
        copy(path, articles)
    engine = open_citewire(read_settings(articles=articles, data=tmp_path / "data")).engine
    rows = [json.loads(line) for line in (DATA / "follow_ups.jsonl").read_text(encoding="utf-8").splitlines()]
    wrong = []
    for row in rows:
        conversation = Conversation()
        for question in row["before"]:
            conversation = conversation.after(engine.answer(question, turns=conversation.turns))
        answer = engine.answer(row["question"], turns=conversation.turns)
        cited = [citation.evidence.text for citation in answer.draft.citations]
        if not any(words in text for words in row["evidence"] for text in cited):
            wrong.append(f"{row['id']}: {answer.standalone_question}")
    assert len(rows) == 40
    assert len(rows) - len(wrong) >= NEEDED, "\n".join(wrong)

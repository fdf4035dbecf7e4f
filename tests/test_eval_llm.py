"""`citewire eval --answerer llm`: what a language model wrote, counted by hand."""

import json
from pathlib import Path

import pytest

from bot.cli import main
from index.errors import CitewireError
from tests.llm_server import LlmServer, Reply
from tests.seed_article import ARTICLE, SEEDS

TROOPS = "approximately 60 Russian troops would be deployed to the country"
BASE = "a drone base in Agadez"
REPLIES = (
    Reply("Approximately 60 Russian troops would be deployed. [{60 Russian}] They came from Mali. [{60 Russian}]"),
    Reply("Most are believed to be stationed at the moon. [{drone base}]"),
    Reply("NOT FOUND"),
)


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    text = (SEEDS / f"{ARTICLE}.txt").read_text(encoding="utf-8")

    def question(number: int, asked: str, words: str) -> dict[str, object]:
        start = text.find(words)
        marked = [{"doc_id": ARTICLE, "start": start, "end": start + len(words), "text": words}] if words else []
        ids = [ARTICLE] if words else []
        return {"id": str(number), "question": asked, "answerable": bool(words), "doc_ids": ids, "evidence": marked}

    rows = [
        question(1, "How many Russian troops would be deployed?", TROOPS),
        question(2, "Where are most of the American troops in Niger stationed?", BASE),
        question(3, "Who won the May elections in Chad?", ""),
    ]
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


@pytest.mark.usefixtures("asking_the_seeds")
def test_figures_of_a_scripted_model(
    questions: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with LlmServer(Reply()) as server:
        server.script(*REPLIES)
        monkeypatch.setenv("CITEWIRE_LLM_MODEL", "scripted")
        monkeypatch.setenv("CITEWIRE_LLM_BASE_URL", server.base_url)
        assert main(["eval", str(questions), "--answerer", "llm", "--json"]) == 0
        written = json.loads(capsys.readouterr().out)["written"]
        server.script(*REPLIES)
        assert main(["eval", str(questions), "--answerer", "llm"]) == 0
    assert {name: written[name] for name in ("questions", "statements", "dropped")} == {
        "questions": 3,
        "statements": 3,
        "dropped": 2,
    }
    assert written["recall"] == pytest.approx(1 / 3)
    assert written["precision"] == 1.0
    assert written["refused"] == pytest.approx(1 / 3)
    assert written["replaced"] == pytest.approx(1 / 3)
    assert written["prompt_tokens"] > 100
    assert written["first_seconds"] > 0  # a median of the one answer that was written, the next of all three
    assert written["seconds"] > 0
    shown = capsys.readouterr().out
    assert "written by the language model, 3 questions" in shown
    assert "dropped" in shown


@pytest.mark.usefixtures("asking_the_seeds")
def test_without_a_model_it_says_so(questions: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CITEWIRE_LLM_MODEL", raising=False)
    with pytest.raises(CitewireError, match="--answerer llm: CITEWIRE_LLM_MODEL names the model"):
        main(["eval", str(questions), "--answerer", "llm", "--debug"])

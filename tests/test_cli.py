"""The program from outside: what is printed, and how it ends."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from tests.golden_files import assert_golden
from tests.seed_article import ARTICLE, SEEDS, TROOPS, WORLD_CUP

pytestmark = pytest.mark.usefixtures("asking_the_seeds")


def test_chat_from_a_pipe(typed: Callable[[str], None], capsys: pytest.CaptureFixture[str]) -> None:
    lines = [TROOPS, "", "/sources 1", WORLD_CUP, "/articles", "/sources 9", "/help", "/nonsense", "?", "/quit", "gone"]
    typed("\n".join(lines))
    assert main(["chat"]) == 0
    captured = capsys.readouterr()
    assert "approximately 60 Russian troops" in captured.out
    assert "gone" not in captured.out
    assert captured.err == ""
    assert_golden("chat.txt", captured.out)


def test_the_transcript_in_the_readme_is_true(typed: Callable[[str], None], capsys: pytest.CaptureFixture[str]) -> None:
    readme = (SEEDS.parent / "README.md").read_text(encoding="utf-8")
    shown = readme.partition("<!-- transcript: chat -->\n```\n")[2].partition("```")[0]
    lines = shown.splitlines()
    typed("\n".join(line.removeprefix("› ") for line in lines if line.startswith("› ")))
    assert main(["chat"]) == 0
    assert capsys.readouterr().out.splitlines() == [line for line in lines if not line.startswith("› ")]


def test_sources_before_any_question(typed: Callable[[str], None], capsys: pytest.CaptureFixture[str]) -> None:
    typed("/sources 1\n")
    assert main(["chat"]) == 0
    assert capsys.readouterr().out == "There is no answer with sources yet; ask a question first.\n"


def test_ask(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", TROOPS]) == 0
    assert main(["ask", WORLD_CUP]) == 0
    assert_golden("ask.txt", capsys.readouterr().out)


def test_articles(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["articles"]) == 0
    assert_golden("articles.txt", capsys.readouterr().out)
    assert main(["articles", "--json"]) == 0
    (summary,) = json.loads(capsys.readouterr().out)
    assert (summary["id"], summary["sentences"], summary["state"]) == (ARTICLE, 24, "indexed")
    assert main(["articles", ARTICLE, "--dropped"]) == 0
    byline, promotion = capsys.readouterr().out.splitlines()
    assert (byline, promotion[:25]) == ("byline: By John Ikani", "promo: READ ALSO: Nigeria")
    assert main(["articles", ARTICLE, "--dropped", "--json"]) == 0
    assert [part["rule"] for part in json.loads(capsys.readouterr().out)] == ["byline", "promo"]
    assert main(["articles", "--dropped"]) == 1
    assert "name it by its id" in capsys.readouterr().err
    stored = article(capsys)
    assert list(stored) == ["id", "title", "author", "published", "url", "language", "text", "sentences"]
    assert (stored["id"], stored["author"], stored["language"]) == (ARTICLE, "John Ikani", "en")
    sentences = [stored["text"][start:end] for start, end in stored["sentences"]]
    assert len(sentences) == 24
    assert "READ ALSO" not in stored["text"]
    assert any(one.startswith("“The Russians are") and one.endswith("in Honolulu, Hawaii.") for one in sentences)
    assert any(one.startswith("Gen. Langley stressed") and one.endswith("democracy.") for one in sentences)


def test_search(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "--json", "drone base"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert "drone base in Agadez" in found[0]["quote"]
    scores = [one["score"] for one in found]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_index_again_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["index", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    counts = {name: report[name] for name in ("added", "changed", "removed", "unchanged", "failed")}
    assert counts == {"added": 0, "changed": 0, "removed": 0, "unchanged": 1, "failed": 0}


def test_models(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models"]) == 0
    listed = capsys.readouterr().out
    assert "e5-small-v2" in listed
    assert "ms-marco-minilm-l12" in listed


def test_eval_on_the_seed_article(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = article(capsys)["text"]
    start = text.index("approximately 60 Russian troops")
    gold = {"doc_id": ARTICLE, "start": start, "end": start + 31, "text": text[start : start + 31], "kind": "answer"}
    records = [
        {"id": "1", "question": TROOPS, "answerable": True, "doc_ids": [ARTICLE], "evidence": [gold]},
        {"id": "2", "question": WORLD_CUP, "answerable": False, "doc_ids": [], "evidence": []},
    ]
    questions = tmp_path / "questions.jsonl"
    questions.write_text("".join(json.dumps(one) + "\n" for one in records))
    curve = tmp_path / "curve.png"
    assert main(["eval", str(questions), "--leave-gold-out", "--curve", str(curve), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    shares = {one["name"]: one["value"] for one in report["questions"]["figures"]}
    assert (shares["answered"], shares["any_right"], shares["refused"]) == (1, 1, 1)
    assert report["questions"]["auroc"] == 1
    left_out = {one["name"]: one["value"] for one in report["gold_left_out"]["figures"]}
    assert left_out["refused"] == 1
    assert curve.stat().st_size > 1000
    assert main(["eval", str(questions)]) == 0
    assert "any_right" in capsys.readouterr().out


def article(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    capsys.readouterr()
    assert main(["articles", ARTICLE, "--json"]) == 0
    stored: dict[str, Any] = json.loads(capsys.readouterr().out)
    return stored

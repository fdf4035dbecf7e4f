"""What scripts read: one object an answer, a line a question, as docs/json.md shows it."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.answer import Reason
from bot.cli import main
from tests.seed_article import ARTICLE, SEEDS, TROOPS, WORLD_CUP

pytestmark = pytest.mark.usefixtures("asking_the_seeds")
PAGE = (SEEDS.parent / "docs" / "json.md").read_text(encoding="utf-8")


def test_the_page_in_the_documentation_shows_what_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    (shown,) = (json.loads(code) for code in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL))
    assert main(["ask", "--json", shown["question"]]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed.pop("seconds").keys() == shown.pop("seconds").keys()
    for answer in (printed, shown):  # the last digits of a score are the processor's
        answer["citations"] = [{**one, "score": round(one["score"], 2)} for one in answer["citations"]]
    assert printed.items() == shown.items()
    assert list(printed) == list(shown)
    assert [list(one) for one in printed["citations"]] == [list(one) for one in shown["citations"]]
    assert all(f"`{reason}`" in PAGE for reason in Reason)


def test_ask_json_has_the_whole_interface(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "--json", TROOPS]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert list(answer) == [
        *("question", "standalone_question", "answered", "reason", "text", "statements", "citations", "closest"),
        *("answerer", "seconds"),
    ]
    assert (answer["question"], answer["answered"], answer["reason"]) == (TROOPS, True, None)
    assert set(answer["seconds"]) == {"search", "answer", "total"}
    assert main(["articles", ARTICLE, "--json"]) == 0
    text = json.loads(capsys.readouterr().out)["text"]
    numbers = [citation["number"] for citation in answer["citations"]]
    assert numbers == list(range(1, len(numbers) + 1))
    assert {number for one in answer["statements"] for number in one["citations"]} == set(numbers)
    for citation in answer["citations"]:
        assert list(citation) == [
            *("number", "article_id", "title", "author", "published", "url", "start", "end", "quote", "link", "score")
        ]
        assert citation["quote"] == text[citation["start"] : citation["end"]]
        assert (citation["author"], citation["url"], citation["link"]) == ("John Ikani", None, None)


def test_a_refusal_cites_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "--json", WORLD_CUP]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["answered"], answer["statements"], answer["citations"]) == (False, [], [])
    assert answer["reason"] == "no_match"
    assert [one["number"] for one in answer["closest"]] == [1, 2]


def test_a_batch_keeps_order_and_ids_and_loses_no_line(
    typed: Callable[[str], None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [
        json.dumps({"id": "a", "question": TROOPS}),
        "{",
        json.dumps({"question": WORLD_CUP}),
        "",
        json.dumps({"id": 7, "question": " "}),
        "[1]",
    ]
    typed("\n".join(lines))
    assert main(["ask", "--batch", "-"]) == 1
    results = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one.get("id") for one in results] == ["a", None, None, 7, None]
    assert [one.get("answered") for one in results] == [True, None, False, None, None]
    assert results[1]["error"] == "line 2 is not JSON: Expecting property name enclosed in double quotes"
    assert "no question" in results[3]["error"]
    assert results[4]["error"] == 'line 6 is no object with a "question"'
    path = tmp_path / "questions.jsonl"
    path.write_text(lines[0] + "\n")
    assert main(["ask", "--batch", str(path)]) == 0
    again = json.loads(capsys.readouterr().out)
    assert {**again, "seconds": None} == {**results[0], "seconds": None}

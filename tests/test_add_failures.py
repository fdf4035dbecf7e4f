"""`citewire add`: what fails is said once, by the name that was typed."""

import json
from pathlib import Path

import pytest

from bot.cli import main
from bot.settings import Settings
from index.build import IndexReport

BROKEN = "line 2: broken JSON at character 3: Expecting property name enclosed in double quotes"


@pytest.mark.parametrize(("reason", "told"), [(BROKEN, [BROKEN]), ("too long", [BROKEN, "too long"])])
def test_a_broken_line_is_one_failure(
    reason: str, told: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def update(_settings: Settings) -> IndexReport:
        return IndexReport(1, 0, 0, 0, (("lines.jsonl", reason),), 0.1, 1)

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("bot.commands.add.update_in_turn", update)
    Path("lines.jsonl").write_text('{"id": "one", "text": "The mill burnt."}\n{\n')
    where = ["--articles", "articles", "--data", "data"]
    assert main(["add", "lines.jsonl", "--json", *where]) == 1
    assert [one["reason"] for one in json.loads(capsys.readouterr().out)["failures"]] == told

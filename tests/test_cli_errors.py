"""Bad input at the command line: one clear line each, exit 1 (2 for wrong usage), nothing lost."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import main
from bot.settings import read_settings
from tests.seed_article import read_the_seeds


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, models_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    read_the_seeds(monkeypatch, tmp_path / "data", models_root)
    monkeypatch.delenv("TELEGRAM_BOT_TOKEN", raising=False)


def fails(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Run a command that must fail; its one line on stderr."""
    capsys.readouterr()
    assert main(arguments) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    (line,) = captured.err.splitlines()
    assert line.startswith("citewire: ")
    return line


def test_a_missing_folder_of_articles(capsys: pytest.CaptureFixture[str]) -> None:
    assert "nowhere" in fails(capsys, "index", "--articles", "nowhere")
    assert not Path("data").exists()


def test_an_empty_folder_of_articles_answers_that_there_are_none(capsys: pytest.CaptureFixture[str]) -> None:
    Path("empty").mkdir()
    assert main(["ask", "Who?", "--articles", "empty"]) == 0
    assert capsys.readouterr().out == "There are no articles yet.\n"


def test_no_index_yet(capsys: pytest.CaptureFixture[str]) -> None:
    assert "run `citewire index` first" in fails(capsys, "articles")


def test_an_unknown_article(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["index"]) == 0
    assert "`citewire articles` lists them" in fails(capsys, "articles", "no-such")


def test_a_data_folder_that_is_something_else(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    letters = tmp_path / "letters"
    letters.mkdir()
    (letters / "dear.txt").write_text("Dear Ann")
    assert "no Citewire index" in fails(capsys, "index", "--data", str(letters))
    assert [path.name for path in letters.iterdir()] == ["dear.txt"]


def test_an_index_of_a_newer_version(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    newer = tmp_path / "newer"
    newer.mkdir()
    (newer / "citewire.json").write_text('{"format": 99, "number": 1, "settings": "", "embedder": ""}')
    assert "newer Citewire" in fails(capsys, "ask", "Who?", "--data", str(newer))


@pytest.mark.parametrize(
    ("question", "says"), [("", "no question"), ("  \n", "no question"), ("a " * 5000, "a question may have 1,000")]
)
def test_no_question_and_far_too_long_a_one(question: str, says: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert says in fails(capsys, "ask", question)


def test_bad_articles_are_named_and_the_others_indexed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "good.txt").write_text("The bridge opened on Monday. It cost 4 million euros.")
    (folder / "empty.txt").write_text("")
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    (folder / "lines.jsonl").write_text('{"id": "one", "text": "The dam held."}\n{\n')
    assert main(["index", "--articles", str(folder)]) == 1
    captured = capsys.readouterr()
    assert "2 added, 0 changed, 0 removed, 0 unchanged, 3 failed" in captured.out
    assert [line.split(":")[0].split(",")[0] for line in captured.err.splitlines()] == [
        "empty.txt",
        "lines.jsonl",
        "picture.txt",
    ]


def test_no_token(capsys: pytest.CaptureFixture[str]) -> None:
    assert "TELEGRAM_BOT_TOKEN is not set" in fails(capsys, "telegram")


def test_a_setting_that_is_wrong_is_named(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_ALLOWED", "1,bob")
    assert "TELEGRAM_ALLOWED" in fails(capsys, "articles")


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("1,bob", "'bob' is no numeric id"),
        ("123 456", "'123 456' is no numeric id"),
        ("123;456", "'123;456' is no numeric id"),
        ("12_3", "'12_3' is no numeric id"),
        (",", "there is no id in it"),
        (" ", "there is no id in it"),
        (" , ,", "there is no id in it"),
    ],
)
@pytest.mark.parametrize("name", ["TELEGRAM_ALLOWED", "TELEGRAM_ADMINS"])
def test_ids_that_are_none_let_nobody_in(
    name: str, value: str, says: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    assert fails(capsys, "articles").startswith(f"citewire: {name}: {says}")


def test_ids_stand_between_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_ALLOWED", " 123, -1001234567890,\n456 ,")
    monkeypatch.setenv("TELEGRAM_ADMINS", "")
    settings = read_settings()
    assert settings.telegram_allowed == {123, -1001234567890, 456}
    assert settings.telegram_admins == frozenset()


def test_an_unknown_model(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert "e5-small-v2" in fails(capsys, "models", "fetch", "no-such-model")
    monkeypatch.setenv("CITEWIRE_EMBEDDER", "no-such-model")
    assert "no-such-model" in fails(capsys, "index")


def test_a_batch_file_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert "none.jsonl: No such file" in fails(capsys, "ask", "--batch", "none.jsonl")


def test_a_bad_line_costs_no_other_of_a_batch(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    asked = b'"question": "How many Russian troops?"}'
    lines = [
        b'\xef\xbb\xbf{"id": 1, ' + asked,
        rb'{"id": "\ud800", "question": "What \ud800 happened in Niger?"}',
        b'{"id": 3, "question": "Which caf\xe9 in Niger?"}',
        b'{"id": ' + b"9" * 5000 + b", " + asked,
        b"[" * 100_000,
        b'{"id": 6, ' + asked,
    ]
    path = tmp_path / "questions.jsonl"
    path.write_bytes(b"\n".join(lines))
    assert main(["ask", "--batch", str(path)]) == 1
    results = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one.get("id") for one in results] == [1, "\ud800", None, None, None, 6]
    assert ["error" in one for one in results] == [False, False, True, True, True, False]
    assert results[2]["error"] == "line 3 is not UTF-8 at byte 33"
    assert (results[0]["text"], results[0]["answered"]) == (results[5]["text"], True)


def test_a_bad_line_costs_no_other_of_a_pipe(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = b"\xef\xbb\xbf/help\ncaf\xe9 in Niger?\nHow many Russian troops?\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(typed)))
    assert main(["chat"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("Type a question.")
    assert "That cannot be read: line 2 is not UTF-8 at byte 4.\n" in shown
    assert "approximately 60 Russian troops" in shown


@pytest.mark.parametrize("arguments", [[], ["ask"], ["nonsense"], ["ask", "a", "--batch", "b"], ["chat", "--nonsense"]])
def test_wrong_usage_is_exit_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("usage: citewire")


def test_the_unforeseen_is_one_line_too() -> None:
    """A folder where the index's own file should be is no error we foresaw by name."""
    broken = "import sys, bot.cli as cli, bot.settings as settings; settings.read_settings = lambda *_: 1 / 0; "
    run = [sys.executable, "-c", broken + "sys.exit(cli.main(['articles']))"]
    ended = subprocess.run(run, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert ended.stderr == "citewire: ZeroDivisionError: division by zero; run again with --debug for the details\n"


def test_help_needs_none_of_the_heavy_libraries() -> None:
    heavy = {"llama_index", "chromadb", "onnxruntime", "telegram", "pydantic", "rich", "numpy", "tantivy"}
    show = "import sys; from bot.cli import build_parser; build_parser().format_help(); print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", show], capture_output=True, text=True, check=True)
    assert not heavy & {name.split(".")[0] for name in run.stdout.split()}

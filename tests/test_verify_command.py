"""`citewire verify` at the command line."""

from pathlib import Path

import pytest

from bot.cli import main
from tests.seed_article import read_the_seeds


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, models_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    read_the_seeds(monkeypatch, tmp_path / "data", models_root)


def test_no_faults_with_the_real_embedder_and_then_one(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["index"]) == 0
    capsys.readouterr()
    assert main(["verify"]) == 0
    assert capsys.readouterr() == ("no faults in 1 articles\n", "")
    (tmp_path / "empty").mkdir()
    assert main(["verify", "--articles", "empty"]) == 0
    assert "0 added, 0 changed, 1 removed" in capsys.readouterr().err
    next((tmp_path / "data").glob("chroma-1/*/length.bin")).write_bytes(b"")
    assert main(["verify"]) == 1
    captured = capsys.readouterr()
    assert captured.out.endswith("length.bin: not as it was written\n")
    assert "`citewire index` mends" in captured.err
    assert main(["index"]) == 0
    assert "everything anew: " in capsys.readouterr().out
    assert main(["verify"]) == 0

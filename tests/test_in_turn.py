"""An index run waits for another process's to end, and not for ever."""

import threading
from pathlib import Path

import pytest

from bot.in_turn import update_in_turn
from bot.settings import read_settings
from index.locks import BusyError, writer_lock


def test_a_run_waits_for_its_turn(tmp_path: Path, models_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CITEWIRE_MODELS", str(models_root))
    articles, data = tmp_path / "articles", tmp_path / "data"
    articles.mkdir()
    data.mkdir()
    (articles / "dam.txt").write_text("The dam held.")
    settings = read_settings(articles, data)
    with writer_lock(data), pytest.raises(BusyError, match="is indexing"):
        update_in_turn(settings, longest_wait=0)
    taken, over = threading.Event(), threading.Event()

    def hold() -> None:
        with writer_lock(data):
            taken.set()
            over.wait()

    holder = threading.Thread(target=hold)
    holder.start()
    taken.wait()
    threading.Timer(0.5, over.set).start()
    assert update_in_turn(settings).added == 1
    holder.join()

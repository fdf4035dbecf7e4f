"""Ctrl-C in the first moments: exit 130 and not a word, whatever the libraries being loaded make of it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
INDEX = ["index", "--rebuild"]
# Ctrl-C comes when the module that is named first is looked for.
PROGRAM = """
import signal
import sys

module = sys.argv.pop(1)

class CtrlC:
    def find_spec(self, name, path=None, target=None):
        if name == module and self in sys.meta_path:
            sys.meta_path.remove(self)
            {raising}

sys.meta_path.insert(0, CtrlC())
from bot.__main__ import start

sys.exit(start())
"""
PLAIN = "signal.raise_signal(signal.SIGINT)"
CHANGED = """
            try:
                signal.raise_signal(signal.SIGINT)
            except KeyboardInterrupt:
                sys.excepthook(*sys.exc_info())  # as numpy does
                from index.errors import CitewireError
                raise {error}("initialization failed") from None
"""


def interrupted(tmp_path: Path, raising: str, module: str, command: list[str]) -> None:
    """Run the command and expect that Ctrl-C ends it."""
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(raising=raising), module, *command],
        cwd=ROOT,
        env=os.environ | {"CITEWIRE_ARTICLES": str(ROOT / "seeds"), "CITEWIRE_DATA": str(tmp_path / "data")},
        input='{"question": "How many troops?"}\n',
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, "", "")


@pytest.mark.parametrize("module", ["bot.cli", "bot.settings", "numpy._core.numerictypes"])
def test_while_a_module_is_loaded(tmp_path: Path, module: str) -> None:
    interrupted(tmp_path, PLAIN, module, INDEX)


@pytest.mark.parametrize("command", [INDEX, ["ask", "--batch", "-"], ["chat"]], ids=["index", "batch", "chat"])
def test_made_another_error(tmp_path: Path, command: list[str]) -> None:
    interrupted(tmp_path, CHANGED.format(error="ImportError"), "bot.settings", command)


def test_made_an_error_of_ours_and_printed_by_a_library(tmp_path: Path) -> None:
    interrupted(tmp_path, CHANGED.format(error="CitewireError"), "bot.settings", INDEX)


def test_in_text_that_is_executed(tmp_path: Path) -> None:
    interrupted(tmp_path, f'exec("{PLAIN}", {{"signal": signal}})', "bot.settings", INDEX)

"""Reasons of the index in a reader's language: every pattern fits what the index really says."""

import re
from pathlib import Path

import pytest

from bot.languages import ENGLISH, Say, say_in
from bot.reasons import REASONS, say_error, say_reason
from index.errors import ArticleError, CitewireError, DamagedIndexError
from index.removal import remove

ROOT = Path(__file__).parent.parent
FRENCH = say_in("fr")


@pytest.fixture(scope="module")
def sources() -> str:
    """All that the program says; sentences that go over two lines are joined."""
    code = "".join(
        path.read_text(encoding="utf-8")
        for folder in ("index", "bot")
        for path in (ROOT / folder).rglob("*.py")
        if path.name != "reasons.py"
    )
    return re.sub(r'"\s+f?"', "", code)


@pytest.mark.parametrize("text", REASONS)
def test_the_program_says_so(text: str, sources: str) -> None:
    for part in re.split(r"{\w+}", text):
        assert part in sources


@pytest.mark.parametrize("text", REASONS)
def test_it_is_found_whatever_is_filled_in(text: str) -> None:
    said = re.sub(r"{\w+}", "a (b) {c}; d", text)
    assert say_reason(said, ENGLISH) == said.replace("`citewire articles`", "/articles")
    assert say_reason(said, FRENCH) != said
    assert say_reason(said, FRENCH).count("a (b) {c}; d") == said.count("a (b) {c}; d")


def test_errors() -> None:
    assert say_error(ArticleError("a.pdf", "the file is empty"), FRENCH) == "a.pdf\u00a0: le fichier est vide"
    assert say_error(CitewireError("the moon is away"), FRENCH) == "the moon is away"


@pytest.mark.parametrize("say", [ENGLISH, FRENCH], ids=["en", "fr"])
def test_what_to_run_is_a_command_of_the_chat(say: Say, tmp_path: Path) -> None:
    with pytest.raises(CitewireError) as unknown:
        remove(tmp_path, ["no-such"])
    for error, command in ((unknown.value, "/articles"), (DamagedIndexError("files.json: damaged"), "/reindex")):
        said = say_error(error, say)
        assert command in said
        assert "citewire " not in said

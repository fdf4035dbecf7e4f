"""README.md must not lie: its settings, commands and files are checked against the program."""

import argparse
import re
from pathlib import Path

from bot.cli import build_parser
from bot.settings import Settings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def variables() -> set[str]:
    return {str(field.validation_alias) for field in Settings.model_fields.values()}


def commands() -> set[str]:
    (subparsers,) = (one for one in build_parser()._actions if isinstance(one, argparse._SubParsersAction))
    return set(subparsers.choices)


def test_every_setting_is_in_the_table_and_in_the_example_and_the_other_way_round() -> None:
    table = set(re.findall(r"^\| `([A-Z_]+)`", README, re.MULTILINE))
    example = set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE))
    assert table == variables()
    assert example == variables()


def test_defaults_in_the_table_are_the_defaults() -> None:
    rows = re.findall(r"^\| `([A-Z_]+)` \| `([^`]*)`", README, re.MULTILINE)
    assert len(rows) > 10
    for name, shown in rows:
        (default,) = (field.default for field in Settings.model_fields.values() if field.validation_alias == name)
        assert shown == str(default), name


def test_every_command_is_in_the_table_and_the_other_way_round() -> None:
    assert set(re.findall(r"^\| `citewire (\w+)", README, re.MULTILINE)) == commands()


def test_make_targets_named_in_the_documents_exist() -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]:
        assert set(re.findall(r"\bmake (\w+)", page.read_text(encoding="utf-8"))) <= targets, page.name


def test_files_of_the_design_exist() -> None:
    there = {path.name for folder in ("bot", "index", "tests") for path in (ROOT / folder).rglob("*.py")}
    named = set(re.findall(r"(\w+\.py)`", (ROOT / "docs" / "design.md").read_text(encoding="utf-8")))
    assert named
    assert named <= there


def test_links_to_files_lead_somewhere() -> None:
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "bench").glob("*.md")]:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"

"""`citewire index`: bring the index up to date with the folder of articles."""

import json
import sys
from argparse import Namespace
from dataclasses import asdict

from bot.settings import read_settings
from bot.terminal import Terminal
from bot.wiring import update
from index.build import IndexReport


def run(arguments: Namespace) -> int:
    """Print what was done; 1 if a file could not be read."""
    settings = read_settings(arguments.articles, arguments.data)
    report = update(settings, rebuild=arguments.rebuild, dry_run=arguments.dry_run)
    if arguments.json:
        print(json.dumps(_object(report), ensure_ascii=False))
    else:
        _show(report, dry_run=arguments.dry_run)
    return 1 if report.failed else 0


def _object(report: IndexReport) -> dict[str, object]:
    """Numbers under the names that the terminal prints; what failed, and why, beside them."""
    failures = [{"file": file, "reason": reason} for file, reason in report.failed]
    counts = {"failed": len(failures), "failures": failures, "seconds": round(report.seconds, 3)}
    return asdict(report) | counts


def _show(report: IndexReport, *, dry_run: bool) -> None:
    terminal = Terminal()
    errors = Terminal(sys.stderr)
    for file, reason in report.failed:
        errors.say(f"{file}: {reason}")
    if report.rebuilt:
        terminal.say(f"everything anew: {report.rebuilt}")
    numbers = {
        "added": report.added,
        "changed": report.changed,
        "removed": report.removed,
        "unchanged": report.unchanged,
        "failed": len(report.failed),
    }
    line = ", ".join(f"{number:,} {name}" for name, number in numbers.items())
    terminal.say(f"{'would be: ' if dry_run else ''}{line}; {report.seconds:.1f} s")

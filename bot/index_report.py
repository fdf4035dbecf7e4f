"""What people and programs are shown of an index run."""

from collections.abc import Mapping
from dataclasses import asdict

from bot.terminal import Terminal
from index.build import IndexReport


def report_object(report: IndexReport) -> dict[str, object]:
    """Numbers under the names that the terminal prints; what failed, and why, beside them."""
    failures = [{"file": file, "reason": reason} for file, reason in report.failed]
    counts = {"failed": len(failures), "failures": failures, "seconds": round(report.seconds, 3)}
    return asdict(report) | counts


def show_report(report: IndexReport, terminal: Terminal, before: str = "") -> None:
    """One line, and one more if everything was made anew."""
    if report.rebuilt:
        terminal.say(f"everything anew: {report.rebuilt}")
    numbers: Mapping[str, int] = {
        "added": report.added,
        "changed": report.changed,
        "removed": report.removed,
        "unchanged": report.unchanged,
        "failed": len(report.failed),
    }
    line = ", ".join(f"{number:,} {name}" for name, number in numbers.items())
    terminal.say(f"{before}{line}; {report.seconds:.1f} s")

"""`citewire index`: bring the index up to date with the folder of articles, once or after every change."""

import json
import sys
from argparse import Namespace
from collections.abc import Sequence
from datetime import UTC, datetime
from threading import Event

from bot.index_report import report_object, show_report
from bot.settings import Settings, read_settings
from bot.terminal import Terminal
from bot.wiring import open_embedder, update
from index.build import IndexReport
from index.errors import CitewireError
from index.watching import follow


def run(arguments: Namespace) -> int:
    """Print what was done; 1 if a file could not be read. With --watch it goes on until Ctrl-C."""
    settings = read_settings(arguments.articles, arguments.data)
    if arguments.watch:
        follow(settings.articles, Watched(settings, arguments), Event(), ignore=settings.data)
        return 0
    report = update(settings, rebuild=arguments.rebuild, dry_run=arguments.dry_run)
    if arguments.json:
        print(json.dumps(report_object(report), ensure_ascii=False))
    else:
        _say_failures(report.failed)
        show_report(report, Terminal(), "would be: " if arguments.dry_run else "")
    return 1 if report.failed else 0


class Watched:
    """One run after another; what was said of the last is not said again."""

    def __init__(self, settings: Settings, arguments: Namespace) -> None:
        self._settings = settings
        self._embedder = open_embedder(settings)
        self._as_json: bool = arguments.json
        self._rebuild: bool = arguments.rebuild
        self._failed: frozenset[tuple[str, str]] = frozenset()
        self._trouble: str | None = None

    def __call__(self) -> bool:
        """Whether the index is up to date now: not while another process writes it, or the folder is gone."""
        try:
            report = update(self._settings, embedder=self._embedder, rebuild=self._rebuild)
        except CitewireError as error:
            if str(error) != self._trouble:
                Terminal(sys.stderr).say(f"citewire: {error}")
            self._trouble = str(error)
            return False
        self._rebuild, self._trouble = False, None
        self._show(report)
        return True

    def _show(self, report: IndexReport) -> None:
        if self._as_json:
            print(json.dumps(report_object(report), ensure_ascii=False), flush=True)
            return
        _say_failures([one for one in report.failed if one not in self._failed])
        self._failed = frozenset(report.failed)
        now = datetime.now(UTC).astimezone()
        show_report(report, Terminal(), f"{now:%Y-%m-%d %H:%M:%S}  ")
        sys.stdout.flush()


def _say_failures(failed: Sequence[tuple[str, str]]) -> None:
    errors = Terminal(sys.stderr)
    for file, reason in failed:
        errors.say(f"{file}: {reason}")

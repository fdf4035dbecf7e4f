"""`citewire add`: files, folders, pages and feeds into the folder of articles, and then into the index."""

import json
import sys
from argparse import Namespace
from dataclasses import asdict

from bot.in_turn import update_in_turn
from bot.index_report import report_object, show_report
from bot.settings import read_settings
from bot.terminal import Terminal
from index.adding import Added, add
from index.addresses import anywhere, is_public
from index.errors import ArticleError, CitewireError
from index.fetching import Fetcher
from index.folder import ArticlesFolder


def run(arguments: Namespace) -> int:
    """Print a line for each file added and each failure; 1 if there was one."""
    settings = read_settings(arguments.articles, arguments.data)
    folder = ArticlesFolder(settings.articles)
    added: list[Added] = []
    failures: list[ArticleError] = []
    with Fetcher(permits=anywhere if settings.fetch_private else is_public) as fetcher:
        for one in add(arguments.sources, folder, fetcher):
            if isinstance(one, Added):
                added.append(one)
            else:
                failures.append(one)
            if not arguments.json:
                _say(one)
    report = None
    if added:
        try:
            report = update_in_turn(settings)
        except CitewireError as error:
            failures.append(_said(ArticleError("index", f"{error}. What was added is in the folder"), arguments))
    if report is not None:
        sources = {one.file: one.source for one in added}
        known = {(one.path, one.reason) for one in failures}  # a part of the file, said when it was read
        new = [one for one in report.failed if one[0] in sources and (sources[one[0]], one[1]) not in known]
        failures += [_said(ArticleError(*one), arguments) for one in new]
    if arguments.json:
        result = {
            "added": [asdict(one) | {"change": one.change.value} for one in added],
            "failures": [{"source": one.path, "reason": one.reason} for one in failures],
            "index": report_object(report) if report else None,
        }
        print(json.dumps(result, ensure_ascii=False))
    elif report is not None:
        show_report(report, Terminal())
    return 1 if failures else 0


def _said(failure: ArticleError, arguments: Namespace) -> ArticleError:
    if not arguments.json:
        _say(failure)
    return failure


def _say(one: Added | ArticleError) -> None:
    if isinstance(one, ArticleError):
        Terminal(sys.stderr).say(str(one))
        return
    what = one.title or f"{one.articles:,} articles"
    Terminal().say(f"{one.change.value:<9}  {one.file}  {what}")
    sys.stdout.flush()

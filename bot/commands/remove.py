"""`citewire remove`: articles out of the folder, and then out of the index."""

import json
from argparse import Namespace
from dataclasses import asdict

from bot.in_turn import update_in_turn
from bot.index_report import report_object, show_report
from bot.settings import read_settings
from bot.terminal import Terminal
from index.errors import CitewireError
from index.removal import remove


def run(arguments: Namespace) -> int:
    """Print what was deleted; nothing is when an article is unknown."""
    settings = read_settings(arguments.articles, arguments.data)
    removed = remove(settings.articles, arguments.ids)
    terminal = Terminal()
    for one in () if arguments.json else removed:
        what = f"its line in {one.file}" if one.line else f"the file {one.file}"
        terminal.say(f"removed {one.article_id}: {what}")
    try:
        report = update_in_turn(settings)
    except CitewireError as error:
        raise CitewireError(f"{error}. The articles are gone from the folder, not yet from the index") from error
    if arguments.json:
        result = {"removed": [asdict(one) for one in removed], "index": report_object(report)}
        print(json.dumps(result, ensure_ascii=False))
    else:
        show_report(report, terminal)
    return 0

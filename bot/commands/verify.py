"""`citewire verify`: every promise about the stored data, checked; one line a fault."""

import sys
from argparse import Namespace
from contextlib import closing

from bot.settings import Settings, read_settings
from bot.terminal import Terminal
from bot.wiring import open_embedder, open_index, update
from index.errors import CitewireError
from index.models import Embedder
from index.verify import verify


def run(arguments: Namespace) -> int:
    """Print what is wrong; 1 if anything is. How the folder of articles differs is said, and is no fault."""
    settings = read_settings(arguments.articles, arguments.data)
    embedder = open_embedder(settings)
    store, lexicon = open_index(settings)
    terminal, errors = Terminal(), Terminal(sys.stderr)
    with closing(store):
        sound = True
        for fault in verify(store.backend, lexicon, embedder):
            terminal.say(fault)
            sound = False
        if not sound:
            errors.say("`citewire index` mends what is missing or damaged, `citewire index --rebuild` makes all anew")
            return 1
        terminal.say(f"no faults in {len(store.snapshot.versions):,} articles")
    if note := _difference(settings, embedder):
        errors.say(note)
    return 0


def _difference(settings: Settings, embedder: Embedder) -> str | None:
    """What the next run would do, None if nothing."""
    try:
        report = update(settings, embedder=embedder, dry_run=True)
    except CitewireError as error:
        return str(error)  # such as that there is no folder of articles on this machine
    changes = {"added": report.added, "changed": report.changed, "removed": report.removed}
    if report.rebuilt:
        return f"`citewire index` would make everything anew: {report.rebuilt}"
    if not any(changes.values()):
        return None
    numbers = ", ".join(f"{number:,} {name}" for name, number in changes.items())
    return f"since the last `citewire index`: {numbers}"

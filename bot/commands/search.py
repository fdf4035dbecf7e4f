"""`citewire search`: the evidence for a question, best first, without an answer."""

import json
from argparse import Namespace

from bot.answer_json import evidence_object
from bot.render import source_line
from bot.settings import read_settings
from bot.terminal import Terminal
from bot.wiring import open_citewire


def run(arguments: Namespace) -> int:
    """Print a sentence a block with its score and source."""
    citewire = open_citewire(read_settings(arguments.articles, arguments.data))
    evidence = citewire.engine.search(arguments.query)
    if arguments.json:
        print(json.dumps([evidence_object(one) for one in evidence], ensure_ascii=False))
        return 0
    terminal = Terminal()
    for one in evidence:
        terminal.say(f"{one.score:.2f}  {one.text}")
        terminal.say(source_line(one.source), indent="      ")
    if not evidence:
        terminal.say("Nothing found.")
    return 0

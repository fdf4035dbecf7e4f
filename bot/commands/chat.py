"""`citewire chat`: questions in the terminal, or a question a line from a pipe."""

import sys
from argparse import Namespace

from bot.following import following
from bot.repl import converse, read_questions
from bot.session import Session
from bot.settings import read_settings
from bot.terminal import Terminal
from bot.wiring import open_citewire


def run(arguments: Namespace) -> int:
    """Answer until the input ends or /quit."""
    settings = read_settings(arguments.articles, arguments.data)
    citewire = open_citewire(settings)
    session = Session(citewire.engine, citewire.search, debug=arguments.debug)
    terminal = Terminal()
    with following(settings, citewire.embedder):
        if sys.stdin.isatty() and not terminal.plain:
            converse(session, terminal, history=settings.data / "history")
        else:
            read_questions(session, terminal, sys.stdin.buffer)
    return 0

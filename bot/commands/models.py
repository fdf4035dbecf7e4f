"""`citewire models`: which models there are, what they are for, and under which licence."""

from argparse import Namespace

from bot.progress import Display
from bot.settings import read_settings
from bot.terminal import Terminal
from index.model_catalogue import catalogue
from index.model_fetch import fetch
from index.model_files import default_root, installed


def run(arguments: Namespace) -> int:
    """List the models, or fetch the one named."""
    root = read_settings(arguments.articles, arguments.data).models or default_root()
    terminal = Terminal()
    if "name" in arguments:
        with Display() as display:
            model = fetch(arguments.name, root, display.note)
        terminal.say(f"{model.name} is in {model.folder}")
        return 0
    for model in catalogue(root).values():
        state = "there" if installed(model) else "not fetched"
        terminal.say(f"{model.name:<22} {model.kind:<9} {model.bytes / 1e6:>5.0f} MB  {model.license:<11} {state}")
        terminal.say(model.purpose, indent="  ")
    return 0

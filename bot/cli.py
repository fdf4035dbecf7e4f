"""The command line: which commands there are, and how errors end the program."""

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from types import TracebackType

from bot.interrupts import INTERRUPTED, Interruptible
from index.errors import CitewireError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code: 0 well, 1 an error said in one line, 2 wrong usage, 130 interrupted."""
    parsed = build_parser().parse_args(arguments)
    if not parsed.debug:
        sys.excepthook = _say_in_one_line
    for name in ("pypdf", "trafilatura", "htmldate"):  # they log what a damaged file lacks; the report says it better
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        with Interruptible():
            run = import_module(f"bot.commands.{parsed.module}").run
            code: int = run(parsed)
            sys.stdout.flush()
    except CitewireError as error:
        if parsed.debug:
            raise
        print(f"citewire: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output stopped; without this the interpreter complains once more while it exits.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code


def build_parser() -> argparse.ArgumentParser:
    """The whole command line. Every command names the module under `bot.commands` that runs it."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--articles", type=Path, metavar="DIR", help="the folder of articles (CITEWIRE_ARTICLES)")
    common.add_argument("--data", type=Path, metavar="DIR", help="where the index is kept (CITEWIRE_DATA)")
    common.add_argument("--debug", action="store_true", help="show where an error comes from")
    parser = argparse.ArgumentParser(
        prog="citewire",
        description="Answers over a news archive, every statement with the exact sentences it rests on.",
    )
    parser.add_argument("--version", action="version", version=f"citewire {version('citewire')}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def command(name: str, help_text: str, module: str | None = None) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=help_text, description=help_text, parents=[common])
        added.set_defaults(module=module or name)
        return added

    command("chat", "ask questions in the terminal; from a pipe, a question a line")
    ask = command("ask", "ask one question, or many from a file")
    what = ask.add_mutually_exclusive_group(required=True)
    what.add_argument("question", nargs="?", metavar="QUESTION")
    what.add_argument("--batch", metavar="FILE", help='JSON Lines of {"id"?, "question"}, - for standard input')
    ask.add_argument("--json", action="store_true", help="print one JSON object")
    index = command("index", "bring the index up to date with the folder of articles")
    index.add_argument("--rebuild", action="store_true", help="read and embed every article again")
    either = index.add_mutually_exclusive_group()
    either.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
    either.add_argument("--watch", action="store_true", help="go on, and index again after every change")
    index.add_argument("--json", action="store_true", help="print one JSON object, with --watch one a run")
    add = command("add", "add files, folders, pages or feeds to the folder of articles, and index them")
    add.add_argument("sources", nargs="+", metavar="PATH|URL")
    add.add_argument("--json", action="store_true", help="print one JSON object")
    remove = command("remove", "delete articles from the folder and from the index")
    remove.add_argument("ids", nargs="+", metavar="ARTICLE_ID")
    remove.add_argument("--json", action="store_true", help="print one JSON object")
    articles = command("articles", "list the articles, or show one with its sentences")
    articles.add_argument("id", nargs="?", metavar="ID")
    articles.add_argument("--dropped", action="store_true", help="show what was left out of it, and by which rule")
    articles.add_argument("--json", action="store_true", help="print JSON")
    search = command("search", "find evidence, without an answer")
    search.add_argument("query", metavar="QUERY")
    search.add_argument("--json", action="store_true", help="print a JSON list")
    command("verify", "check every promise about the stored data; exit 1 and one line a fault")
    evaluate = command("eval", "figures of quality on a labelled set of questions")
    evaluate.add_argument("questions", type=Path, metavar="QUESTIONS.jsonl")
    evaluate.add_argument("--leave-gold-out", action="store_true", help="ask again without the articles that answer")
    evaluate.add_argument(
        "--skip", action="append", default=[], metavar="FIELD", help="pass over questions with it true"
    )
    evaluate.add_argument("--answerer", choices=["extractive", "llm"], help="as the settings say, unless named")
    evaluate.add_argument("--curve", type=Path, metavar="PNG", help="draw the risk-coverage curve")
    evaluate.add_argument("--json", action="store_true", help="print one JSON object")
    models = command("models", "list the models, or fetch one")
    actions = models.add_subparsers(title="actions", metavar="ACTION")
    fetch = actions.add_parser("fetch", help="fetch a model of the list", parents=[common])
    fetch.add_argument("name", metavar="NAME")
    telegram = command("telegram", "run the Telegram bot", "telegram_bot")
    telegram.add_argument("--check", action="store_true", help="check all settings and the token, and start nothing")
    return parser


def _say_in_one_line(kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
    """For errors nobody foresaw: one line, and where to see the rest. Ctrl-C is none, though numpy prints it here."""
    if issubclass(kind, KeyboardInterrupt):
        return
    reason = " ".join(str(error).split()) or "no reason given"
    print(f"citewire: {kind.__name__}: {reason}; run again with --debug for the details", file=sys.stderr)

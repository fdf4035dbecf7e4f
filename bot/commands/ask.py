"""`citewire ask`: one question from the command line, or many from a file of JSON Lines."""

import json
import sys
from argparse import Namespace
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

from bot.answer_json import Json, answer_object, json_line
from bot.blocks import answer_block
from bot.engine import Engine
from bot.input_lines import Unreadable, text_lines
from bot.llm_errors import LlmError
from bot.question import QuestionError, tidy_question
from bot.settings import read_settings
from bot.terminal import Terminal
from bot.wiring import open_citewire
from index.errors import CitewireError


def run(arguments: Namespace) -> int:
    """Answer and print; 1 if a line of a batch could not be asked."""
    if arguments.question is not None:
        tidy_question(arguments.question)  # before the models are loaded for nothing
    with ExitStack() as stack:
        lines = None if arguments.batch is None else stack.enter_context(_open(arguments.batch))
        citewire = open_citewire(read_settings(arguments.articles, arguments.data))
        if lines is not None:
            return _batch(citewire.engine, lines)
        answer = citewire.engine.answer(arguments.question)
    if arguments.json:
        print(json_line(answer_object(answer)))
        if answer.draft.note:
            Terminal(sys.stderr).say(f"citewire: {answer.draft.note}")
    else:
        Terminal().show(answer_block(answer.draft, debug=arguments.debug))
    return 0


def _open(name: str) -> BinaryIO:
    if name == "-":
        return sys.stdin.buffer
    try:
        return Path(name).open("rb")
    except OSError as error:
        raise CitewireError(f"{name}: {error.strerror}; name a file of JSON Lines, or - for standard input") from error


def _batch(engine: Engine, lines: BinaryIO) -> int:
    failed = False
    for number, line in enumerate(text_lines(lines), start=1):
        if isinstance(line, Unreadable) or line.strip():
            result = _answer_line(engine, number, line)
            failed = failed or "error" in result
            print(json_line(result), flush=True)
    return 1 if failed else 0


def _answer_line(engine: Engine, number: int, line: str | Unreadable) -> Json:
    """One object a line; a line that cannot be asked gives an object with `error`, so that none is lost."""
    if isinstance(line, Unreadable):
        return {"error": line.reason}
    try:
        asked = json.loads(line)
    except json.JSONDecodeError as error:
        return {"error": f"line {number} is not JSON: {error.msg}"}
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, thousands of brackets
        return {"error": f"line {number} cannot be read: {error}"}
    if not isinstance(asked, dict) or not isinstance(asked.get("question"), str):
        return {"error": f'line {number} is no object with a "question"'}
    carried: Json = {"id": asked["id"]} if "id" in asked else {}
    try:
        return carried | answer_object(engine.answer(asked["question"]))
    except (QuestionError, LlmError) as error:
        return carried | {"error": str(error)}

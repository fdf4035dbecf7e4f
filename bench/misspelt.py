"""Answers to questions with a misspelt word: as written, put right as the articles spell it, and as typed.

    python -m bench misspelt SET [--most N]

In each question a word of five letters or more gets two letters swapped, or one dropped, doubled or replaced, and all
of it is typed in small letters.
"""

import argparse
import random
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bench.labelled_set import SEED, indexed, questions_of
from bot.evaluation.figures import figures
from bot.evaluation.labelled import LabelledQuestion
from bot.evaluation.runner import ask_all
from bot.wiring import Citewire

SHOWN = ("answered", "first_right", "any_right", "precision")
_WORD = re.compile(r"[a-z]{5,}")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def main(arguments: Sequence[str]) -> int:
    """Print a table of three rows."""
    parser = argparse.ArgumentParser(prog="python -m bench misspelt")
    parser.add_argument("set", type=Path, metavar="SET")
    parser.add_argument("--most", type=int, default=150, help="questions, the first of the set")
    options = parser.parse_args(arguments)
    questions = [one for one in questions_of(options.set) if one.answerable and one.gold]
    questions = questions[: options.most]
    source = random.Random(SEED)
    typed = [replace(one, question=misspell(one.question, source)) for one in questions]
    with indexed(options.set) as citewire:
        print("| | " + " | ".join(SHOWN) + " |\n|---|" + "---|" * len(SHOWN))
        _show("as written", citewire, questions)
        _show("misspelt, put right", citewire, typed)
        setattr(citewire.search, "respelt", str)  # noqa: B010  # a question as it was typed
        _show("misspelt, as typed", citewire, typed)
    return 0


def misspell(question: str, source: random.Random) -> str:
    """The question in small letters, one of its longer words wrong."""
    small = question.lower()
    words = list(_WORD.finditer(small))
    if not words:
        return small
    word = source.choice(words)
    at = source.randrange(word.start() + 1, word.end() - 1)
    letter, after = small[at], small[at + 1]
    wrong = source.choice((after + letter, after, letter + letter + after, source.choice(_LETTERS) + after))
    return small[:at] + wrong + small[at + 2 :]


def _show(name: str, citewire: Citewire, questions: Sequence[LabelledQuestion]) -> None:
    found = {one.name: one.value for one in figures(list(ask_all(citewire.engine, citewire.search, questions)))}
    print(f"| {name} | " + " | ".join(f"{found[one]:.3f}" for one in SHOWN) + " |", flush=True)

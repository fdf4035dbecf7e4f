"""What a language model writes and what of it is shown, side by side, with the time both take; a Markdown table.

    CITEWIRE_LLM_MODEL=… python -m bench written QUESTIONS.jsonl --kept FILE [--articles DIR] [--data DIR]

A question a line: {"id", "question", "answerable", "answers": [words of a right answer, …], "evidence": [words of a
right sentence, …]}. The model alone gets the same sentences, under other marks so that nothing it has read before makes
it faster, and the same instructions; its answer is right if it says one of the answers, and cited right if it cites one
of the sentences. Answers are kept in a file, so that a run that was ended goes on where it was.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

from bot.answer import Draft
from bot.engine import Engine
from bot.evidence_prompt import LOCAL_LIMITS, Limits, escape, make_offer
from bot.json_statements import answer_schema
from bot.llm import ChatModel
from bot.marks import EXAMPLE, MarkReader
from bot.settings import read_settings
from bot.wiring import open_citewire, open_model
from bot.written import Written, WrittenStream
from prompts import render


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and the words by which its answer and its sentence are known."""

    id: str
    question: str
    answerable: bool
    answers: tuple[str, ...]
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """An answer: its statements (a refusal has none), the sentences they cite, seconds to the first and to the end."""

    statements: tuple[str, ...]
    cited: tuple[str, ...]
    first_seconds: float | None
    seconds: float


def main(argv: Sequence[str] | None = None) -> int:
    """Ask every question twice and print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench written", description=__doc__)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--kept", type=Path, required=True, help="answers, JSON Lines; a new run goes on there")
    parser.add_argument("--articles", type=Path)
    parser.add_argument("--data", type=Path)
    arguments = parser.parse_args(argv)
    questions = [_asked(json.loads(line)) for line in arguments.questions.read_text(encoding="utf-8").splitlines()]
    settings = read_settings(arguments.articles, arguments.data)
    model = open_model(settings, print)
    engine = open_citewire(settings, model).engine
    engine.search(questions[0].question)  # what is loaded at the first search is not counted
    pairs = [_both(engine, model, one, arguments.kept) for one in questions]
    alone, shown = [before for before, _ in pairs], [after for _, after in pairs]
    print(f"{model.name}\n\n| question | the model alone | shown |\n|---|---|---|")
    for one, before, after in zip(questions, alone, shown, strict=True):
        print(f"| {one.question} | {_cell(one, before)} | {_cell(one, after)} |")
    print("\n| | the model alone | shown |\n|---|---|---|")
    for name, before_figure, after_figure in zip(
        _NAMES, _figures(questions, alone), _figures(questions, shown), strict=True
    ):
        print(f"| {name} | {before_figure} | {after_figure} |")
    return 0


def _asked(fields: dict[str, object]) -> Asked:
    answers, evidence = (tuple(map(str, _list(fields[name]))) for name in ("answers", "evidence"))
    return Asked(str(fields["id"]), str(fields["question"]), fields["answerable"] is True, answers, evidence)


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _both(engine: Engine, model: ChatModel, asked: Asked, kept: Path) -> tuple[Said, Said]:
    """What the model says alone, and what is shown; from `kept` if it was asked before."""
    lines = kept.read_text(encoding="utf-8").splitlines() if kept.exists() else []
    for fields in map(json.loads, lines):
        if fields["id"] == asked.id:
            return Said(**fields["alone"]), Said(**fields["shown"])
    alone, shown = _alone(engine, model, asked.question), _shown(engine, asked.question)
    with kept.open("a", encoding="utf-8") as file:
        file.write(json.dumps({"id": asked.id, "alone": asdict(alone), "shown": asdict(shown)}) + "\n")
    return alone, shown


def _shown(engine: Engine, question: str) -> Said:
    begin, first = perf_counter(), None
    draft = Draft()
    for answer in engine.stream(question):
        draft = answer.draft
        if draft.statements and first is None:
            first = perf_counter() - begin
    cited = tuple(one.evidence.text for one in draft.citations)
    return Said(tuple(one.text for one in draft.statements), cited, first, perf_counter() - begin)


def _alone(engine: Engine, model: ChatModel, question: str) -> Said:
    offer = make_offer(question, engine.search(question), LOCAL_LIMITS if model.is_local else Limits())
    schema = answer_schema(offer.marks, bounded=model.is_local) if model.takes_schema else None
    system = render("answer" if schema is None else "answer_json", example=EXAMPLE)
    user = render("evidence", evidence=offer.text, question=escape(question))
    begin, first = perf_counter(), None
    reading = WrittenStream(MarkReader(offer.marks))
    written: list[Written] = []
    for piece in model.stream(system, user, schema):
        written += reading.feed(piece)
        if written and first is None:
            first = perf_counter() - begin
    written += reading.close()
    seconds = perf_counter() - begin
    cited = tuple(offer.by_mark[mark].text for one in written for mark in one.marks if mark in offer.by_mark)
    return Said(tuple(one.text for one in written), cited, first or (seconds if written else None), seconds)


def _is_right(asked: Asked, said: Said) -> bool:
    text = " ".join(said.statements).casefold()
    return any(answer.casefold() in text for answer in asked.answers)


def _is_cited_right(asked: Asked, said: Said) -> bool:
    return any(words in sentence for words in asked.evidence for sentence in said.cited)


def _cell(asked: Asked, said: Said) -> str:
    if not said.statements:
        return f"*refused* {'✗' if asked.answerable else '✓'}"
    right = asked.answerable and _is_right(asked, said)
    cited = " [✓]" if _is_cited_right(asked, said) else " [✗]"
    return f"{' '.join(said.statements)} {'✓' if right else '✗'}{cited if asked.answerable else ''}"


_NAMES = (
    "right, of those that are answered in the articles",
    "right and cited right",
    "refused, of the others",
    "seconds to the first sentence, median",
    "seconds to the end, median",
)


def _figures(questions: Sequence[Asked], said: Sequence[Said]) -> tuple[str, ...]:
    """In the order of `_NAMES`; times are over the questions that both were to answer."""
    pairs = list(zip(questions, said, strict=True))
    answerable = [(one, answer) for one, answer in pairs if one.answerable]
    others = [answer for one, answer in pairs if not one.answerable]
    right = [_is_right(one, answer) for one, answer in answerable]
    cited = [_is_right(one, answer) and _is_cited_right(one, answer) for one, answer in answerable]
    firsts = [answer.first_seconds for _, answer in answerable if answer.first_seconds is not None]
    return (
        f"{sum(right)} of {len(right)}",
        f"{sum(cited)} of {len(cited)}",
        f"{sum(not answer.statements for answer in others)} of {len(others)}",
        f"{median(firsts):.1f}" if firsts else "-",
        f"{median(answer.seconds for _, answer in answerable):.1f}",
    )

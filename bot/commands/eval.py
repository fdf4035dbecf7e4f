"""`citewire eval`: figures of quality on a labelled set."""

import json
from argparse import Namespace
from collections.abc import Mapping
from dataclasses import asdict

from bot.answer import WRITER, Answer
from bot.evaluation.curve import check_curve, draw_curve
from bot.evaluation.figures import Report, report
from bot.evaluation.labelled import read_questions
from bot.evaluation.left_out import LeftOut
from bot.evaluation.runner import ask_all, ask_without_gold
from bot.evaluation.written import WrittenReport, written_report
from bot.settings import Settings, read_settings
from bot.terminal import Terminal
from bot.verify import Verifier
from bot.wiring import open_citewire
from index.errors import CitewireError


def run(arguments: Namespace) -> int:
    """Ask every question and print the figures; with --leave-gold-out the answerable ones once more."""
    questions = list(read_questions(arguments.questions, arguments.skip))
    if not questions:
        raise CitewireError(f"{arguments.questions}: no question is left to ask")
    if arguments.leave_gold_out and not any(one.answerable and one.article_ids for one in questions):
        raise CitewireError(f"{arguments.questions}: --leave-gold-out needs an answerable question with its doc_ids")
    if arguments.curve:
        check_curve(arguments.curve)
    citewire = open_citewire(_settings(arguments))
    answers: list[Answer] = []
    outcomes = list(ask_all(citewire.engine, citewire.search, questions, answers))
    runs = {"questions": outcomes}
    if arguments.leave_gold_out:
        left_out = list(ask_without_gold(lambda ids: citewire.engine_on(LeftOut(citewire.search, ids)), questions))
        runs["gold_left_out"] = [one for one in outcomes if one.answerable] + left_out
    reports = {name: report(asked) for name, asked in runs.items()}
    if arguments.curve:
        draw_curve({name: one.risk_coverage for name, one in reports.items()}, arguments.curve)
    written = written_report(answers, Verifier()) if citewire.engine.answerer == WRITER else None
    if arguments.json:
        extra = {"written": asdict(written)} if written else {}
        print(json.dumps({name: asdict(one) for name, one in reports.items()} | extra))
    else:
        _show(reports)
        if written:
            _show_written(written)
    return 0


def _settings(arguments: Namespace) -> Settings:
    """With the answerer of the command line, if it names one."""
    settings = read_settings(arguments.articles, arguments.data)
    if arguments.answerer == "extractive":
        return settings.model_copy(update={"llm_model": None})
    if arguments.answerer == "llm" and settings.llm_model is None:
        raise CitewireError("--answerer llm: CITEWIRE_LLM_MODEL names the model; see docs/llm.md")
    return settings


def _show_written(written: WrittenReport) -> None:
    terminal = Terminal()
    terminal.say(f"written by the language model, {written.questions} questions:")
    for name, value in asdict(written).items():
        shown = "-" if value is None else f"{value:.3f}" if isinstance(value, float) else str(value)
        terminal.say(f"{name:<14}{shown:>17}", indent="  ")


def _show(reports: Mapping[str, Report]) -> None:
    terminal = Terminal()
    for name, one in reports.items():
        terminal.say(f"{name.replace('_', ' ')}: {'share':>17}  95 % interval   of")
        for figure in one.figures:
            interval = f"{figure.low:.3f} - {figure.high:.3f}"
            terminal.say(f"{figure.name:<14}{figure.value:>17.3f}  {interval}  {figure.questions:>5}", indent="  ")
        if one.auroc is not None:
            terminal.say(f"{'auroc':<14}{one.auroc:>17.3f}", indent="  ")
        terminal.say(f"{'seconds':<14}{one.seconds_p50:>17.3f}  p95 {one.seconds_p95:.3f}", indent="  ")

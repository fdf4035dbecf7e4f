"""Does a language model tell near misses from questions that are answered? Its yes or no beside the reranker's score.

    python -m bench evidence_gate QUESTIONS.jsonl --articles DIR --data DIR [--most N] [--json FILE]

The questions are labelled as for `citewire eval`; the model is CITEWIRE_LLM_MODEL. Prints AUROC of both, and for the
shares of answerable questions kept what share of the others is refused, with seconds a question.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from bot.evaluation.labelled import LabelledQuestion, read_questions
from bot.evidence_gate import evidence_answers
from bot.open_llm import open_llm
from bot.settings import read_settings
from bot.wiring import open_citewire
from index.errors import CitewireError
from index.model_files import default_root

KEPT = (0.95, 0.9, 0.85, 0.8)


@dataclass(frozen=True, slots=True)
class Judged:
    """One question: the best sentence's score, and the model's probability of yes."""

    id: str
    answerable: bool
    score: float
    yes: float
    seconds: float


def main(argv: Sequence[str] | None = None) -> int:
    """Judge as many answerable as unanswerable questions and print a table."""
    parser = argparse.ArgumentParser(prog="python -m bench evidence_gate", description=__doc__)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--articles", type=Path)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--most", type=int, default=300, help="questions of each kind")
    parser.add_argument("--sentences", type=int, default=6, help="how many of the best the model reads")
    parser.add_argument("--json", type=Path, help="write every judgement there")
    arguments = parser.parse_args(argv)
    questions = list(read_questions(arguments.questions))
    chosen = [
        one
        for answerable in (True, False)
        for one in [each for each in questions if each.answerable is answerable][: arguments.most]
    ]
    judged = judge(chosen, arguments.articles, arguments.data, arguments.sentences)
    if arguments.json:
        arguments.json.write_text("\n".join(json.dumps(asdict(one)) for one in judged), encoding="utf-8")
    print(f"{len(judged)} questions, {np.median([one.seconds for one in judged]):.2f} s a question (median)")
    print(f"{'':10}{'AUROC':>7}" + "".join(f"  refused at {kept:.0%} kept" for kept in KEPT))
    for name in ("score", "yes"):
        values = np.array([getattr(one, name) for one in judged])
        answerable = np.array([one.answerable for one in judged])
        shares = [refused_share(values, answerable, kept) for kept in KEPT]
        print(f"{name:10}{area(values, answerable):7.3f}" + "".join(f"{share:20.2f}" for share in shares))
    return 0


def judge(
    questions: Sequence[LabelledQuestion], articles: Path | None, data: Path | None, sentences: int
) -> list[Judged]:
    """Search, and ask the model about the best sentences. Raises CitewireError."""
    settings = read_settings(articles, data)
    if settings.llm_model is None:
        raise CitewireError("CITEWIRE_LLM_MODEL: name the model to measure")
    engine = open_citewire(settings.model_copy(update={"llm_model": None})).engine
    key = settings.llm_api_key.get_secret_value() if settings.llm_api_key else None
    root = settings.models or default_root()
    model = open_llm(settings.llm_model, settings.llm_base_url, key, root, print, settings.llm_timeout)
    judged = []
    for one in questions:
        evidence = engine.search(one.question)[:sentences]
        begin = perf_counter()
        yes = evidence_answers(model, one.question, [each.text for each in evidence]) if evidence else 0.0
        if yes is None:
            raise CitewireError(f"{settings.llm_model}: its server gives no log-probabilities")
        score = evidence[0].score if evidence else 0.0
        judged.append(Judged(one.id, one.answerable, score, yes, perf_counter() - begin))
    return judged


def area(values: NDArray[np.float64], answerable: NDArray[np.bool_]) -> float:
    """The chance that an answerable question has the higher value."""
    yes, no = values[answerable], values[~answerable]
    return float((yes[:, None] > no[None, :]).mean() + (yes[:, None] == no[None, :]).mean() / 2)


def refused_share(values: NDArray[np.float64], answerable: NDArray[np.bool_], kept: float) -> float:
    """The share of unanswerable questions under the threshold that keeps that share of the answerable ones."""
    threshold = np.quantile(values[answerable], 1 - kept)
    return float((values[~answerable] < threshold).mean())

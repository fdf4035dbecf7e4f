"""Does a language model tell near misses from questions that are answered? Its yes or no, joined to the answerability.

    CITEWIRE_LLM_MODEL=… python -m bench evidence_gate QUESTIONS.jsonl --articles DIR --data DIR --kept FILE [--fit]

The questions are labelled as for `citewire eval`. Each judgement is kept in a file, so that a run that was ended goes
on where it was. Prints AUROC, what share of the unanswerable is refused where a share of the others is answered, and
seconds a question; the two joined are cross-validated by article, by question where there are few articles. With --fit
also the coefficients for `bot/evidence_gate.toml`.
"""

import argparse
import json
import random
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import zip_longest
from pathlib import Path
from time import perf_counter

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold
from sklearn.preprocessing import StandardScaler

from bot.answerability import Caution, load_answerability
from bot.evaluation.labelled import LabelledQuestion, read_questions
from bot.evidence_gate import answerable_log_odds, gate_prompt, yes_log_odds
from bot.settings import Settings, read_settings
from bot.wiring import open_citewire, open_model
from index.errors import CitewireError

KEPT = (0.95, 0.9, 0.85, 0.8)
# Of the answerable questions: as many as without a model or more, for what passes is written and checked yet.
ANSWERED = {Caution.CAREFUL: 0.9, Caution.BALANCED: 0.98}
FOLDS = 5
SEED = 7
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judged:
    """One question: probabilities, 0..1, that its evidence answers, without the model and by its yes; `article` is
    that of the best sentence, the paragraphs of one article ("Normans#3") under one name."""

    id: str
    article: str
    answerable: bool
    score: float
    answerability: float
    yes: float
    seconds: float


def main(argv: Sequence[str] | None = None) -> int:
    """Judge as many answerable as unanswerable questions and print tables."""
    parser = argparse.ArgumentParser(prog="python -m bench evidence_gate", description=__doc__)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--articles", type=Path)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--kept", type=Path, required=True, help="judgements made, JSON Lines; a new run goes on there")
    parser.add_argument("--most", type=int, default=300, help="questions of each kind, drawn by seed")
    parser.add_argument("--without", nargs="*", default=[], metavar="ARTICLE", help="those the prompt was chosen on")
    parser.add_argument("--fit", action="store_true", help="print the coefficients, fitted on all of them")
    arguments = parser.parse_args(argv)
    settings = read_settings(arguments.articles, arguments.data)
    questions = _in_turn(list(read_questions(arguments.questions)))
    judged: list[Judged] = []
    for one in judge(questions, settings, arguments.kept, arguments.without):
        if sum(other.answerable is one.answerable for other in judged) < arguments.most:
            judged.append(one)
        if len(judged) == 2 * arguments.most:
            break
    _show(judged)
    if arguments.fit:
        _fit(judged)
    return 0


def _in_turn(questions: list[LabelledQuestion]) -> list[LabelledQuestion]:
    """In an order drawn by seed, an answerable one and another in turn."""
    random.Random(SEED).shuffle(questions)
    kinds = [[one for one in questions if one.answerable is answerable] for answerable in (True, False)]
    return [one for pair in zip_longest(*kinds) for one in pair if one is not None]


def judge(
    questions: Sequence[LabelledQuestion], settings: Settings, kept: Path, without: Collection[str]
) -> Iterator[Judged]:
    """Search, and ask the model about the evidence as the answerer does; what `kept` holds is not asked again.

    Articles `without` are passed over. Raises CitewireError.
    """
    lines = kept.read_text(encoding="utf-8").splitlines() if kept.exists() else []
    known = {one.id: one for one in (Judged(**json.loads(line)) for line in lines)}
    model = open_model(settings, print)
    citewire = open_citewire(settings.model_copy(update={"llm_model": None}))
    answerability = load_answerability()
    for one in questions:
        if one.id in known:
            yield known[one.id]
            continue
        evidence = citewire.engine.search(one.question)
        article = evidence[0].source.article_id.partition("#")[0]
        if article in without:
            continue
        begin = perf_counter()
        prompt = gate_prompt(one.question, evidence)
        if prompt is None:
            raise CitewireError(f"{one.id}: every sentence that was found speaks to a model")
        yes = model.yes_probability(prompt)
        if yes is None:
            raise CitewireError(f"{model.name}: its server gives no log-probabilities")
        seconds = perf_counter() - begin
        probability = answerability.probability(one.question, evidence, citewire.search.reranker)
        judgement = Judged(one.id, article, one.answerable, evidence[0].score, probability, yes, seconds)
        with kept.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(judgement)) + "\n")
        yield judgement


def _show(judged: Sequence[Judged]) -> None:
    answerable = np.array([one.answerable for one in judged])
    together = _cross_validated(judged)
    seconds = np.median([one.seconds for one in judged])
    print(f"{answerable.sum()} answerable, {(~answerable).sum()} not; {seconds:.2f} s a question (median)")
    print(f"{'':14}{'AUROC':>6}" + "".join(f"  refused at {kept:.2f} answered" for kept in KEPT))
    for name in ("score", "answerability", "yes", "together"):
        values = together if name == "together" else np.array([getattr(one, name) for one in judged])
        shares = [refused_share(values, answerable, kept) for kept in KEPT]
        print(f"{name:14}{roc_auc_score(answerable, values):6.3f}" + "".join(f"{share:26.2f}" for share in shares))


def refused_share(values: Numbers, answerable: NDArray[np.bool_], kept: float) -> float:
    """The share of unanswerable questions under the threshold that keeps that share of the answerable ones."""
    threshold = np.quantile(values[answerable], 1 - kept)
    return float((values[~answerable] < threshold).mean())


def _table(judged: Sequence[Judged]) -> tuple[Numbers, NDArray[np.bool_]]:
    rows = [[answerable_log_odds(one.answerability), yes_log_odds(one.yes)] for one in judged]
    return np.array(rows), np.array([one.answerable for one in judged])


def _cross_validated(judged: Sequence[Judged]) -> Numbers:
    values, labels = _table(judged)
    scores = np.zeros(len(judged))
    several = len({one.article for one in judged}) >= FOLDS
    groups = [one.article if several else one.id for one in judged]
    for train, test in GroupKFold(FOLDS).split(values, labels, groups):
        scaler, model = _model(values[train], labels[train])
        scores[test] = model.predict_proba(scaler.transform(values[test]))[:, 1]
    return scores


def _fit(judged: Sequence[Judged]) -> None:
    """Moved and stretched so that the thresholds of careful and balanced answers, the refusal's own, keep ANSWERED."""
    values, labels = _table(judged)
    scaler, model = _model(values, labels)
    slopes = model.coef_[0] / scaler.scale_
    answerability = load_answerability()
    odds = {care: answerable_log_odds(answerability.threshold(care)) for care in ANSWERED}
    at = {care: np.quantile(values[labels] @ slopes, 1 - kept) for care, kept in ANSWERED.items()}
    stretch = (odds[Caution.CAREFUL] - odds[Caution.BALANCED]) / (at[Caution.CAREFUL] - at[Caution.BALANCED])
    intercept, slopes = odds[Caution.BALANCED] - stretch * at[Caution.BALANCED], stretch * slopes
    print(f"\nintercept = {intercept:.4f}\nanswerability = {slopes[0]:.4f}\nyes = {slopes[1]:.4f}")
    for care, threshold in answerability.thresholds.items():
        kept = values @ slopes + intercept >= answerable_log_odds(threshold)
        print(f"{care}: {kept[labels].mean():.2f} answered, {1 - kept[~labels].mean():.2f} of the others refused")


def _model(values: Numbers, labels: NDArray[np.bool_]) -> tuple[StandardScaler, LogisticRegression]:
    """Both kinds of question weigh the same, however many there are."""
    scaler = StandardScaler().fit(values)  # the yes of a small model moves little, and would be held down
    return scaler, LogisticRegression(class_weight="balanced").fit(scaler.transform(values), labels)

"""Does the evidence answer? A calibrated probability from named features, without an LLM.

The coefficients of the logistic regression stand in `answerability.toml`, with what they were fitted on;
`python -m bench fit` fits them again.
"""

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files

from bot.checks.counted import unsupported_dates, unsupported_numbers
from bot.checks.negation import is_negating, unsupported_negations
from bot.checks.opposites import reversed_words
from bot.reading.answer_types import plainly_missing
from bot.reading.asked_names import asked_names
from bot.reading.casing import as_written
from bot.reading.names import NameIndex
from bot.reading.words import tokenize
from bot.reading.yes_no import asks_yes_no, undecided
from index.domain import Evidence, Signals
from index.models import Reranker

Features = Mapping[str, float]


def features(question: str, evidence: Sequence[Evidence], reranker: Reranker) -> Features:
    """What is known of the evidence for a question: at least one sentence, each with its signals.

    Log-odds are those of the ranking, that a sentence answers; the features that count what is missing look at the
    best sentence, the sentences beside it and the title and date of its article. These the reranker reads again, by
    themselves and as it was made: what a reader trained to tell sentences apart takes for an answer may be about
    another matter altogether.
    """
    question = _with_capitals(question, evidence)
    best = best_of(evidence)
    signals = _signals(best)
    best_odds = max(_signals(one).log_odds for one in evidence)
    window = _window(best)
    held = NameIndex.of(window)
    open_either_way = asks_yes_no(question)  # what denies such a question answers it, too
    return {
        "log_odds": signals.log_odds,
        "low_log_odds": min(0.0, best_odds),
        "low_logit": min(0.0, float(reranker.logits(question, [_surroundings(best)])[0])),
        "context_coverage": signals.context_coverage,
        "names_missing": float(sum(not held.holds(name) for name in asked_names(question))),
        "numbers_missing": float(len(unsupported_numbers(question, window)) + len(unsupported_dates(question, window))),
        "negation_differs": float(not open_either_way and bool(unsupported_negations(question, [best.text]))),
        "question_negated": float(any(is_negating(token) for token in tokenize(question))),
        "opposites": 0.0 if open_either_way else float(len(reversed_words(question, window))),
    }


class Caution(StrEnum):
    """What an answer must be worth: careful refuses more that is not said, and more that is."""

    CAREFUL = "careful"
    BALANCED = "balanced"
    EAGER = "eager"


@dataclass(frozen=True, slots=True)
class Answerability:
    """A logistic regression over the features. Probabilities are of the mixture of questions it was fitted on."""

    intercept: float
    weights: Mapping[str, float]
    thresholds: Mapping[str, float]

    def probability(self, question: str, evidence: Sequence[Evidence], reranker: Reranker) -> float:
        """The probability, 0..1, that the evidence answers; 0 without evidence, and where the best sentence
        lacks the very kind of thing that is asked for, a number, a date, or is about something else than a
        yes/no question."""
        if not evidence or misses(question, evidence):
            return 0.0
        found = features(question, evidence, reranker)
        return 1 / (1 + math.exp(-self.intercept - sum(weight * found[name] for name, weight in self.weights.items())))

    def threshold(self, caution: Caution) -> float:
        """The probability from which on evidence is an answer."""
        return self.thresholds[caution.value]


def load_answerability() -> Answerability:
    """The coefficients of `answerability.toml`."""
    table = tomllib.loads(files("bot").joinpath("answerability.toml").read_text(encoding="utf-8"))
    return Answerability(table["intercept"], table["weights"], table["thresholds"])


def best_of(evidence: Sequence[Evidence]) -> Evidence:
    """The sentence with the best score, whatever order the time asked about gives."""
    return max(evidence, key=lambda one: one.score)


def misses(question: str, evidence: Sequence[Evidence]) -> bool:
    """Whether a rule says that the best sentence is no answer, whatever its features are."""
    best = best_of(evidence)
    _, before, _, *article = _window(best)
    question = _with_capitals(question, evidence)
    return plainly_missing(question, best.text) or undecided(question, best.text, (before, *article))


def _with_capitals(question: str, evidence: Sequence[Evidence]) -> str:
    """With the names that were typed in small letters, as far as sentences know them: a title may be all capitals."""
    return _written(question, tuple(one.text for one in evidence))


@lru_cache(maxsize=100)
def _written(question: str, texts: tuple[str, ...]) -> str:
    """Kept, since the rules and the features both ask for it."""
    return as_written(question, texts)


def _window(best: Evidence) -> list[str]:
    """What a reader of the sentence has before his eyes."""
    signals = _signals(best)
    return [best.text, signals.before, signals.after, best.source.title, best.source.published or ""]


def _surroundings(best: Evidence) -> str:
    """The sentence between its neighbours, behind the title."""
    text, before, after, title, _ = _window(best)
    return f"{title}. {before} {text} {after}"


def _signals(evidence: Evidence) -> Signals:
    if evidence.signals is None:
        raise ValueError(f"{evidence.source.article_id}: evidence without the signals of a search")
    return evidence.signals

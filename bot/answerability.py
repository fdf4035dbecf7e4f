"""Does the evidence answer? A calibrated probability from named features, without an LLM.

The coefficients of the logistic regression stand in `answerability.toml`, with what they were fitted on;
`python -m bench fit` fits them again.
"""

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

from bot.checks.counted import unsupported_dates, unsupported_numbers
from bot.checks.negation import unsupported_negations
from bot.checks.opposites import reversed_words
from bot.reading.answer_types import answer_type, fits
from bot.reading.names import NameIndex, names
from bot.reading.words import tokenize
from index.domain import Evidence, Signals

Features = Mapping[str, float]


def features(question: str, evidence: Sequence[Evidence]) -> Features:
    """What is known of the evidence for a question, best sentence first; at least one, each with its signals.

    Logits are the reranker's; the features that count what is missing look at the best sentence, the sentences beside
    it and the title and date of its article.
    """
    best = evidence[0]
    signals = _signals(best)
    others = [_signals(one).logit for one in evidence[1:]]
    window = [best.text, signals.before, signals.after, best.source.title, best.source.published or ""]
    held = NameIndex.of(window)
    asked = names(question)
    kind = answer_type(question)
    return {
        "logit": signals.logit,
        "best_logit": max([signals.logit, *others]),
        "margin": signals.logit - max(others, default=signals.logit),
        "mean_of_others": sum(others) / len(others) if others else signals.logit,
        "similarity": max(_signals(one).similarity for one in evidence),
        "in_both_rankings": float(signals.similarity > 0 and signals.lexical > 0),
        "passage_rank": 1 / (1 + signals.rank),
        "coverage": signals.coverage,
        "context_coverage": signals.context_coverage,
        "rarest_missing": signals.missing,
        "names_missing": float(sum(not held.holds(name) for name in asked)),
        "names_asked": float(len(asked)),
        "numbers_missing": float(len(unsupported_numbers(question, window)) + len(unsupported_dates(question, window))),
        "type_fits": fits(kind, question, best.text),
        "negation_differs": float(bool(unsupported_negations(question, [best.text]))),
        "opposites": float(len(reversed_words(question, window))),
        "length": math.log1p(sum(token.is_content for token in tokenize(question))),
    }


@dataclass(frozen=True, slots=True)
class Answerability:
    """A logistic regression over the features. Probabilities are of the mixture of questions it was fitted on."""

    intercept: float
    weights: Mapping[str, float]

    def probability(self, question: str, evidence: Sequence[Evidence]) -> float:
        """The probability, 0..1, that the evidence answers; 0 without evidence."""
        if not evidence:
            return 0.0
        found = features(question, evidence)
        return 1 / (1 + math.exp(-self.intercept - sum(weight * found[name] for name, weight in self.weights.items())))


def load_answerability() -> Answerability:
    """The coefficients of `answerability.toml`."""
    table = tomllib.loads(files("bot").joinpath("answerability.toml").read_text(encoding="utf-8"))
    return Answerability(table["intercept"], table["weights"])


def _signals(evidence: Evidence) -> Signals:
    if evidence.signals is None:
        raise ValueError(f"{evidence.source.article_id}: evidence without the signals of a search")
    return evidence.signals

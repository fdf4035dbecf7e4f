"""Does a statement mean what its sentences say? A second opinion of a model, beside the facts and the words."""

from math import exp
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from index.models import Reranker
    from index.nli import NliModel


class Meaning(Protocol):
    """Says how well a statement is borne out by a text."""

    def probability(self, statement: str, text: str) -> float:
        """0..1; from 0.5 on it is."""
        ...


class RankedMeaning:
    """By a reranker: the sentences must be about what is stated. It knows no contradiction."""

    def __init__(self, reranker: "Reranker") -> None:
        self._reranker = reranker

    def probability(self, statement: str, text: str) -> float:
        """The logistic of the logit."""
        return 1 / (1 + exp(-float(self._reranker.logits(statement, [text])[0])))


class EntailedMeaning:
    """By a model of natural language inference: the statement must follow from the sentences."""

    def __init__(self, model: "NliModel") -> None:
        self._model = model

    def probability(self, statement: str, text: str) -> float:
        """That of entailment."""
        return self._model.entailment(text, statement)

"""How a reranker's reading of a passage becomes a score for each of its sentences: a linear head on its inner states.

A cross-encoder that reads a question with a passage knows which words of it matter: the mean of its hidden states over
a sentence's tokens, weighed by a vector, tells the sentence that answers. A head belongs to one model, by its hash.
The weights stand in `sentence_head.json` with what they were fitted on; `python -m bench fit` fits them again.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from index.candidates import Candidate

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FILE = "sentence_head.json"
FEATURES = ("context_coverage", "coverage", "length")


@dataclass(frozen=True, slots=True)
class SentenceHead:
    """A log-odds that is linear in FEATURES and in a sentence's mean state.

    `model` is the SHA-256 of the model's file, `states` the name of the inner value, shape (1, tokens, width), and
    `state` its weights, shape (width,).
    """

    model: str
    states: str
    intercept: float
    weights: Mapping[str, float]
    state: "NDArray[np.float32]"

    def log_odds(self, candidate: Candidate, state: "NDArray[np.float32] | None") -> float:
        """That the sentence is the right one; a state that is not known counts as 0."""
        found = features(candidate)
        named = self.intercept + sum(weight * found[name] for name, weight in self.weights.items())
        return named if state is None else named + float(self.state @ state)


def features(candidate: Candidate) -> Mapping[str, float]:
    """What is known of a sentence besides the state; `length` is the logarithm of 1 + its words."""
    return {
        "context_coverage": candidate.context_coverage,
        "coverage": candidate.coverage,
        "length": math.log1p(len(candidate.text.split())),
    }


def load_head() -> SentenceHead:
    """The head of the default reranker."""
    import numpy as np

    table = json.loads(files("index").joinpath(FILE).read_text(encoding="utf-8"))
    return SentenceHead(
        table["model"],
        table["states"],
        table["intercept"],
        table["weights"],
        np.array(table["state"], dtype=np.float32),
    )

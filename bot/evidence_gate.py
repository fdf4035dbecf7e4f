"""Does the evidence answer? What a language model says, joined to the probability that is known without one.

A model reads better than a reranker scores, and its first word's odds say how sure it is. How much they count is a
logistic regression for each model, in `evidence_gate.toml`; `python -m bench evidence_gate … --fit` fits it again.
"""

import math
import tomllib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from importlib.resources import files
from operator import mul
from pathlib import Path

from bot.gate_questions import Read
from index.errors import CitewireError

OFF = "off"
_WEIGHTS = ("intercept", "answerability", "yes", "unanswerable")
# Beyond these the odds say no more: a rule sets a probability to 0, and a server names few words beside the first.
_LEAST_ANSWERABLE = 0.01
_LEAST_SAID = 1e-4


@dataclass(frozen=True, slots=True)
class Gate:
    """A logistic regression over `features`: the weights in their order."""

    intercept: float
    answerability: float
    yes: float
    unanswerable: float

    def probability(self, answerability: float, read: Read) -> float:
        """The probability, 0..1, that the evidence answers, from the answerability without a model, 0..1."""
        weights = (self.answerability, self.yes, self.unanswerable)
        values = features(answerability, read)
        return 1 / (1 + math.exp(-self.intercept - sum(map(mul, weights, values))))


def features(answerability: float, read: Read) -> tuple[float, float, float]:
    """Log-odds: of the answerability without a model, of the model's yes, and of its "unanswerable"."""
    return log_odds(answerability), _log_odds(read.yes, _LEAST_SAID), _log_odds(read.unanswerable, _LEAST_SAID)


def log_odds(answerability: float) -> float:
    """Of the answerability without a model, 0..1."""
    return _log_odds(answerability, _LEAST_ANSWERABLE)


def read_gate(setting: str, model: str) -> Gate | None:
    """The regression for a model: by its name if the setting is empty, else by an entry's name or from a TOML file.

    None for a model that none was fitted for, and where the setting says `off`. Raises CitewireError.
    """
    if setting == OFF:
        return None
    text = files("bot").joinpath("evidence_gate.toml").read_text(encoding="utf-8")
    if setting.endswith(".toml"):
        try:
            text = Path(setting).expanduser().read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise CitewireError(f"CITEWIRE_LLM_GATE: {setting} cannot be read; name a file that exists") from error
        setting = ""
    try:
        table = tomllib.loads(text)
        gates = {name: Gate(*(float(one[weight]) for weight in _WEIGHTS)) for name, one in table.items()}
        names = {name: [str(pattern) for pattern in one["names"]] for name, one in table.items()}
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise CitewireError("CITEWIRE_LLM_GATE: no table as `python -m bench evidence_gate … --fit` writes") from error
    if setting:
        if setting not in gates:
            raise CitewireError(f"CITEWIRE_LLM_GATE: {setting} is none of {', '.join(gates)}, `off` or a .toml file")
        return gates[setting]
    called = model.lower().replace(" ", "-")
    return next((gates[name] for name in gates if any(fnmatchcase(called, one) for one in names[name])), None)


def _log_odds(probability: float, least: float) -> float:
    bounded = min(max(probability, least), 1 - least)
    return math.log(bounded / (1 - bounded))

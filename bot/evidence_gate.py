"""Does the evidence answer? A language model's yes or no, joined to the probability that is known without one.

A model reads better than a reranker scores, and its first word's odds say how sure it is. How much they count is a
logistic regression for each model, in `evidence_gate.toml`; `python -m bench evidence_gate … --fit` fits it again.
"""

import math
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from importlib.resources import files
from pathlib import Path

from bot.addressed_to_models import addresses_a_model
from bot.evidence_prompt import escape, heading
from bot.odds import log_odds
from index.domain import Evidence
from index.errors import CitewireError
from prompts import render

OFF = "off"
# Beyond these the odds say no more: a rule sets a probability to 0, and a server names few words beside the first.
_LEAST_ANSWERABLE = 0.01
_LEAST_YES = 1e-4


@dataclass(frozen=True, slots=True)
class Gate:
    """A logistic regression over two log-odds: of the answerability without a model, and of the model's yes."""

    intercept: float
    answerability: float
    yes: float

    def probability(self, answerability: float, yes: float) -> float:
        """The probability, 0..1, that the evidence answers, from the two, each 0..1."""
        seen, read = answerable_log_odds(answerability), yes_log_odds(yes)
        return 1 / (1 + math.exp(-self.intercept - self.answerability * seen - self.yes * read))


def answerable_log_odds(probability: float) -> float:
    """The first feature."""
    return log_odds(probability, _LEAST_ANSWERABLE)


def yes_log_odds(probability: float) -> float:
    """The second feature."""
    return log_odds(probability, _LEAST_YES)


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
        gates = {name: Gate(one["intercept"], one["answerability"], one["yes"]) for name, one in table.items()}
        names = {name: [str(pattern) for pattern in one["names"]] for name, one in table.items()}
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise CitewireError("CITEWIRE_LLM_GATE: no table as `python -m bench evidence_gate … --fit` writes") from error
    if setting:
        if setting not in gates:
            raise CitewireError(f"CITEWIRE_LLM_GATE: {setting} is none of {', '.join(gates)}, `off` or a .toml file")
        return gates[setting]
    called = model.lower().replace(" ", "-")
    return next((gates[name] for name in gates if any(fnmatchcase(called, one) for one in names[name])), None)


def gate_prompt(question: str, evidence: Sequence[Evidence]) -> str | None:
    """What a model is asked, to be answered in one word: of the best sentence and the two beside it.

    More text takes as much longer and does not tell more. A sentence that speaks to a model is passed over; None when
    all do.
    """
    best = next((one for one in evidence if not addresses_a_model(one.text)), None)
    if best is None:
        return None
    beside = (best.signals.before, best.signals.after) if best.signals else ("", "")
    before, after = ("" if addresses_a_model(one) else one for one in beside)
    text = " ".join(escape(one) for one in (before, best.text, after) if one)
    return render("gate", title=heading(best.source), text=text, question=escape(question))

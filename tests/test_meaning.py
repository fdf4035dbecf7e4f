"""Meaning as a second opinion on written statements: by the reranker, or by a model of natural language inference."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.meaning import EntailedMeaning, RankedMeaning
from bot.settings import read_settings
from bot.verify import Verifier
from bot.wiring import open_verifier
from index.errors import CitewireError
from index.model_files import find_model
from index.models import Reranker
from index.nli import NliModel
from tests.nli_model import make_nli_model

TEXT = "The mayor of Velika said the old bridge stays closed until the second week of May."
FAITHFUL = "The old bridge stays closed until the second week of May."
STRETCHED = "The old bridge stays closed, and nobody said more, until May."
WORDY = "It is the mayor who said that the old bridge is to be closed until the second week of May."
ROWS = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "paraphrases.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_nli_model(tmp_path_factory.mktemp("models") / "nli", [TEXT, STRETCHED])


def test_a_statement_must_follow(folder: Path) -> None:
    model = NliModel(find_model(str(folder), folder.parent))
    assert model.entailment(TEXT, FAITHFUL) > 0.9
    assert model.entailment(TEXT, STRETCHED) < 0.5
    assert model.entailment(FAITHFUL, "Nobody said more.") < 0.1


def test_a_model_only_takes_away(folder: Path) -> None:
    strict = Verifier(EntailedMeaning(NliModel(find_model(str(folder), folder.parent))))
    assert Verifier().check(WORDY, [TEXT]).supported
    assert not strict.check(WORDY, [TEXT]).supported
    assert strict.check(FAITHFUL, [TEXT]).supported
    assert not strict.check("The bridge stays closed until June.", [TEXT]).supported


def test_a_reranker_only_takes_away(reranker: Reranker) -> None:
    strict = Verifier(RankedMeaning(reranker))
    for row in ROWS[:8]:
        alone, both = (one.check(row["statement"], row["cited"]) for one in (Verifier(), strict))
        assert both.supported == alone.supported
        assert both.similarity <= alone.similarity


class ConstantReranker:
    """Thinks the same of everything."""

    name = "constant"

    def __init__(self, logit: float) -> None:
        self._logit = logit

    def logits(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.full(len(texts), self._logit, dtype=np.float32)


@pytest.mark.parametrize(("logit", "supported"), [(-0.1, False), (0.1, True)])
def test_a_reranker_takes_away_what_it_finds_unlikely(logit: float, supported: bool) -> None:
    strict = Verifier(RankedMeaning(ConstantReranker(logit)))
    assert strict.check(WORDY, [TEXT]).supported is supported


def test_the_setting_names_who_is_asked(
    folder: Path, reranker: Reranker, models_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def verifier(named: str) -> Verifier:
        return open_verifier(settings.model_copy(update={"llm_meaning": named}), reranker)

    monkeypatch.setenv("CITEWIRE_MODELS", str(models_root))
    settings = read_settings()
    assert verifier("").check(WORDY, [TEXT]).supported
    assert not verifier(str(folder)).check(WORDY, [TEXT]).supported
    assert verifier("reranker").check(FAITHFUL, [TEXT]).supported
    with pytest.raises(CitewireError, match="unknown model 'nobody'"):
        verifier("nobody")
    with pytest.raises(CitewireError, match="is a model of kind embedder, not nli"):
        verifier("e5-small-v2")


def test_a_model_without_the_label_is_refused(tmp_path: Path) -> None:
    other = make_nli_model(tmp_path / "other", [TEXT])
    (other / "model.toml").write_text('kind = "nli"\nentailment = 3\n', encoding="utf-8")
    with pytest.raises(CitewireError, match="so that label 3 is none of them"):
        NliModel(find_model(str(other), tmp_path)).entailment(TEXT, FAITHFUL)
    (other / "model.toml").write_text('kind = "nli"\n', encoding="utf-8")
    with pytest.raises(CitewireError, match="entailment must be a whole number"):
        find_model(str(other), tmp_path)

"""What the refusal hears besides the ranking: the reranker as it was made, on the best sentence and those beside it."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.answerability import features, load_answerability
from index.domain import Evidence, Signals, Source
from tests.fakes import OverlapReranker

SOURCE = Source("a", "Floods in Kent")
BEST = Evidence(SOURCE, 10, 30, "Nine people died.", 0.9, Signals(2.2, 0.5, "It rained.", "Roads are closed."))
OTHER = Evidence(SOURCE, 40, 60, "Nobody was found.", 0.2, Signals(-1.4, 0.5, "", ""))


def test_the_best_sentence_is_read_again_between_its_neighbours_behind_the_title() -> None:
    reranker = OverlapReranker()
    features("How many people died?", (OTHER, BEST), reranker)
    assert reranker.asked == [
        ("How many people died?", ("Floods in Kent. It rained. Nine people died. Roads are closed.",))
    ]


class Deaf(OverlapReranker):
    """Finds no text to be about any question."""

    def logits(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.full_like(super().logits(question, texts), -11.0)


@pytest.mark.parametrize(
    ("question", "logit"),
    [
        pytest.param("Which bakery opened?", -8.0, id="about another matter"),
        pytest.param("Floods in Kent?", 0.0, id="nothing is gained by more than 0"),
    ],
)
def test_it_can_only_speak_against(question: str, logit: float) -> None:
    assert features(question, (BEST,), OverlapReranker())["low_logit"] == logit


def test_an_answer_on_another_matter_is_less_probable() -> None:
    judge = load_answerability()
    unsure = replace(BEST, score=0.65, signals=Signals(0.6, 0.5, "It rained.", "Roads are closed."))
    same, another = (
        judge.probability("How many people died in the floods?", (unsure,), reranker)
        for reranker in (OverlapReranker(), Deaf())
    )
    assert another < judge.thresholds["careful"] < same


def test_what_a_rule_refuses_is_not_read_again() -> None:
    reranker = OverlapReranker()
    assert load_answerability().probability("In which year was it?", (BEST,), reranker) == 0
    assert reranker.asked == []

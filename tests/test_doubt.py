"""Where nothing that a model wrote can be shown: quotes if the evidence is sure to answer, else a refusal."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.checks.echoes import only_repeats
from bot.generative import GenerativeAnswerer, GenerativeOptions
from bot.open_llm import open_llm
from bot.verify import Verifier
from tests.generative_stage import BestSentence, evidence_from
from tests.llm_server import LlmServer, Reply

SENTENCES = [
    "Niger informed the US that approximately 60 Russian troops would be deployed.",
    "The mayor said the bridge will not reopen before September.",
]
TRUE = "Approximately 60 Russian troops would be deployed. [{60 Russian}]"


@pytest.fixture
def server() -> Iterator[LlmServer]:
    with LlmServer(Reply()) as server:
        yield server


@pytest.mark.parametrize(
    ("says", "confidence", "shown"),
    [
        ("Some 6,000 troops would be deployed. [{60 Russian}]", 0.9, SENTENCES[0]),
        ("Some 6,000 troops would be deployed. [{60 Russian}]", 0.4, None),
        ("Russian troops would be deployed. [{60 Russian}]", 0.9, None),
        (TRUE, 0.4, "Approximately 60 Russian troops would be deployed."),
    ],
    ids=["sure evidence", "weak evidence", "the question again", "supported"],
)
def test_what_is_shown_where_nothing_of_the_models_can_be(
    says: str, confidence: float, shown: str | None, server: LlmServer
) -> None:
    server.script(Reply(says))
    evidence = [replace(one, score=confidence) for one in evidence_from(SENTENCES)]
    model = open_llm("scripted", server.base_url, None, Path("none"), print)
    answerer = GenerativeAnswerer(model, Verifier(), BestSentence(), GenerativeOptions(threshold=0.1))
    draft = answerer.answer("How many Russian troops would be deployed?", evidence)
    assert [one.text for one in draft.statements] == ([shown] if shown else [])
    if draft.refusal:
        assert (draft.refusal.reason, len(draft.refusal.closest)) == ("unsupported", 2)
        assert draft.writing
        assert len(draft.writing.dropped) == 1


@pytest.mark.parametrize(
    ("question", "statement", "repeats"),
    [
        ("What weapons has the US sent to Ukraine?", "The US has been reported to have sent weapons to Ukraine.", True),
        ("How many Russian troops are stationed in Mali?", "Russian troops are stationed in Mali.", True),
        ("How many Russian troops are in Mali?", "60 Russian troops are in Mali.", False),
        ("What does the West send to Ukraine?", "The West sends weapons to Ukraine.", False),
        ("Do the Russians have access to the base?", "The Russians have access to the base.", False),
        ("Was it Mali or Chad that left?", "Mali left.", False),
        ("Who left, Mali or Chad?", "Chad left.", False),
        ("Tell me whether Chad left or not.", "Chad left.", False),
        ("Les troupes ont-elles quitté le Niger ?", "Les troupes ont quitté le Niger.", False),
        ("Est-ce que les troupes ont quitté le Niger ?", "Les troupes ont quitté le Niger.", False),
        ("Qu'est-ce que les troupes ont quitté ?", "Les troupes ont quitté.", True),
        ("Quand les troupes ont-elles quitté le Niger ?", "Les troupes ont quitté le Niger.", True),
        ("Haven't the troops left Niger?", "The troops have left Niger.", False),
        ("So, have the troops left Niger?", "The troops have left Niger.", False),
        ("Please tell me if the troops have left Niger", "The troops have left Niger.", False),
        ("The troops have left Niger?", "The troops have left Niger.", False),
        ("Please tell me when the troops left Niger", "The troops left Niger.", True),
        ("Qui est parti, le Mali ou le Tchad ?", "Le Tchad est parti.", False),
    ],
)
def test_a_statement_that_only_repeats_its_question(question: str, statement: str, repeats: bool) -> None:
    assert only_repeats(statement, question) is repeats

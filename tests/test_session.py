"""A conversation that goes on after a language model has failed."""

from collections.abc import Iterator, Sequence
from typing import cast

import pytest

from bot.answer import Answer, Draft, Seconds, Statement
from bot.conversation import Turn
from bot.engine import Engine
from bot.extractive import number_citations
from bot.library import Library
from bot.llm_errors import LlmError
from bot.question import QuestionError
from bot.session import Session
from tests.generative_stage import evidence_from

DAM = "The dam held on Monday."


class ScriptedEngine:
    """Gives an answer with a statement to every question, and then fails where it is told to."""

    def __init__(self, error: Exception, *, shows: bool) -> None:
        self._error = error
        self._shows = shows
        self.turns: list[int] = []

    def stream(self, question: str, turns: Sequence[Turn] = ()) -> Iterator[Answer]:
        self.turns.append(len(turns))
        if self._shows:
            draft = Draft((Statement(DAM, (1,)),), number_citations(evidence_from([DAM])))
            yield Answer(question, question, draft, "llm", Seconds(0.1, 0.1, 0.2))
        raise self._error


@pytest.mark.parametrize("error", [LlmError("the model fails (500)"), QuestionError("the model fails (500)")])
def test_a_failure_is_the_reply_and_the_session_goes_on(error: Exception) -> None:
    engine = ScriptedEngine(error, shows=False)
    session = Session(cast(Engine, engine), cast(Library, None))
    for _ in range(2):
        assert [block.text for block in session.reply("Did the dam hold?")] == ["the model fails (500)"]
    assert engine.turns == [0, 0]


def test_statements_that_came_before_a_failure_keep_their_sources() -> None:
    engine = ScriptedEngine(LlmError("the model broke off"), shows=True)
    session = Session(cast(Engine, engine), cast(Library, None))
    for _ in range(2):
        shown, sources, failure = (block.text for block in session.reply("Did the dam hold?"))
        assert shown.startswith(DAM)
        assert sources.strip().startswith("[1]")
        assert failure == "the model broke off"
    assert engine.turns == [0, 1]

"""docs/llm.md runs: a LlamaIndex LLM object handed in from Python writes, and is checked."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from llama_index.core.base.llms.types import CompletionResponse, CompletionResponseGen, LLMMetadata
from llama_index.core.llms import CustomLLM

from bot.llm import ChatModel
from bot.settings import read_settings
from bot.wiring import open_citewire

ROOT = Path(__file__).parent.parent
QUESTION = "How many Russian troops would be deployed to Niger?"


class Parrot(CustomLLM):
    """Says one thing, whatever it is asked; a LlamaIndex LLM as anybody may write one."""

    said: str

    @property
    def metadata(self) -> LLMMetadata:
        return LLMMetadata(model_name="parrot")

    def complete(self, prompt: str, formatted: bool = False, **_kwargs: object) -> CompletionResponse:
        assert prompt or formatted
        return CompletionResponse(text=self.said)

    def stream_complete(self, prompt: str, formatted: bool = False, **_kwargs: object) -> CompletionResponseGen:
        assert prompt or formatted
        return (
            CompletionResponse(text=self.said[:end], delta=self.said[end - 1]) for end in range(1, len(self.said) + 1)
        )


@pytest.mark.usefixtures("asking_the_seeds")
def test_the_page_in_the_documentation_runs(capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs/llm.md").read_text(encoding="utf-8"), re.DOTALL)
    exec(compile(code, "docs/llm.md", "exec"), {})  # noqa: S102 - our own page
    assert capsys.readouterr().out.startswith("llm ['Russian troops have been reported")


@pytest.mark.usefixtures("asking_the_seeds")
@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Approximately 60 Russian troops would be deployed.", ["Approximately 60 Russian troops would be deployed."]),
        ("Approximately 600 Russian troops would be deployed.", None),
    ],
)
def test_an_object_of_ones_own_writes_and_is_checked(said: str, shown: Sequence[str] | None) -> None:
    engine = open_citewire(read_settings(), ChatModel(Parrot(said=said))).engine
    answer = engine.answer(QUESTION)
    assert engine.without_model().answer(QUESTION).draft.writing is None
    texts = [one.text for one in answer.draft.statements]
    assert answer.draft.writing is not None
    assert answer.draft.writing.model == "parrot"
    if shown:
        assert (answer.answerer, texts) == ("llm", shown)
    else:
        assert answer.answerer == "extractive"
        assert "approximately 60 Russian troops" in texts[0]
        assert [one.text for one in answer.draft.writing.dropped] == [said]

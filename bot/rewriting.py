"""A follow-up question -> a question that stands by itself, by a language model as far as it can be trusted."""

from collections.abc import Sequence

from bot.conversation import Turn
from bot.evidence_prompt import escape
from bot.follow_up import carry_over
from bot.llm import ChatModel
from bot.llm_errors import LlmError
from bot.question import MOST_CHARACTERS
from bot.reading.asked_names import asked_names
from bot.reading.facts import numbers
from bot.reading.names import NameIndex
from prompts import render

MOST_CITED = 2  # sentences a turn


class LlmRewriter:
    """Asks a model, and carries over without it where it fails or brings in a name or a number of its own."""

    def __init__(self, model: ChatModel) -> None:
        self._model = model

    def __call__(self, question: str, turns: Sequence[Turn]) -> str:
        """The question on one line."""
        lines = []
        for turn in turns:
            lines.append(f"Question: {escape(turn.question)}")
            lines += [f"Answer: {escape(sentence)}" for sentence in turn.cited[:MOST_CITED]] or ["Answer: none"]
        prompt = render("rewrite", conversation="\n".join(lines), question=escape(question))
        try:
            written = self._model.ask(prompt)
        except LlmError:
            return carry_over(question, turns)
        rewritten = _first_line(written)
        known = [question, *(text for turn in turns for text in (turn.question, *turn.cited))]
        return rewritten if _is_fit(rewritten, known) else carry_over(question, turns)


def _first_line(written: str) -> str:
    lines = [line.strip(" \"'*`“”") for line in written.splitlines() if line.strip(" \"'*`“”")]
    return lines[0].removeprefix("Rewritten question:").strip() if lines else ""


def _is_fit(question: str, known: Sequence[str]) -> bool:
    """Whether it is a question and everything certain in it was said before."""
    if not question.endswith("?") or len(question) > MOST_CHARACTERS:
        return False
    held = NameIndex.of(known)
    values = [each for text in known for each in numbers(text)]
    return all(held.holds(name) for name in asked_names(question)) and all(
        any(each.same_value(other) for other in values) for each in numbers(question)
    )

"""Do the sentences state the answer? A language model's yes or no, as a probability."""

from collections.abc import Sequence

from bot.evidence_prompt import escape
from bot.llm import ChatModel
from prompts import render


def evidence_answers(model: ChatModel, question: str, sentences: Sequence[str]) -> float | None:
    """The probability, 0..1, that the sentences state the exact answer; None where the server gives no odds.

    One token is written; the model reads the sentences in the order given. Raises LlmError.
    """
    text = "\n".join(escape(sentence) for sentence in sentences)
    return model.yes_probability(render("gate", evidence=text, question=escape(question)))

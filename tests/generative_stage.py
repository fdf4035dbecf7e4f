"""What tests of written answers share: sentences as if they had been found, and a plain second answerer."""

from collections.abc import Sequence

from bot.answer import Citation, Draft, Statement
from index.domain import Evidence, Source


class BestSentence:
    """Quotes the best sentence whatever its score."""

    name = "extractive"

    def answer(self, question: str, evidence: Sequence[Evidence]) -> Draft:
        statement = Statement(evidence[0].text, (1,))
        return Draft((statement,), (Citation(1, evidence[0]),), confidence=evidence[0].score)


def evidence_from(
    sentences: Sequence[str], title: str = "A day's news", published: str = "2024-05-03"
) -> list[Evidence]:
    """One article's sentences, each found as well as the last."""
    source = Source("day", title, published=published)
    starts = [sum(len(text) + 1 for text in sentences[:number]) for number in range(len(sentences))]
    return [
        Evidence(source, start, start + len(text), text, 0.9) for start, text in zip(starts, sentences, strict=True)
    ]

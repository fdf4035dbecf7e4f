"""Evidence -> Draft without an LLM: the sentences that answer, verbatim, or a refusal."""

import re
from collections.abc import Sequence

from bot.answer import Citation, Draft, Reason, Refusal, Statement
from index.domain import Evidence

MOST_STATEMENTS = 3
MOST_CLOSEST = 2


class ExtractiveAnswerer:
    """Each statement is a sentence of an article, word for word, with itself as its citation.

    `threshold` is the score under which the best sentence is no answer; `share` is how near to the best
    a further sentence must come to be said too. Both are on the scale of `Evidence.score`, 0..1.
    """

    name = "extractive"

    def __init__(self, threshold: float = 0.5, share: float = 0.6) -> None:
        self._threshold = threshold
        self._share = share

    def answer(self, question: str, evidence: Sequence[Evidence]) -> Draft:
        """Up to three statements, articles by their best sentence, sentences in their article's order."""
        if not evidence:
            return Draft(refusal=Refusal(Reason.NO_MATCH))
        best = evidence[0].score
        if best < self._threshold:
            return Draft(refusal=Refusal(Reason.WEAK_MATCH, number_citations(evidence[:MOST_CLOSEST])), confidence=best)
        chosen: list[Evidence] = []
        for candidate in evidence:
            if len(chosen) == MOST_STATEMENTS or candidate.score < max(self._threshold, best * self._share):
                break
            if not any(_says_the_same(candidate.text, other.text) for other in chosen):
                chosen.append(candidate)
        citations = number_citations(_in_reading_order(chosen))
        return Draft(
            statements=tuple(Statement(citation.evidence.text, (citation.number,)) for citation in citations),
            citations=citations,
            confidence=best,
        )


def number_citations(evidence: Sequence[Evidence]) -> tuple[Citation, ...]:
    """Citations numbered from 1 in the order given."""
    return tuple(Citation(number, one) for number, one in enumerate(evidence, start=1))


def _in_reading_order(evidence: Sequence[Evidence]) -> list[Evidence]:
    articles = list(dict.fromkeys(one.source.article_id for one in evidence))
    return sorted(evidence, key=lambda one: (articles.index(one.source.article_id), one.start))


def _says_the_same(first: str, second: str) -> bool:
    """Whether the shorter sentence's words are nearly all in the other."""
    words, others = (set(re.findall(r"\w+", text.casefold())) for text in (first, second))
    return len(words & others) >= 0.8 * min(len(words), len(others))

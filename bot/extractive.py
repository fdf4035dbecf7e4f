"""Evidence -> Draft without an LLM: the sentences that answer, verbatim, or a refusal."""

import re
from collections.abc import Callable, Sequence

from bot.answer import Citation, Draft, Reason, Refusal, Statement
from bot.disagreement import differ, other_accounts
from bot.reading.answer_types import answers_too, sure_answers
from index.domain import Evidence

MOST_STATEMENTS = 3
MOST_CLOSEST = 2
# Further sentences are said too while their odds of being right are at least this share of the best one's. What stands
# beside a sentence that is said is read with it anyway, and is wrong where that is: it needs more. On the development
# sets 1.8 and 1.5 sentences an answer: one is right for .83 (news) and .93 (SQuAD), a share of .64 and .77; how it was
# chosen is in bench/ranking.md.
SHARE_OF_ODDS, SHARE_BESIDE = 0.05, 0.2
LEAST_SCORE = 0.05  # of a further sentence: behind a weak best one all are weak
_WHITE_SPACE = 3  # characters between sentences of which one follows the other, a paragraph's end included
_LEAST_CHANCE = 1e-6
_QUESTION = re.compile(r"[?？؟][\s\"”’»)\]]*$")
_LONGEST_HEADING = 5  # words; with a number in it, it may be a result ("Belgium 3 – 0 Panama")
_ENDED = re.compile(r"[.!…:;。！][\s\"”’»)\]]*$")


def best_score(_question: str, evidence: Sequence[Evidence]) -> float:
    """The best sentence's score, for evidence that no search has weighed."""
    return evidence[0].score if evidence else 0.0


def knows_every_name(_question: str) -> tuple[str, ...]:
    """No name is unknown."""
    return ()


class ExtractiveAnswerer:
    """Each statement is a sentence of an article, word for word, with itself as its citation.

    `judge` gives the probability that evidence answers, which must reach `threshold`; `unknown` the names of a question
    that no article mentions.
    """

    name = "extractive"

    def __init__(
        self,
        judge: Callable[[str, Sequence[Evidence]], float] = best_score,
        threshold: float = 0.5,
        unknown: Callable[[str], Sequence[str]] = knows_every_name,
    ) -> None:
        self._judge = judge
        self._threshold = threshold
        self._unknown = unknown

    def answer(self, question: str, evidence: Sequence[Evidence]) -> Draft:
        """Up to three statements: the best sentence first, others in the order of reading.

        What an article asks itself, as an interview does, is no statement, nor is a heading.
        """
        evidence = [one for one in evidence if _states(one.text)]
        if not evidence:
            return Draft(refusal=Refusal(Reason.NO_MATCH))
        closest = number_citations(evidence[:MOST_CLOSEST])
        if unknown := self._unknown(question):
            return Draft(refusal=Refusal(Reason.NO_MATCH, closest, tuple(unknown)), confidence=0.0)
        confidence = self._judge(question, evidence)
        if confidence < self._threshold:
            return Draft(refusal=Refusal(Reason.WEAK_MATCH, closest), confidence=confidence)
        citations = number_citations(_chosen(question, evidence))
        statements = tuple(
            Statement(one.evidence.text, (one.number,), sure_answers(question, one.evidence.text)) for one in citations
        )
        return Draft(statements, citations, confidence=confidence)


def number_citations(evidence: Sequence[Evidence]) -> tuple[Citation, ...]:
    """Citations numbered from 1 in the order given."""
    return tuple(Citation(number, one) for number, one in enumerate(evidence, start=1))


def _chosen(question: str, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The best sentence, what other articles say otherwise, then those nearly as good that say something else.

    After the first, article by article as they are read.
    """
    best, *others = evidence
    chosen = other_accounts([best], evidence)[: MOST_STATEMENTS - 1]
    for candidate in others:
        if len(chosen) == MOST_STATEMENTS - 1:
            break
        said = (best, *chosen)
        share = SHARE_BESIDE if any(_is_beside(candidate, one) for one in said) else SHARE_OF_ODDS
        if candidate.score < LEAST_SCORE or _odds(candidate) < share * _odds(best):
            continue
        repeated = any(_says_the_same(candidate, one) for one in said)
        if not repeated and answers_too(question, best.text, candidate.text):
            chosen.append(candidate)
    articles = list(dict.fromkeys(one.source.article_id for one in (best, *chosen)))
    return [best, *sorted(chosen, key=lambda one: (articles.index(one.source.article_id), one.start))]


def _states(text: str) -> bool:
    """Whether it is more than a question or a heading."""
    if _QUESTION.search(text):
        return False
    return bool(_ENDED.search(text) or re.search(r"\d", text)) or len(text.split()) > _LONGEST_HEADING


def _odds(evidence: Evidence) -> float:
    return evidence.score / max(1 - evidence.score, _LEAST_CHANCE)


def _is_beside(first: Evidence, second: Evidence) -> bool:
    """Whether one follows the other in an article."""
    apart = max(first.start, second.start) - min(first.end, second.end)
    return first.source.article_id == second.source.article_id and 0 <= apart <= _WHITE_SPACE


def _says_the_same(first: Evidence, second: Evidence) -> bool:
    """Whether the shorter sentence's words are nearly all in the other, and no number says otherwise."""
    words, others = (set(re.findall(r"\w+", one.text.casefold())) for one in (first, second))
    alike = len(words & others) >= 0.8 * min(len(words), len(others))
    return alike and not differ(first.text, second.text)

"""What a language model wrote in a run: how much of it stood the check, and what it cost.

ALCE (Gao et al., EMNLP 2023) counts a statement as recalled where its citations together support it, and a citation as
precise where it supports the statement by itself or is missed when it is left out. Its judge is an NLI model; here it
is `bot.verify`, which also decides what is shown. So `recall` is over all that was written, before the check, and says
how often the model was right at all; what was shown has recall 1 by construction.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from bot.answer import WRITER, Answer
from bot.verify import Verifier


@dataclass(frozen=True, slots=True)
class WrittenReport:
    """Shares are 0..1, None where nothing was counted; tokens and seconds are per question.

    `replaced` is the share of questions that another answerer answered.
    """

    questions: int
    statements: int
    dropped: int
    recall: float | None
    precision: float | None
    refused: float
    replaced: float
    prompt_tokens: float
    written_tokens: float
    first_seconds: float | None
    seconds: float


def written_report(answers: Sequence[Answer], verifier: Verifier) -> WrittenReport:
    """The figures of at least one answer of a language model."""
    drafts = [answer.draft for answer in answers]
    writings = [draft.writing for draft in drafts if draft.writing]
    shown = [draft for answer, draft in zip(answers, drafts, strict=True) if answer.answerer == WRITER]
    statements = sum(len(draft.statements) for draft in shown)
    dropped = sum(len(writing.dropped) for writing in writings)
    cited = [
        _is_precise(statement.text, number, {one.number: one.evidence.text for one in draft.citations}, verifier)
        for draft in shown
        for statement in draft.statements
        for number in _pairs(statement.citations)
    ]
    firsts = [writing.first_seconds for writing in writings if writing.first_seconds is not None]
    return WrittenReport(
        questions=len(answers),
        statements=statements + dropped,
        dropped=dropped,
        recall=statements / (statements + dropped) if statements + dropped else None,
        precision=sum(cited) / len(cited) if cited else None,
        refused=sum(draft.refusal is not None for draft in drafts) / len(drafts),
        replaced=1 - len(shown) / len(drafts),
        prompt_tokens=sum(writing.prompt_tokens for writing in writings) / len(drafts),
        written_tokens=sum(writing.written_tokens for writing in writings) / len(drafts),
        first_seconds=median(firsts) if firsts else None,
        seconds=median(answer.seconds.total for answer in answers),
    )


def _pairs(citations: Sequence[int]) -> list[tuple[int, tuple[int, ...]]]:
    """Each citation with all of its statement."""
    return [(number, tuple(citations)) for number in citations]


def _is_precise(statement: str, pair: tuple[int, tuple[int, ...]], texts: dict[int, str], verifier: Verifier) -> bool:
    number, together = pair
    if verifier.check(statement, [texts[number]]).supported:
        return True
    rest = [texts[other] for other in together if other != number]
    return not rest or not verifier.check(statement, rest).supported

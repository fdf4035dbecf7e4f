"""A draft that grows by what a model writes, one checked statement at a time."""

from time import perf_counter

from bot.answer import WRITER, Citation, Draft, DroppedStatement, Reason, Statement, Writing
from bot.checks.echoes import only_repeats
from bot.citing import find_citations
from bot.evidence_prompt import Offer
from bot.verify import Verifier
from bot.written import Written
from index.domain import Evidence
from index.passages import count_tokens

REPEATED = "only repeats the question"


class CheckedDraft:
    """Statements with their citations in order of first use, and all that was dropped on the way."""

    def __init__(self, question: str, model: str, verifier: Verifier, confidence: float) -> None:
        self._question = question
        self._model = model
        self._verifier = verifier
        self._begin = perf_counter()
        self._dropped: list[DroppedStatement] = []
        self._citations: list[Citation] = []
        self._prompt_tokens = 0
        self._reply: list[str] = []
        self._first_seconds: float | None = None
        self.statements: list[Statement] = []
        self.confidence = confidence
        self.gated = False  # whether the model's yes or no is part of the confidence
        self.refused: Reason | None = None

    def begin_attempt(self) -> None:
        """Forget what an attempt that failed wrote."""
        self._dropped.clear()
        self._reply.clear()

    def asked(self, prompt: str) -> None:
        """Count a prompt."""
        self._prompt_tokens += count_tokens(prompt)

    def wrote(self, piece: str) -> None:
        """Keep a piece of the reply, to be counted."""
        self._reply.append(piece)

    def add(self, written: Written, offer: Offer) -> bool:
        """Take up a statement if it is supported and says something new; whether it was."""
        if any(_alike(written.text, one.text) for one in self.statements):
            return False
        if only_repeats(written.text, self._question):
            self._dropped.append(DroppedStatement(written.text, REPEATED))
            return False
        cited = find_citations(written, offer, self._verifier)
        if not cited.evidence:
            self._dropped.append(DroppedStatement(written.text, cited.reason))
            return False
        self.statements.append(Statement(written.text, tuple(self._number(one) for one in cited.evidence)))
        if self._first_seconds is None:
            self._first_seconds = perf_counter() - self._begin
        return True

    def doubt(self, sure: float) -> bool:
        """Whether the model wrote, and nothing of it can be shown: it only repeated the question, or the evidence
        answers with a probability under `sure` anyway."""
        if self.statements or not self._dropped:
            return False
        return self.confidence < sure or any(one.reason == REPEATED for one in self._dropped)

    @property
    def draft(self) -> Draft:
        """What there is so far."""
        written_tokens = count_tokens("".join(self._reply))
        writing = Writing(self._model, tuple(self._dropped), self._prompt_tokens, written_tokens, self._first_seconds)
        return Draft(
            statements=tuple(self.statements),
            citations=tuple(self._citations),
            confidence=self.confidence,
            answerer=WRITER,
            writing=writing,
        )

    def _number(self, evidence: Evidence) -> int:
        for citation in self._citations:
            if citation.evidence is evidence:
                return citation.number
        self._citations.append(Citation(len(self._citations) + 1, evidence))
        return len(self._citations)


def _alike(first: str, second: str) -> bool:
    return first.casefold().strip(" .!?") == second.casefold().strip(" .!?")

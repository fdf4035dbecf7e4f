"""Evidence -> Draft by a language model; a reader sees only what the sentences it was shown support."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from threading import Event

from bot.answer import Answerer, Draft, Reason, Refusal, never
from bot.checked_draft import CheckedDraft
from bot.evidence_gate import evidence_answers
from bot.evidence_prompt import Limits, Offer, escape, make_offer
from bot.extractive import MOST_CLOSEST, number_citations
from bot.json_statements import answer_schema
from bot.llm import ChatModel
from bot.llm_errors import Again, LlmError
from bot.marks import MarkReader, draw_marks
from bot.verify import Verifier
from bot.written import WrittenStream
from index.domain import Evidence
from prompts import render

MOST_STATEMENTS = 6
INSTEAD = "The sentences below are the articles' own."


@dataclass(frozen=True, slots=True)
class GenerativeOptions:
    """`gate` is the probability of yes, 0..1, under which the evidence is held not to answer; 0 does not ask.

    `required` makes a failing model an error instead of an extractive answer.
    """

    limits: Limits = field(default_factory=Limits)
    gate: float = 0.0
    required: bool = False


DEFAULTS = GenerativeOptions()


class GenerativeAnswerer:
    """Asks a model, checks every statement before it is shown, and falls back on another answerer.

    The other one answers when the model fails or when nothing that it wrote is supported.
    """

    name = "llm"

    def __init__(
        self, model: ChatModel, verifier: Verifier, otherwise: Answerer, options: GenerativeOptions = DEFAULTS
    ) -> None:
        self._model = model
        self._verifier = verifier
        self._otherwise = otherwise
        self._options = options

    def answer(self, question: str, evidence: Sequence[Evidence]) -> Draft:
        """The whole draft. Raises LlmError where the model is required and fails."""
        *_, draft = self.stream(question, evidence)
        return draft

    def stream(
        self, question: str, evidence: Sequence[Evidence], stopped: Callable[[], bool] = never
    ) -> Iterator[Draft]:
        """The draft each time it has a statement more, the whole one last. Raises LlmError as `answer`."""
        if not evidence:
            yield Draft(refusal=Refusal(Reason.NO_MATCH), answerer=self.name)
            return
        checked = CheckedDraft(self._model.name, self._verifier, evidence[0].score)
        try:
            yield from self._attempts(question, evidence, checked, stopped)
        except LlmError as error:
            if self._options.required:
                raise
            note = f"{error}. {INSTEAD}" if not checked.statements else f"{error}; the answer may lack something."
            yield self._instead(question, evidence, checked, note)
            return
        if checked.not_found and not checked.statements:
            refusal = Refusal(Reason.UNSUPPORTED, number_citations(evidence[:MOST_CLOSEST]))
            yield replace(checked.draft, refusal=refusal)
        else:
            yield self._instead(question, evidence, checked, None)

    def _instead(self, question: str, evidence: Sequence[Evidence], checked: CheckedDraft, note: str | None) -> Draft:
        """What is shown when the model is done: its statements, or without any the other answerer's draft."""
        if checked.statements:
            return replace(checked.draft, note=note)
        other = self._otherwise.answer(question, evidence)
        return replace(other, answerer=self._otherwise.name, note=note, writing=checked.draft.writing)

    def _attempts(
        self, question: str, evidence: Sequence[Evidence], checked: CheckedDraft, stopped: Callable[[], bool]
    ) -> Iterator[Draft]:
        """At most two, and none after a statement has been shown."""
        limits = self._options.limits
        for last in (False, True):
            try:
                yield from self._attempt(question, make_offer(question, evidence, limits), checked, stopped)
            except LlmError as error:
                if last or checked.statements or error.again is Again.NO_USE or stopped():
                    raise
                if error.again is Again.WITHOUT_EXTRAS:
                    self._model.without_extras()
                elif error.again is Again.WITH_LESS_TEXT:
                    limits = Limits(max(1, limits.sentences // 3), limits.tokens // 3)
                elif error.pause:
                    Event().wait(error.pause)  # as long as the server asks for
            else:
                return

    def _attempt(
        self, question: str, offer: Offer, checked: CheckedDraft, stopped: Callable[[], bool]
    ) -> Iterator[Draft]:
        checked.begin_attempt()
        if not offer.by_mark or self._gate_refuses(question, offer):
            checked.not_found = bool(offer.by_mark)
            return
        schema = answer_schema(offer.marks) if self._model.takes_schema else None
        (example,) = draw_marks(1, [offer.text])
        system = render("answer" if schema is None else "answer_json", example=example)
        user = render("evidence", evidence=offer.text, question=escape(question))
        checked.asked(system + user)
        reading = WrittenStream(MarkReader(offer.marks))
        for piece in self._model.stream(system, user, schema, stopped):
            checked.wrote(piece)
            for written in reading.feed(piece):
                if checked.add(written, offer):
                    yield checked.draft
            if reading.not_found or len(checked.statements) >= MOST_STATEMENTS:
                break
        for written in reading.close():
            if len(checked.statements) < MOST_STATEMENTS and checked.add(written, offer):
                yield checked.draft
        checked.not_found = reading.not_found

    def _gate_refuses(self, question: str, offer: Offer) -> bool:
        if not self._options.gate:
            return False
        probability = evidence_answers(self._model, question, [one.text for one in offer.by_mark.values()])
        return probability is not None and probability < self._options.gate

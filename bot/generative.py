"""Evidence -> Draft by a language model; a reader sees only what the sentences it was shown support."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from threading import Event

from bot.answer import WRITER, Answerer, Draft, Reason, Refusal, never
from bot.checked_draft import CheckedDraft
from bot.evidence_gate import Gate, gate_prompt
from bot.evidence_prompt import Limits, escape, make_offer
from bot.extractive import MOST_CLOSEST, number_citations
from bot.json_statements import answer_schema
from bot.llm import ChatModel
from bot.llm_errors import Again, LlmError
from bot.marks import EXAMPLE, MarkReader
from bot.verify import Verifier
from bot.written import WrittenStream
from index.domain import Evidence
from prompts import render

MOST_STATEMENTS = 6
INSTEAD = "The sentences below are the articles' own."


@dataclass(frozen=True, slots=True)
class GenerativeOptions:
    """`gate` asks the model whether the evidence answers, and refuses where its probability is under `threshold`.

    Where nothing that the model wrote can be shown, another's quotes are from the probability `sure` on.
    `required` makes a failing model an error instead of an extractive answer.
    """

    limits: Limits = field(default_factory=Limits)
    gate: Gate | None = None
    threshold: float = 0.5
    sure: float = 0.5
    required: bool = False


DEFAULTS = GenerativeOptions()


class GenerativeAnswerer:
    """Asks a model, checks every statement before it is shown, and falls back on another answerer.

    The other one says how probable it is that the evidence answers, and which names no article mentions: then no model
    is asked. It answers when the model fails or when nothing that it wrote is supported.
    """

    name = WRITER

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
        other = replace(self._otherwise.answer(question, evidence), answerer=self._otherwise.name)
        if other.refusal and other.refusal.unmentioned:
            yield other
            return
        checked = CheckedDraft(question, self._model.name, self._verifier, other.confidence)
        try:
            yield from self._attempts(question, evidence, checked, stopped)
        except LlmError as error:
            if self._options.required:
                raise
            note = f"{error}. {INSTEAD}" if not checked.statements else f"{error}; the answer may lack something."
            yield _whole(checked, other, note)
            return
        refused = Reason.UNSUPPORTED if checked.doubt(self._options.sure) else checked.refused
        if refused and not checked.statements:
            refusal = Refusal(refused, number_citations(evidence[:MOST_CLOSEST]))
            yield replace(checked.draft, refusal=refusal)
        else:
            yield _whole(checked, other, None)

    def _attempts(
        self, question: str, evidence: Sequence[Evidence], checked: CheckedDraft, stopped: Callable[[], bool]
    ) -> Iterator[Draft]:
        """At most two, and none after a statement has been shown."""
        limits = self._options.limits
        for last in (False, True):
            try:
                yield from self._attempt(question, evidence, limits, checked, stopped)
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
        self,
        question: str,
        evidence: Sequence[Evidence],
        limits: Limits,
        checked: CheckedDraft,
        stopped: Callable[[], bool],
    ) -> Iterator[Draft]:
        checked.begin_attempt()
        offer = make_offer(question, evidence, limits)
        if not offer.by_mark:
            return
        schema = answer_schema(offer.marks, bounded=self._model.is_local) if self._model.takes_schema else None
        system = render("answer" if schema is None else "answer_json", example=EXAMPLE)
        if self._gate_refuses(question, evidence, checked):
            checked.refused = Reason.WEAK_MATCH
            return
        if stopped():
            return
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
        checked.refused = Reason.UNSUPPORTED if reading.not_found else None

    def _gate_refuses(self, question: str, evidence: Sequence[Evidence], checked: CheckedDraft) -> bool:
        """Ask, once a question, whether the evidence answers; the draft's confidence is what comes of it."""
        gate, prompt = self._options.gate, gate_prompt(question, evidence)
        if gate is None or prompt is None or checked.gated:
            return False
        checked.asked(prompt)
        yes = self._model.yes_probability(prompt)
        if yes is None:
            return False
        checked.confidence, checked.gated = gate.probability(checked.confidence, yes), True
        return checked.confidence < self._options.threshold


def _whole(checked: CheckedDraft, other: Draft, note: str | None) -> Draft:
    """What is shown when the model is done: its statements, or without any the other answerer's draft."""
    if checked.statements:
        return replace(checked.draft, note=note)
    return replace(other, note=note, writing=checked.draft.writing)

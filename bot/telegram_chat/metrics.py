"""What the bot counts, in Prometheus' terms; no text of anybody's is in it."""

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

from bot.answer import WRITER, Answer

BUCKETS = (0.1, 0.2, 0.3, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0)


class Metrics:
    """Counters of one bot, in a registry of their own."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._answers = Counter(
            "citewire_answers", "Questions, by what became of them", ["result"], registry=self._registry
        )
        self._seconds = Histogram(
            "citewire_answer_seconds", "Time from question to answer", buckets=BUCKETS, registry=self._registry
        )
        self._written = Counter(
            "citewire_written_statements",
            "Statements of a language model: shown, or dropped by the check",
            ["result"],
            registry=self._registry,
        )
        self._feedback = Counter("citewire_feedback", "Ratings of answers", ["rating"], registry=self._registry)

    def answered(self, answer: Answer) -> None:
        """Count an answer or a refusal, its time, and what became of what a language model wrote."""
        refusal = answer.draft.refusal
        self._answers.labels(refusal.reason.value if refusal else "answered").inc()
        self._seconds.observe(answer.seconds.total)
        if writing := answer.draft.writing:
            self._written.labels("dropped").inc(len(writing.dropped))
            if answer.answerer == WRITER:
                self._written.labels("shown").inc(len(answer.draft.statements))

    def rated(self, feedback: int) -> None:
        """Count a rating: 1 helpful, -1 not."""
        self._feedback.labels("good" if feedback > 0 else "bad").inc()

    def text(self) -> bytes:
        """Everything in Prometheus' text format."""
        return generate_latest(self._registry)

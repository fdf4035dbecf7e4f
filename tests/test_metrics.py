"""What /metrics counts of a language model."""

from bot.answer import Answer, Draft, DroppedStatement, Reason, Refusal, Seconds, Statement, Writing
from bot.telegram_chat.metrics import Metrics


def answer(draft: Draft, answerer: str) -> Answer:
    return Answer("Who?", "Who?", draft, answerer, Seconds(0.1, 0.2, 0.3))


def test_statements_that_were_dropped_and_shown_are_counted() -> None:
    metrics = Metrics()
    dropped = Writing("model", (DroppedStatement("A b c.", "no"), DroppedStatement("D e f.", "no")))
    said = (Statement("G h i.", (1,)),)
    metrics.answered(answer(Draft(said, writing=dropped), "llm"))
    metrics.answered(answer(Draft(said, writing=dropped), "extractive"))
    metrics.answered(answer(Draft(refusal=Refusal(Reason.WEAK_MATCH), writing=Writing("model")), "llm"))
    metrics.answered(answer(Draft(said), "extractive"))
    lines = metrics.text().decode().splitlines()
    assert 'citewire_written_statements_total{result="dropped"} 4.0' in lines
    assert 'citewire_written_statements_total{result="shown"} 1.0' in lines
    assert 'citewire_answers_total{result="answered"} 3.0' in lines

"""Figures of use from the stored answers, for admins."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from bot.telegram_chat.chat_store import ChatStore

DAYS = 30
DAY_SECONDS = 86_400
MOST_RATED = 10


@dataclass(frozen=True, slots=True)
class Usage:
    """What was asked in the last `days`; `percentiles` are of the seconds to an answer, None without any."""

    days: int
    questions: int
    people: int
    refused: int
    good: int
    bad: int
    percentiles: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Rated:
    """A question whose answer a reader rated."""

    question: str
    good: bool


def read_usage(store: ChatStore, days: int = DAYS) -> Usage:
    """Questions only: what was merely searched took no answer."""
    with store.transaction() as connection:
        rows = connection.execute(
            "SELECT person_id, answered, feedback, seconds FROM answers"
            " WHERE seconds IS NOT NULL AND asked > unixepoch() - ?",
            (days * DAY_SECONDS,),
        ).fetchall()
    seconds = sorted(float(row["seconds"]) for row in rows)
    return Usage(
        days=days,
        questions=len(rows),
        people=len({row["person_id"] for row in rows}),
        refused=sum(not row["answered"] for row in rows),
        good=sum(row["feedback"] == 1 for row in rows),
        bad=sum(row["feedback"] == -1 for row in rows),
        percentiles={f"p{share}": _percentile(seconds, share) for share in (50, 95)},
    )


def read_rated(store: ChatStore) -> list[Rated]:
    """The newest rated answers, newest first."""
    with store.transaction() as connection:
        rows = connection.execute(
            "SELECT question, feedback FROM answers WHERE feedback IS NOT NULL ORDER BY id DESC LIMIT ?", (MOST_RATED,)
        ).fetchall()
    return [Rated(row["question"], row["feedback"] > 0) for row in rows]


def _percentile(ordered: list[float], share: int) -> float | None:
    return ordered[max(ceil(len(ordered) * share / 100) - 1, 0)] if ordered else None

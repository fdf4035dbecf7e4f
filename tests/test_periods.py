"""What a question says about time, and the order it puts the evidence in."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.periods import Period, period, published_days
from bot.recency import weigh_by_period
from index.domain import Evidence, Source

WEDNESDAY = date(2024, 5, 15)


@pytest.mark.parametrize(
    ("question", "first", "last", "strict"),
    [
        ("What happened today?", "2024-05-15", "2024-05-15", True),
        ("What did the junta say yesterday?", "2024-05-14", "2024-05-15", True),
        ("Who won this week?", "2024-05-13", "2024-05-20", True),
        ("Who won last week?", "2024-05-06", "2024-05-13", True),
        ("Who won last weekend?", "2024-05-11", "2024-05-13", True),
        ("What happened in the past three days?", "2024-05-12", "2024-05-15", True),
        ("What happened in the laſt ſix dayſ?", "2024-05-09", "2024-05-15", True),
        ("What happened last month?", "2024-04-01", "2024-04-30", False),
        ("What happened this year?", "2024-01-01", "2024-12-31", False),
        ("What happened last year?", "2023-01-01", "2023-12-31", False),
        ("What was signed in 2023?", "2023-01-01", "2023-12-31", False),
        ("What was signed in February 2024?", "2024-02-01", "2024-02-29", False),
        ("What was signed on 3 May 2024?", "2024-05-03", "2024-05-03", False),
        ("Who met on Tuesday?", "2024-05-14", "2024-05-14", False),
        ("What has changed since August?", "2023-08-01", None, False),
        ("who ruled before 2020?", None, "2019-12-31", False),
        ("who ruled until 2020?", None, "2020-12-31", False),
        ("Who ruled from 2019 to 2021?", "2019-01-01", "2021-12-31", False),
    ],
)
def test_a_period(question: str, first: str | None, last: str | None, strict: bool) -> None:
    found = period(question, WEDNESDAY)
    assert found is not None
    shown = [day.isoformat() if day else None for day in (found.first, found.last)]
    assert (shown, found.strict, found.month) == ([first, last], strict, None)


@pytest.mark.parametrize(
    "question", ["What is the latest on Niger?", "How many are there now?", "Who is the current mayor?"]
)
def test_newest(question: str) -> None:
    found = period(question, WEDNESDAY)
    assert found is not None
    assert found.newest


@pytest.mark.parametrize("question", ["What was said in March?", "what was said in march about iran"])
def test_a_month_is_one_of_any_year(question: str) -> None:
    assert period(question, WEDNESDAY) == Period("March", month=3)


@pytest.mark.parametrize(
    "question", ["Who is Theresa May?", "What may happen?", "What happened on 30 February?", "How do ferries sink?"]
)
def test_no_period(question: str) -> None:
    assert period(question, WEDNESDAY) is None


@pytest.mark.parametrize(
    ("published", "days"),
    [
        ("2024", ("2024-01-01", "2024-12-31")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2024-05-03T10:00:00Z", ("2024-05-03", "2024-05-03")),
        ("2024-13-03", None),
        ("yesterday", None),
        (None, None),
    ],
)
def test_the_days_of_a_date(published: str | None, days: tuple[str, str] | None) -> None:
    found = published_days(published)
    assert (found and tuple(day.isoformat() for day in found)) == days


def evidence(name: str, score: float, published: str | None) -> Evidence:
    return Evidence(Source(name, name, published=published), 0, 1, "x", score)


OLD, NEW, UNDATED = (
    evidence("old", 0.9, "2024-04-02"),
    evidence("new", 0.8, "2024-05-14"),
    evidence("undated", 0.85, None),
)
WEAK = evidence("weak", 0.1, "2024-05-15")


@pytest.mark.parametrize(
    ("question", "given_evidence", "names"),
    [
        ("What happened?", [OLD, NEW, UNDATED, WEAK], "old undated new weak"),
        ("What happened?", [OLD, replace(NEW, score=0.899)], "new old"),
        ("What is the latest?", [OLD, NEW, UNDATED, WEAK], "new old undated weak"),
        ("What is the latest?", [OLD, UNDATED], "old undated"),
        ("What happened yesterday?", [OLD, NEW, UNDATED, WEAK], "new weak"),
        ("What happened last week?", [OLD, NEW, UNDATED, WEAK], "new old undated weak"),
        ("What happened in April?", [NEW, OLD, UNDATED], "old undated new"),
        ("What happened in 2019?", [OLD, NEW], "old new"),
    ],
    ids=[
        "no time: as it was", "a tie goes to the newer", "latest", "latest, one dated", "yesterday drops other days",
        "nothing in that week: the newest", "a month", "none of that year: as it was",
    ],
)  # fmt: skip
def test_order(question: str, given_evidence: list[Evidence], names: str) -> None:
    found = weigh_by_period(given_evidence, period(question, WEDNESDAY))
    assert " ".join(one.source.article_id for one in found) == names


DATES = st.sampled_from([None, "2023", "2024-05", "2024-05-13", "2024-05-14T10:00:00Z"])
QUESTIONS = st.sampled_from(
    ["What happened?", "What is new now?", "And in May?", "What happened yesterday?", "Since 2023?"]
)


@given(st.lists(st.tuples(st.floats(0, 1), DATES), max_size=6), QUESTIONS)
def test_nothing_is_made_up_and_only_strict_periods_drop(rows: list[tuple[float, str | None]], question: str) -> None:
    given_evidence = [evidence(str(number), score, day) for number, (score, day) in enumerate(rows)]
    asked = period(question, WEDNESDAY)
    found = weigh_by_period(given_evidence, asked)
    assert set(found) <= set(given_evidence)
    assert len(set(found)) == len(found)
    assert bool(found) == bool(given_evidence)
    if asked is None or not asked.strict:
        assert set(found) == set(given_evidence)

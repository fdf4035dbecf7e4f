"""Articles that disagree: sentences that give different numbers for the same thing.

Neither is left out, and no number is made of the two: a reader is shown both, with their dates. Certain cases only, for
most sentences that look alike and differ in a number speak of two things.
"""

from collections.abc import Sequence
from itertools import combinations

from bot.checks.counted import counted_noun, surroundings
from bot.reading.calendar_dates import CalendarDate, calendar_dates
from bot.reading.facts import numbers
from bot.reading.names import NameIndex, names
from bot.reading.quantities import Quantity
from bot.reading.words import alike, tokenize
from index.domain import Evidence

# Content words, numbers left out, that two sentences share: of the one that has fewer, of the one that has more.
SHARED_OF_FEWER = 0.6
SHARED_OF_MORE = 0.45
LEAST_SHARED = 3
_NOT_COUNTING = frozenset({"ordinal", "am", "pm", "times"})


def disagreeing(evidence: Sequence[Evidence]) -> tuple[tuple[int, int], ...]:
    """The places of sentences that give different numbers for the same thing, of two articles each time.

    An update of a story under another id is another article: what it corrects is shown beside what it says now.
    """
    return tuple(
        (first, second)
        for first, second in combinations(range(len(evidence)), 2)
        if evidence[first].source.article_id != evidence[second].source.article_id
        and differ(evidence[first].text, evidence[second].text)
    )


def other_accounts(said: Sequence[Evidence], evidence: Sequence[Evidence]) -> list[Evidence]:
    """The first of the evidence of each further article that gives another number than something said."""
    articles = {one.source.article_id for one in said}
    found: list[Evidence] = []
    for one in evidence:
        if one.source.article_id not in articles and any(differ(other.text, one.text) for other in said):
            articles.add(one.source.article_id)
            found.append(one)
    return found


def differ(first: str, second: str) -> bool:
    """Whether two sentences say the same of the same but for a number."""
    return (
        _other_number(first, second)
        and _share_words(first, second)
        and not (_names_alone(first, second) and _names_alone(second, first))
        and not (_dates_alone(first, second) and _dates_alone(second, first))
    )


def _other_number(first: str, second: str) -> bool:
    """Whether a number of each counts the same thing, and neither number stands in the other sentence at all."""
    mine, theirs = _counting(first), _counting(second)
    return any(
        _same_thing(first, one, second, other) and not _compatible(one, other)
        for one in mine
        if not any(one.same_value(other) for other in theirs)
        for other in theirs
        if not any(other.same_value(own) for own in mine)
    )


def _counting(text: str) -> list[Quantity]:
    return [one for one in numbers(text) if one.value and not one.weak and one.unit not in _NOT_COUNTING]


def _same_thing(first: str, one: Quantity, second: str, other: Quantity) -> bool:
    """The same unit, or the same noun counted; a number that counts no noun must stand among the same words."""
    if one.unit != other.unit:
        return False
    near, there = surroundings(first, one.start, one.end), surroundings(second, other.start, other.end)
    common = sum(any(alike(word, beside) for beside in there) for word in near)
    counted, counted_there = counted_noun(first, one), counted_noun(second, other)
    if one.unit:
        return common >= 1
    if counted and counted_there and not alike(counted, counted_there):
        return counted in there and counted_there in near and common >= 2  # "12 confirmed dead", "15 dead"
    return common >= (1 if counted and counted_there else 2)


def _compatible(one: Quantity, other: Quantity) -> bool:
    """Whether both may be true: "more than 10" and 12."""
    low, high = sorted((one, other), key=lambda number: number.value)
    return low.bound == "+" or high.bound == "-"


def _share_words(first: str, second: str) -> bool:
    mine, theirs = _content(first), _content(second)
    shared = sum(any(alike(word, other) for other in theirs) for word in mine)
    fewer, more = sorted((len(mine), len(theirs)))
    return shared >= max(LEAST_SHARED, SHARED_OF_FEWER * fewer, SHARED_OF_MORE * more)


def _content(text: str) -> set[str]:
    """The stems of a sentence's content words without its numbers."""
    taken = [(number.start, number.end) for number in numbers(text)]
    return {
        token.stem
        for token in tokenize(text)
        if token.is_content
        and not token.text[0].isdigit()
        and not any(start <= token.start < end for start, end in taken)
    }


def _names_alone(text: str, other: str) -> bool:
    """Whether it names somebody or some place that the other sentence does not."""
    held = NameIndex.of((other,))
    return any(name.certain and not held.holds(name) for name in names(text))


def _dates_alone(text: str, other: str) -> bool:
    """Whether it gives a date that the other sentence does not: of another time, another number may be true."""
    theirs: Sequence[CalendarDate] = calendar_dates(other)
    return any(
        not any(date.supported_by(one) or one.supported_by(date) for one in theirs) for date in calendar_dates(text)
    )

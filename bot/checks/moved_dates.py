"""When what happened: a date of one clause given to another is as false as a wrong one.

"Last year, Niger, which had a coup, left the force" says nothing of when the coup was.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

from bot.checks.near_copies import is_said
from bot.reading.calendar_dates import CalendarDate, calendar_dates
from bot.reading.names import names
from bot.reading.word_lists import CLAUSE_BORDERS, words_of
from bot.reading.words import Token, tokenize

# Words that open a clause with a time of its own, in the first words behind a border or in the middle of a clause.
_OPENERS = words_of("who whom whose which that where when after before")
_OPENER_REACH = 3  # words: "both of which"
# The same, but what stands before them is of the clause before: "Prices rose because …".
_JOINING = words_of("because although though while whereas")
# Within a sentence these say "at the same time": only where each side has a date is the time its own.
_MEANWHILE = words_of("while whereas")


@dataclass(frozen=True, slots=True)
class _Dated:
    """Stems of content words but for names, numbers and dates: of the date's clause, and of the clauses beside it."""

    date: CalendarDate
    words: frozenset[str]
    others: frozenset[str]


def moved_dates(statement: str, cited: Sequence[str]) -> list[CalendarDate]:
    """Dates that the cited sentences give to another clause than the one that has the words dated in the statement.

    What stands in a clause of its own ("which had a coup") is apart from the sentence around it. Where neither clause
    of a sentence has any of the words, there is nothing to tell by.
    """
    dated = _dated(statement)
    theirs = [one for text in cited for one in _dated(text)] if dated else []
    moved: list[CalendarDate] = []
    for mine in dated:
        places = [one for one in theirs if mine.date.supported_by(one.date)]
        if places and all(_shares(mine.words, one.others) and not _shares(mine.words, one.words) for one in places):
            moved.append(mine.date)
    return moved


def _shares(words: AbstractSet[str], others: AbstractSet[str]) -> bool:
    return any(is_said(word, others) for word in words)


@lru_cache(maxsize=2_000)
def _dated(text: str) -> tuple[_Dated, ...]:
    dates = calendar_dates(text)
    taken = [(one.start, one.end) for one in dates] + [(one.start, one.end) for one in names(text)]
    clauses = [(clause, frozenset(_words(clause, taken))) for clause in _clauses(text, dates)]
    return tuple(
        _Dated(date, words, frozenset(word for _, other in clauses for word in other) - words)
        for date in dates
        for clause, words in clauses
        if any(date.start <= token.start < date.end for token in clause)
    )


def _clauses(text: str, dates: Sequence[CalendarDate]) -> list[list[Token]]:
    """The words of the sentence itself, then those of each clause that is opened within it."""
    main: list[Token] = []
    opened: list[list[Token]] = []
    here, begun = main, 0
    for token in tokenize(text):
        word = token.text.lower()
        if word in _OPENERS or (word in _JOINING and not _shares_its_time(token, dates)):
            reaches = word in _OPENERS and here is main and len(main) - begun < _OPENER_REACH
            first = main[begun:] if reaches else []
            del main[len(main) - len(first) :]
            here = [*first, token]
            opened.append(here)
        elif word in CLAUSE_BORDERS:
            here, begun = main, len(main)
        else:
            here.append(token)
    return [main, *opened]


def _shares_its_time(token: Token, dates: Sequence[CalendarDate]) -> bool:
    """Whether what a joining word opens is of the time of what stands before it."""
    if token.text not in _MEANWHILE:  # "While", which sets one thing against another, is none
        return False
    return not (any(date.end <= token.start for date in dates) and any(date.start >= token.end for date in dates))


def _words(clause: Sequence[Token], taken: Sequence[tuple[int, int]]) -> Iterator[str]:
    for token in clause:
        inside = any(start <= token.start < end for start, end in taken)
        if token.is_content and not token.text[0].isdigit() and not inside:
            yield token.stem

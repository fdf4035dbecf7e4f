"""What a sentence denies, doubts or makes depend on a condition is not said by it: "denied that the dam had failed"."""

from collections.abc import Sequence
from itertools import takewhile

from bot.checks.doubting_words import (
    CLAIMS,
    CONDITIONS,
    DENYING_STEMS,
    DENYING_WORDS,
    REFUSING_STEMS,
    RIGHT,
    THAT,
    UNSURE,
    UNTRUE,
)
from bot.checks.negation import is_negating
from bot.checks.verbatim import verbatim_parts
from bot.reading.word_lists import words_of
from bot.reading.words import Token, tokenize

_ENDS = frozenset(".!?…。।")
_BORDERS = _ENDS | frozenset(",;:—–()")
_TURNS = frozenset({";", "but", "however", "although", "though", "mais", "aber", "pero"})  # what was denied ends here
_POINTING = words_of("it this that so them these those by which ce cela ça le das es lo")
_REACH = 3  # words
_BESIDE = words_of("while although though since because as when after asked")


def unsupported_part(statement: str, cited: Sequence[str]) -> bool:
    """Whether the statement is a part of a sentence that denies or doubts it, and no sentence says it freely."""
    parts = [(tokenize(text), part) for text in cited for part in verbatim_parts(statement, text)]
    return bool(parts) and all(is_governed(tokens, part.first, part.last) for tokens, part in parts)


def is_governed(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a denial, doubt or condition outside of the part bears upon it.

    Before the part every one does up to its sentence's begin or a "but"; behind it those that point back, as in
    "which the army denied", "if it rains" and "a claim that is wrong".
    """
    begin = next((at for at in range(first, 0, -1) if _opens_sentence(tokens, at) or _turns(tokens, at, first)), 0)
    end = next((at for at in range(last + 1, len(tokens)) if _opens_sentence(tokens, at)), len(tokens))
    before = tokens[begin:first]
    return any(_reaches_on(before, at) for at in range(len(before))) or any(
        _points_back(tokens, at, end, last) for at in range(last + 1, end)
    )


def said_in_doubt(statement: str, cited: Sequence[str]) -> list[Token]:
    """Words of the statement, which has no doubt of its own, that no sentence says but in doubt or as a condition."""
    mine = tokenize(statement)
    if any(_doubts(mine, at) or is_negating(token) or _belittles(token) for at, token in enumerate(mine)):
        return []
    words = {token.stem for token in mine if token.is_content}
    holding = [tokens for tokens in map(tokenize, cited) if words <= {token.stem for token in tokens}]
    if not holding or not all(_all_in_doubt(tokens, words) for tokens in holding):
        return []
    return [token for token in mine if token.is_content]


def _all_in_doubt(tokens: Sequence[Token], words: set[str]) -> bool:
    """Whether one clause that is denied or a condition has all the words, and nothing else of the sentence has any."""
    places = [at for at, token in enumerate(tokens) if token.stem in words]
    before = tokens[: places[0]] if places else ()
    governors = [at for at in range(len(before)) if _reaches_on(before, at)]
    if not governors:
        return False
    between = tokens[governors[-1] + 1 : places[-1]]
    return not any(token.text in _BORDERS for token in between)


def _opens_sentence(tokens: Sequence[Token], at: int) -> bool:
    """Whether a sentence begins here; "Mr. Hale" is none."""
    return at > 0 and tokens[at].initial and any(token.text in _ENDS for token in tokens[max(0, at - 2) : at])


def _turns(tokens: Sequence[Token], at: int, first: int) -> bool:
    return at < first and tokens[at].text.lower() in _TURNS


def _doubts(tokens: Sequence[Token], at: int) -> bool:
    low = tokens[at].text.lower()
    return tokens[at].stem in DENYING_STEMS or low in DENYING_WORDS or low in CONDITIONS


def _belittles(token: Token) -> bool:
    return token.text.lower() in UNTRUE or token.stem in REFUSING_STEMS


def _reaches_on(before: Sequence[Token], at: int) -> bool:
    """Whether what stands here bears upon all that follows: "denied", "if"; with a "that", "no evidence", "false"."""
    if _is_closed(before, at):
        return False
    if _doubts(before, at):
        return True
    opens = is_negating(before[at]) or _belittles(before[at]) or before[at].text.lower() in UNSURE
    return opens and any(token.text.lower() in THAT for token in before[at + 1 :])


def _is_closed(before: Sequence[Token], at: int) -> bool:
    """Whether it stands in a clause beside the main one that a comma has ended, as in "Asked if he would go, he said".

    "Asked if, on Monday, …" goes on: there are two commas.
    """
    return before[0].text.lower() in _BESIDE and sum(token.text == "," for token in before[at:]) % 2 == 1


def _points_back(tokens: Sequence[Token], at: int, end: int, last: int) -> bool:
    token, following = tokens[at], tokens[at + 1 : end]
    low = token.text.lower()
    if low in CONDITIONS:
        return all(one.text in _BORDERS or one.text in "“”\"'" for one in tokens[last + 1 : at])
    near = [one.text.lower() for one in takewhile(lambda one: one.text not in _BORDERS, following)]
    if is_negating(token):
        return not RIGHT.isdisjoint(near[:_REACH])
    if token.stem in DENYING_STEMS or low in DENYING_WORDS or _belittles(token):
        return not near or near[0] in _POINTING or any(one in CLAIMS for one in near[:_REACH])
    return False

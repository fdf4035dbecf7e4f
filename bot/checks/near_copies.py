"""What a near-copy of a sentence changed: in a text that repeats another word for word, one exchanged word is a doubt.

A statement in its own words may use any synonym; one that repeats its source and differs in a single word differs
there on purpose or by mistake, so the word must be known to mean the same.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from difflib import SequenceMatcher
from itertools import pairwise

from bot.checks.negation import is_negating
from bot.checks.opposites import opposite, same_side
from bot.checks.synonyms import is_reporting, synonymous
from bot.reading.facts import dates, names
from bot.reading.names import NameIndex
from bot.reading.quantities import quantities
from bot.reading.word_lists import TITLES
from bot.reading.words import Token, tokenize

NEAR_COPY = 0.8  # of the statement's words found in order in one sentence
_LONGEST = 3  # words; a longer exchanged part is a wording of its own


def may_replace(first: str, second: str) -> bool:
    """Whether one stem may stand in the other's place without a change of meaning."""
    return synonymous(first, second) or same_side(first, second)


def is_said(word: str, stems: AbstractSet[str]) -> bool:
    """Whether a stem, or one that may stand in its place, is among others."""
    return word in stems or any(may_replace(word, other) for other in stems)


def changed_words(statement: str, cited: Sequence[str]) -> list[Token]:
    """Words of a near-copy that stand in other words' place, add a negation or had one taken away; else none."""
    tokens = tokenize(statement)
    source = _closest(tokens, cited)
    matcher = SequenceMatcher(None, [token.stem for token in source], [token.stem for token in tokens], autojunk=False)
    aligned = sum(block.size for block in matcher.get_matching_blocks())
    if aligned < NEAR_COPY * len(tokens):
        return []
    changed: list[Token] = []
    for operation, left, right, first, last in matcher.get_opcodes():
        gone, new = source[left:right], tokens[first:last]
        if operation == "replace" and len(gone) <= _LONGEST and len(new) <= _LONGEST:
            changed += _exchanged(gone, new)
        if operation == "equal":
            continue
        denied, denies = _negations(gone) - _emphases(gone), _negations(new)
        if denies > denied and not _negations(source[max(0, left - 3) : right + 3]):
            changed += [token for token in new if is_negating(token)]
        elif denied > denies and len(gone) <= _LONGEST and not _negations(tokens[max(0, first - 3) : last + 3]):
            changed.append(tokens[min(last, len(tokens) - 1)])
    return changed


def _negations(tokens: Sequence[Token]) -> int:
    return sum(is_negating(token) for token in tokens)


def _emphases(tokens: Sequence[Token]) -> int:
    """How often "not only" stands here: leaving it out denies nothing."""
    return sum(is_negating(first) and second.stem == "only" for first, second in pairwise(tokens))


def _closest(tokens: Sequence[Token], cited: Sequence[str]) -> Sequence[Token]:
    """The cited sentence with the most words in common; of equals the shorter."""
    held = {token.stem for token in tokens}
    sources = [tokenize(text) for text in cited]
    return max(sources, key=lambda source: (len(held & {token.stem for token in source}), -len(source)))


def _exchanged(gone: Sequence[Token], new: Sequence[Token]) -> list[Token]:
    """The new words when they are opposites of the old, other facts, or content words not known to mean the same."""
    if _facts_differ(" ".join(token.text for token in new), " ".join(token.text for token in gone)):
        return list(new)
    old = [word for word in gone if word.is_content and not word.text[0].isdigit()]
    changed = []
    for token in new:
        same = is_reporting(token.stem) or any(may_replace(token.stem, word.stem) for word in old)
        named = token.is_capitalised and token.stem not in TITLES and any(word.is_capitalised for word in old)
        unknown = bool(old) and token.is_content and not token.text[0].isdigit() and not (same or named)
        if unknown or any(opposite(token.stem, word.stem) for word in gone):
            changed.append(token)
    return changed


def _facts_differ(new: str, gone: str) -> bool:
    """Whether both hold numbers, dates or names, and a new one is none of the old."""
    old_numbers, old_names = quantities(gone), names(gone)
    old_dates, new_dates = dates(f"in {gone}"), dates(f"in {new}")  # "May" by itself could be a verb
    held = NameIndex.of([gone])
    foreign_number = any(not any(each.same_value(old) for old in old_numbers) for each in quantities(new))
    foreign_date = any(not any(each.supported_by(old) for old in old_dates) for each in new_dates)
    foreign_name = any(not held.holds(each) for each in names(new) if each.text not in ("I", "The"))
    return (
        (bool(old_numbers) and foreign_number)
        or (bool(old_dates) and foreign_date)
        or (bool(old_names) and foreign_name)
    )

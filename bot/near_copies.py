"""What a near-copy of a sentence changed: in a text that repeats another word for word, one exchanged word is a doubt.

A statement in its own words may use any synonym; one that repeats its source and differs in a single word differs
there on purpose or by mistake, so the word must be known to mean the same.
"""

from collections.abc import Sequence
from difflib import SequenceMatcher

from bot.facts import dates, names, numbers
from bot.negation import is_negator
from bot.opposites import opposite, same_side
from bot.synonyms import is_reporting, synonymous
from bot.words import Token, tokenize

NEAR_COPY = 0.8  # of the statement's words found in order in one sentence
_LONGEST = 3  # words; a longer exchanged part is a wording of its own


def may_replace(first: str, second: str) -> bool:
    """Whether one stem may stand in the other's place without a change of meaning."""
    return synonymous(first, second) or same_side(first, second)


def changed_words(statement: str, cited: Sequence[str]) -> list[Token]:
    """Words of a near-copy that stand in other words' place, add a negation or had one taken away; else none."""
    tokens = tokenize(statement)
    source = _closest(tokens, cited)
    matcher = SequenceMatcher(None, [token.stem for token in source], [token.stem for token in tokens], autojunk=False)
    aligned = sum(block.size for block in matcher.get_matching_blocks())
    if aligned < NEAR_COPY * len(tokens):
        return []
    facts = [(each.start, each.end) for each in (*numbers(statement), *dates(statement), *names(statement))]
    changed: list[Token] = []
    for operation, left, right, first, last in matcher.get_opcodes():
        gone, new = source[left:right], tokens[first:last]
        if operation == "replace" and len(gone) <= _LONGEST and len(new) <= _LONGEST:
            changed += [token for token in new if _is_doubtful(token, gone, facts)]
        if operation == "equal":
            continue
        denied = sum(is_negator(source, at) for at in range(left, right))
        denies = sum(is_negator(tokens, at) for at in range(first, last))
        if denies > denied and not _negated(source, left - 3, right + 3):
            changed += [tokens[at] for at in range(first, last) if is_negator(tokens, at)]
        elif denied > denies and right - left <= _LONGEST and right < len(source) and not _negated(tokens, first - 3, last + 3):
            changed.append(tokens[min(last, len(tokens) - 1)])
    return changed


def _negated(tokens: Sequence[Token], first: int, last: int) -> bool:
    return any(is_negator(tokens, at) for at in range(max(0, first), min(last, len(tokens))))


def _closest(tokens: Sequence[Token], cited: Sequence[str]) -> Sequence[Token]:
    """The cited sentence with the most words in common; of equals the shorter."""
    held = {token.stem for token in tokens}
    sources = [tokenize(text) for text in cited]
    return max(sources, key=lambda source: (len(held & {token.stem for token in source}), -len(source)))


def _is_doubtful(token: Token, gone: Sequence[Token], facts: Sequence[tuple[int, int]]) -> bool:
    """Whether a word in the place of others changes what is said. Numbers, dates and names are checked elsewhere."""
    if any(opposite(token.stem, word.stem) for word in gone):
        return True
    old = [word.stem for word in gone if word.is_content and not word.text[0].isdigit()]
    if not old or not token.is_content or any(start <= token.start < end for start, end in facts):
        return False
    return not is_reporting(token.stem) and not any(may_replace(token.stem, word) for word in old)

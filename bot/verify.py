"""Is a statement supported by the sentences it cites? Every fact must be matched, and enough of the words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.checks.added_predicates import added_predicates
from bot.checks.attribution import misattributed
from bot.checks.counted import unsupported_dates, unsupported_numbers
from bot.checks.doubt import said_in_doubt, unsupported_part
from bot.checks.moved_dates import moved_dates
from bot.checks.near_copies import changed_words, is_said
from bot.checks.negation import is_negating, unsupported_negations
from bot.checks.opposites import reversed_words
from bot.checks.relations import exchanged_places, swapped_relations, turned_pairs
from bot.checks.verbatim import is_question, is_whole
from bot.meaning import Meaning
from bot.reading.facts import Fact, FactKind, names
from bot.reading.known_languages import is_known_language
from bot.reading.names import NameIndex, is_doubtful
from bot.reading.words import Token, tokenize

SIMILARITY_NEEDED = 0.55
SHORT = 5  # content words; where there are few, one that is not there may be the very claim
SIMILARITY_OF_SHORT = 0.7
MEANING_NEEDED = 0.5


@dataclass(frozen=True, slots=True)
class Verdict:
    """The result of a check; `missing` says what lacks a match, `similarity` is 0..1."""

    supported: bool
    missing: tuple[Fact, ...]
    similarity: float


class Verifier:
    """Checks statements: facts and words; pure, about a millisecond.

    `meaning`, where it is given, must agree as well (some 10 ms for a reranker). It only takes away: letting a reranker
    pass statements with too few common words kept no paraphrase more and certified more wrong citations.
    """

    def __init__(self, meaning: Meaning | None = None) -> None:
        self._meaning = meaning

    def check(self, statement: str, cited: Sequence[str]) -> Verdict:
        """Whether the cited sentences say what the statement says. One of them, word for word, passes.

        What a question asks is not said, so only a question may rest on it. In a language whose negations are not
        known nothing but a whole sentence passes.
        Without a word of content ("However", "They did so.") it says nothing that could be checked, and never passes.
        """
        sentences = tuple(text for text in cited if text.strip())
        if not sentences or not any(token.is_content for token in tokenize(statement)):
            return Verdict(False, (), 0.0)
        if any(is_whole(statement, text) for text in sentences):
            return Verdict(True, (), 1.0)
        sentences = tuple(
            text for text in sentences if is_question(text) == is_question(statement) and is_known_language(text)
        )
        if not sentences:
            return Verdict(False, (), 0.0)
        missing = tuple(sorted(set(_missing(statement, sentences)), key=lambda fact: (fact.start, fact.kind)))
        similarity = share_of_words(statement, sentences)
        supported = not missing and similarity >= _needed(statement)
        if supported and self._meaning:
            meaning = self._meaning.probability(statement, " ".join(sentences))
            supported, similarity = meaning >= MEANING_NEEDED, min(similarity, meaning)
        return Verdict(supported, missing, similarity)


def _missing(statement: str, cited: tuple[str, ...]) -> Iterator[Fact]:
    """Everything in the statement that the cited sentences do not say, or say otherwise."""

    def fact(kind: FactKind, start: int, end: int) -> Fact:
        return Fact(kind, statement[start:end], start, end)

    for number in unsupported_numbers(statement, cited):
        yield fact(FactKind.NUMBER, number.start, number.end)
    for date in (*unsupported_dates(statement, cited), *moved_dates(statement, cited)):
        yield fact(FactKind.DATE, date.start, date.end)
    held = _name_index(cited)
    for name in names(statement):
        if not held.holds(name) and not is_doubtful(name, statement):
            yield fact(FactKind.NAME, name.start, name.end)
    if unsupported_part(statement, cited):
        yield fact(FactKind.NEGATION, 0, len(statement))
    for word in said_in_doubt(statement, cited):
        yield fact(FactKind.NEGATION, word.start, word.end)
    for negation in unsupported_negations(statement, cited):
        yield fact(FactKind.NEGATION, negation.start, negation.end)
    for word in reversed_words(statement, cited):
        yield fact(FactKind.OPPOSITE, word.start, word.end)
    for relation in swapped_relations(statement, cited):
        yield fact(FactKind.ORDER, relation.start, relation.end)
    for name in misattributed(statement, cited):
        yield fact(FactKind.ORDER, name.start, name.end)
    for pair in turned_pairs(statement, cited):
        yield fact(FactKind.ORDER, pair.start, pair.end)
    for word in exchanged_places(statement, cited):
        yield fact(FactKind.ORDER, word.start, word.end)
    for word in (*changed_words(statement, cited), *added_predicates(statement, cited)):
        yield fact(FactKind.WORDING, word.start, word.end)


def _needed(statement: str) -> float:
    """The share of words that makes a statement supported."""
    return SIMILARITY_OF_SHORT if sum(map(_is_own, tokenize(statement))) <= SHORT else SIMILARITY_NEEDED


def _is_own(token: Token) -> bool:
    """Content words but those that negate, which are checked by themselves."""
    return token.is_content and not is_negating(token)


@lru_cache(maxsize=500)
def _name_index(cited: tuple[str, ...]) -> NameIndex:
    return NameIndex.of(cited)


def share_of_words(statement: str, cited: Sequence[str]) -> float:
    """The share of the statement's content words that the cited sentences hold in some form, 0..1; 0 without any."""
    held = {token.stem for text in cited for token in tokenize(text)}
    mine = [token for token in tokenize(statement) if _is_own(token)]
    if not mine:
        return 0.0
    index = _name_index(tuple(cited))
    named = [name for name in names(statement) if index.holds(name)]

    def is_found(token: Token) -> bool:
        return (
            token.stem in index.keys
            or any(name.start <= token.start < name.end for name in named)
            or is_said(token.stem, held)
        )

    return sum(map(is_found, mine)) / len(mine)

"""Negations and the words they stand on: "did not attack", "no evidence", "refused to sign"."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from bot.checks.french_negation import closes_ne, is_ne, restricts
from bot.checks.negators import NEGATORS
from bot.checks.synonyms import synonymous
from bot.reading.word_lists import CLAUSE_BORDERS, words_of
from bot.reading.words import Token, stem, tokenize

_BEFORE_NOUNS = words_of(
    """
    no without neither kein keine keinen aucun aucune ningún ninguna ohne sans sin
    """
)
_VERBS = words_of("fail refus declin")  # only before "to": "profits declined" denies nothing
_DENIALS = words_of("deni lack miss unabl absenc avoid")
_FORMED = re.compile(r"(?:un|dis|non|ir|il|im|in)(?=\w{4})|less$")  # "unclear" says "not clear", "homeless" "no home"
_LIGHT_VERBS = words_of("pose make take have get give provide present put do be")
_CERTAIN = words_of("clear certain sure known know")  # "not clear" and "uncertain" say the same
_NO_NEGATION_AFTER = words_of("only just merely least more fewer less")
_REACH = 2


@dataclass(frozen=True, slots=True)
class Negation:
    """A negating word with its span and the stems of the (at most two) content words it stands on, nearest first.

    `heads` are those of them that it denies for certain: a verb after "not", two words after "no" (an adjective may
    stand before the noun).
    """

    text: str
    start: int
    end: int
    scope: tuple[str, ...]
    lexical: bool = False
    restricts: bool = False

    @property
    def heads(self) -> tuple[str, ...]:
        """The stems it denies for certain."""
        return self.scope if self.text.lower() in _BEFORE_NOUNS else self.scope[:1]


@dataclass(frozen=True, slots=True)
class Polarity:
    """The negations of a text, the stems said without one, and the stems that a word denies by its form."""

    negations: tuple[Negation, ...]
    affirmed: frozenset[str]
    formed: frozenset[str]


def is_negating(token: Token) -> bool:
    """Whether a word by itself negates: not, n't, never, no, without …"""
    low = token.text.lower()
    return low in NEGATORS or low.endswith(("n't", "n’t"))


def _negates(tokens: Sequence[Token], at: int) -> bool:
    """Whether the word at this place negates; "not only", "no more than" and "No. 1" do not."""
    following = tokens[at + 1].text.lower() if at + 1 < len(tokens) else ""
    numbered = tokens[at].text == "No" and following == "."
    if is_ne(tokens[at]):
        return True
    return (
        is_negating(tokens[at]) and following not in _NO_NEGATION_AFTER and not numbered and not closes_ne(tokens, at)
    )


def _is_lexical(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    followed_by_to = at + 1 < len(tokens) and tokens[at + 1].text.lower() == "to"
    return token.is_word and (token.stem in _DENIALS or (token.stem in _VERBS and followed_by_to))


def _scope(tokens: Sequence[Token], at: int) -> list[int]:
    """Places of the first content words after a negation, inside its clause; before it when none follow.

    A number or name counts only right behind the negation ("is not 34"), a light verb never ("not pose a threat").
    """
    places: list[int] = []
    for place in range(at + 1, len(tokens)):
        token = tokens[place]
        if token.text.lower() in CLAUSE_BORDERS - {"or", "and"}:
            break
        distant_fact = place > at + 1 and (_is_named(token) or token.text[0].isdigit())
        if (
            not token.is_content
            or is_negating(token)
            or distant_fact
            or token.text.endswith("ly")
            or token.stem in _LIGHT_VERBS
        ):
            continue
        places.append(place)
        if len(places) == _REACH:
            break
    if not places:
        places = [place for place in range(at) if tokens[place].is_content and not _is_named(tokens[place])][-1:]
    return places


def _is_named(token: Token) -> bool:
    return token.is_capitalised and not token.initial


@lru_cache(maxsize=2_000)
def polarity(text: str) -> Polarity:
    """What a text denies and what it affirms."""
    tokens = tokenize(text)
    negations: list[Negation] = []
    denied: set[int] = set()
    for at, token in enumerate(tokens):
        lexical = _is_lexical(tokens, at)
        if lexical or _negates(tokens, at):
            places = _scope(tokens, at)
            denied.update(places)
            stems = tuple(tokens[place].stem for place in places)
            word = "no one" if text[token.start : token.start + 6].lower() == "no one" else token.text
            negations.append(
                Negation(word, token.start, token.start + len(word), stems, lexical, restricts(tokens, at))
            )
    affirmed = frozenset(token.stem for at, token in enumerate(tokens) if token.is_content and at not in denied)
    formed = {
        stem(_FORMED.sub("", token.text, count=1))
        for token in tokens
        if token.text.islower() and _FORMED.search(token.text)
    }
    return Polarity(tuple(negations), affirmed, frozenset(formed))


def unsupported_negations(statement: str, cited: Sequence[str]) -> list[Negation]:
    """Negations the cited sentences do not make, and theirs that the statement drops (spans are the statement's).

    Two negations are the same when the words they stand on meet. One that meets none may still be one of theirs in
    other words ("would not vote", "no intention of voting"), if they affirm none of
    its words; each of theirs serves once.
    """
    mine = polarity(statement)
    theirs = [polarity(text) for text in cited]
    affirmed = frozenset().union(*(each.affirmed for each in theirs))
    formed = frozenset().union(*(each.formed for each in theirs))
    said = {token.stem for text in cited for token in tokenize(text)}
    free = [negation for each in theirs for negation in each.negations]
    loose: list[Negation] = []
    for negation in mine.negations:
        if match := next((other for other in free if _same(negation, other)), None):
            free.remove(match)
        elif not ((negation.lexical and stem(negation.text) in said) or _meet(negation.scope, formed)):
            loose.append(negation)
    wrong = [
        second
        for first, second in pairwise(mine.negations)
        if second.start - first.end <= 1 and not first.lexical and not second.lexical  # "has not no plans"
    ]
    for negation in loose:
        spares = (other for other in free if other.restricts == negation.restricts)
        spare = next((other for other in spares if not other.text.lower().startswith("den")), None)
        if spare and not affirmed & set(negation.scope[:1]):
            free.remove(spare)
        elif not (spare is None and _CERTAIN & set(negation.scope) and _CERTAIN & formed):
            wrong.append(negation)
    return wrong + _dropped(statement, mine, theirs, affirmed)


def _dropped(statement: str, mine: Polarity, theirs: Sequence[Polarity], affirmed: frozenset[str]) -> list[Negation]:
    """Words that the cited sentences deny and the statement affirms."""
    denied = {word for negation in mine.negations for word in negation.scope} | mine.formed
    wrong: list[Negation] = []
    for negation in (negation for each in theirs for negation in each.negations):
        if _meet(negation.scope, denied) or (negation.lexical and mine.negations):
            continue
        said = {word for word in mine.affirmed - affirmed if any(synonymous(word, head) for head in negation.heads)}
        if said:
            token = next(token for token in tokenize(statement) if token.stem in said)
            wrong.append(Negation(token.text, token.start, token.end, negation.scope))
    formed = frozenset().union(*(each.formed for each in theirs))
    turned = (formed | _CERTAIN if formed & _CERTAIN else formed) & mine.affirmed - affirmed - denied
    wrong += [Negation(token.text, token.start, token.end, ()) for token in tokenize(statement) if token.stem in turned]
    return wrong


def _same(first: Negation, second: Negation) -> bool:
    return first.restricts == second.restricts and _meet(first.scope, second.scope)


def _meet(first: Iterable[str], second: Iterable[str]) -> bool:
    return any(synonymous(left, right) for left in first for right in second)

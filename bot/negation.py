"""Negations and the words they stand on: "did not attack", "no evidence", "refused to sign"."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.words import CLAUSE_BORDERS, Token, alike, tokenize

_NEGATORS = frozenset(
    """
    not never no nor neither none nobody nothing nowhere without cannot hardly barely scarcely rarely seldom
    pas jamais aucun aucune sans ni nicht kein keine keinen keiner keinem nie niemals ohne
    nunca jamás ningún ninguna nadie non
    """.split()
)
_BEFORE_NOUNS = frozenset("no without neither kein keine keinen aucun aucune ningún ninguna ohne sans sin".split())
_VERBS = frozenset("fail refus declin".split())  # only before "to": "profits declined" denies nothing
_DENIALS = frozenset("deni lack miss unabl unlik absenc avoid".split())
_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non")
_NO_NEGATION_AFTER = frozenset("only just merely least more fewer less".split())
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

    @property
    def heads(self) -> tuple[str, ...]:
        return self.scope if self.text.lower() in _BEFORE_NOUNS else self.scope[:1]


@dataclass(frozen=True, slots=True)
class Polarity:
    """The negations of a text, the stems said without one, and whether some word denies by its form ("unclear")."""

    negations: tuple[Negation, ...]
    affirmed: frozenset[str]
    denies: bool


def is_negator(tokens: Sequence[Token], at: int) -> bool:
    """Whether the word at this place negates; "not only", "no more than" and "No. 1" do not."""
    low = tokens[at].text.lower().replace("’", "'")
    following = tokens[at + 1].text.lower() if at + 1 < len(tokens) else ""
    if low.endswith("n't"):
        return True
    return low in _NEGATORS and following not in _NO_NEGATION_AFTER and not (low == "no" and following == ".")


def _is_lexical(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    followed_by_to = at + 1 < len(tokens) and tokens[at + 1].text.lower() == "to"
    return token.is_word and (token.stem in _DENIALS or (token.stem in _VERBS and followed_by_to))


def _is_named(token: Token) -> bool:
    return token.is_capitalised and not token.initial


def _scope(tokens: Sequence[Token], at: int) -> list[int]:
    """Places of the first content words after a negation, inside its clause; before it when none follow."""
    places: list[int] = []
    for place in range(at + 1, len(tokens)):
        token = tokens[place]
        if token.text.lower() in CLAUSE_BORDERS - {"or", "and"}:
            break
        if token.is_content and not _is_named(token) and not token.text[0].isdigit() and not token.text.endswith("ly"):
            places.append(place)
            if len(places) == _REACH:
                break
    if not places:
        before = [place for place in range(at) if tokens[place].is_content and not _is_named(tokens[place])]
        places = before[-1:]
    return places


@lru_cache(maxsize=2_000)
def polarity(text: str) -> Polarity:
    """What a text denies and what it affirms."""
    tokens = tokenize(text)
    negations: list[Negation] = []
    denied: set[int] = set()
    for at, token in enumerate(tokens):
        lexical = _is_lexical(tokens, at)
        if lexical or is_negator(tokens, at):
            places = _scope(tokens, at)
            denied.update(places)
            stems = tuple(tokens[place].stem for place in places)
            word = "no one" if text[token.start : token.start + 6].lower() == "no one" else token.text
            negations.append(Negation(word, token.start, token.start + len(word), stems, lexical))
    affirmed = frozenset(token.stem for at, token in enumerate(tokens) if token.is_content and at not in denied)
    denies = any(
        token.is_word and token.text.islower() and len(token.text) > 5 and
        (token.text.startswith(_PREFIXES) or token.text.endswith("less"))
        for token in tokens
    )
    return Polarity(tuple(negations), affirmed, denies or bool(negations))


def unsupported_negations(statement: str, cited: Sequence[str]) -> list[Negation]:
    """Negations the cited sentences do not make, and theirs that the statement drops (spans are the statement's).

    A negation is the same when the words it stands on meet. One without such a meeting passes only where the cited
    sentences deny something and affirm none of its words ("is not clear": "remains uncertain").
    """
    mine = polarity(statement)
    theirs = [polarity(text) for text in cited]
    affirmed = frozenset().union(*(each.affirmed for each in theirs))
    denied = {stem for each in theirs for negation in each.negations for stem in negation.scope}
    denies = any(each.denies for each in theirs)
    words = {token.stem for text in cited for token in tokenize(text)}
    wrong = [
        negation
        for negation in mine.negations
        if not (
            _meet(negation.scope, denied)
            or (negation.lexical and _stem_of(negation) in words)
            or (denies and not affirmed & set(negation.scope[:1]))
        )
    ]
    kept = {stem for negation in mine.negations for stem in negation.scope}
    for each in theirs:
        for negation in each.negations:
            dropped = set(negation.heads) & mine.affirmed - affirmed
            if dropped and not _meet(negation.scope, kept) and not (mine.denies and negation.lexical):
                token = next(token for token in tokenize(statement) if token.stem in dropped)
                wrong.append(Negation(token.text, token.start, token.end, negation.scope))
    return wrong


def _meet(first: Iterable[str], second: Iterable[str]) -> bool:
    return any(alike(left, right) for left in first for right in second)


def _stem_of(negation: Negation) -> str:
    return next(token.stem for token in tokenize(negation.text))

"""What can be talked about in a text: names with the noun behind them, and nouns behind an article."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.reading.asked_names import asked_names
from bot.reading.number_words import SPELT
from bot.reading.word_lists import words_of
from bot.reading.words import Token, stem, tokenize

_DETERMINERS = words_of("the a an this that these those which what many much some all no his her its their")
_BODIES = frozenset(
    stem(word)
    for word in words_of(
        "museum motors university college school bank ministry department council party union company group court"
        " commission agency office police army airport press times post house senate parliament states nations kingdom"
    )
)  # names of two words that end so are no people
_JOINING = words_of("of in by from about on")
_ASKED_OF = words_of("do does did will would can could shall should may might must")
_MOST_NOUNS = 3  # in small letters, "must the rotterdam port firm pay asbestos victims" has its verb among them
_NOT_A_NOUN = re.compile(r"(?:ing|ed|ly)$")


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a pronoun can stand for, at `start:end` of its text; `name` is the name in it, empty without one."""

    text: str
    start: int
    end: int
    name: str
    is_person: bool
    is_plural: bool


def phrases(text: str) -> list[Phrase]:
    """What can be talked about: names with the noun behind them, nouns behind an article, and both joined by "of"."""
    tokens = tokenize(text)
    named = {token.start for one in asked_names(text) for token in tokens if one.start <= token.start < one.end}
    found: list[Phrase] = []
    at = 0
    while at < len(tokens):
        determined = tokens[at].text.lower() in _DETERMINERS
        begin = at + determined
        end = begin
        asks = any(token.text.lower() in ("do", "does", "did") for token in tokens[:begin])
        while end < len(tokens) and _is_part(tokens[begin : end + 1], named, asks=asks, determined=determined):
            end += 1
        hides_verb = determined and at > 0 and tokens[at - 1].text.lower() in _ASKED_OF and not named
        if hides_verb and end > begin + 1:
            end -= 1  # "did the rocket fail"
        is_told = not hides_verb or end - begin <= _MOST_NOUNS
        if end > begin and is_told and (determined or tokens[begin].start in named):
            found.append(_phrase(text, tokens, at if determined else begin, end, named))
            if len(found) > 1 and _are_joined(text, found[-2], found[-1]):
                whole, part = found[-2], found.pop()
                said = whole.text + text[whole.end : part.end]
                found[-1] = Phrase(said, whole.start, part.end, "", False, whole.is_plural)
        at = max(end, at + 1)
    return found


def _phrase(text: str, tokens: Sequence[Token], begin: int, end: int, named: set[int]) -> Phrase:
    start, stop = tokens[begin].start, tokens[end - 1].end
    own = [token for token in tokens[begin:end] if token.start in named]
    name = text[own[0].start : own[-1].end] if own else ""
    last = tokens[end - 1]
    plural = last.text.lower() == "people" or (last.start not in named and last.text.endswith("s"))
    is_person = len(own) > 1 and last.start in named and last.stem not in _BODIES
    said = text[start:stop]
    if tokens[begin].text.lower() in _DETERMINERS and begin + 1 < end:
        said = f"the {text[tokens[begin + 1].start : stop]}"
    return Phrase(said, start, stop, name, is_person, plural)


def _are_joined(text: str, first: Phrase, second: Phrase) -> bool:
    """Whether only a small word stands between: "the crack" in "the Velika dam"."""
    return (
        text[first.end : second.start].strip().lower() in ("of", "in", "by", "from", "about", "on")
        and not first.is_person
    )


def _is_part(tokens: Sequence[Token], named: set[int], *, asks: bool, determined: bool) -> bool:
    """Whether the last of the tokens goes on the phrase that the others begin."""
    *before, token = tokens
    if token.start in named:
        return True
    if not (token.is_word and token.is_content) or _NOT_A_NOUN.search(token.text) or token.text.lower() in SPELT:
        return False
    if not any(other.start in named for other in before):
        return determined
    # One noun may stand behind a name, "Velika dam", but not behind "did Niger", nor after "the union IF Metall".
    return not asks and all(other.start in named for other in before)

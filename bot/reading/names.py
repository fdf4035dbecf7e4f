"""Names in running text: capitalised spans with their words under comparable keys, and whether a text holds a name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from bot.checks.negation import is_negating
from bot.reading.calendar_dates import calendar_dates
from bot.reading.places import SEVERAL_WORDS, place_key
from bot.reading.quantities import quantities
from bot.reading.word_lists import DIRECTIONS, FUNCTION_WORDS, NAME_LINKS, PLAIN_ENDINGS, PLAIN_OPENERS, TITLES
from bot.reading.words import Token, stem, tokenize

_DEMONYM_ENDINGS = ("ean", "ian", "an", "ese", "i")


@dataclass(frozen=True, slots=True)
class Name:
    """A capitalised span. `keys` are its words made comparable (places under one key, possessive dropped).

    `certain` is False for a lone capitalised word that opens a sentence: it may be an ordinary word.
    """

    text: str
    start: int
    end: int
    keys: tuple[str, ...]
    certain: bool = True


def _key(token: Token) -> str:
    word = token.text.removesuffix("'s").removesuffix("’s")
    place = place_key(word)
    if place is None and word.endswith(("s'", "s’")):
        word = word[:-1]
    return place or word.lower().replace(".", "")


def _is_plain(token: Token) -> bool:
    low = token.text.lower()
    known = is_negating(token) or low in FUNCTION_WORDS or low in PLAIN_OPENERS
    return known or (len(low) > 4 and low.endswith(PLAIN_ENDINGS))


@lru_cache(maxsize=2_000)
def names(text: str) -> tuple[Name, ...]:
    """Every name of a text, in order; dates and titles ("Mr.", "Gen.") are left out."""
    tokens = tokenize(text)
    blocked = [(date.start, date.end) for date in calendar_dates(text)]
    blocked += [(number.start, number.end) for number in quantities(text)]
    found: list[Name] = []
    run: list[Token] = []

    def close() -> None:
        if run:
            found.append(_name(text, run))
            run.clear()

    for at, token in enumerate(tokens):
        in_other = any(start <= token.start < end for start, end in blocked)
        low = token.text.lower()
        starts_plain = token.initial and low in FUNCTION_WORDS and not place_key(token.text)
        says_i = token.text == "I" and (not run or _is_plain(run[-1]))  # but "John Paul I"
        if token.is_word and token.is_capitalised and not in_other and not starts_plain and not says_i:
            if low.replace(".", "") in TITLES and not run:
                continue
            run.append(token)
            if token.text.endswith(("'s", "’s", "s’")):
                close()
        elif run and not _continues(tokens, at, run[-1]):
            close()
    close()
    return tuple(found)


def _continues(tokens: Sequence[Token], at: int, last: Token) -> bool:
    """Whether a name goes on over this token: a hyphen, a linking word, the dot of a title."""
    token = tokens[at]
    if token.text == "." and last.text.lower() in TITLES:
        return True
    return (token.text in "-&" or _joins(tokens, at)) and token.start - last.end <= 4


def _joins(tokens: Sequence[Token], at: int) -> bool:
    """Whether a small word stands inside a name: "Bank of England", but not "Niger and Chad"."""
    low = tokens[at].text.lower()
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    return low in NAME_LINKS - {"and", "for", "the"} and following is not None and following.is_capitalised


def _name(text: str, run: Sequence[Token]) -> Name:
    start, end = run[0].start, run[-1].end
    span = text[start:end]
    keys: list[str] = []
    covered = [(match.span(), match.group()) for match in SEVERAL_WORDS.finditer(span)]
    for token in run:
        inside = next((place for (first, last), place in covered if first <= token.start - start < last), None)
        key = (place_key(inside) if inside else None) or _key(token)
        if key and (not keys or keys[-1] != key):
            keys.append(key)
    certain = not (len(run) == 1 and run[0].initial and place_key(run[0].text) is None and span[1:].islower())
    return Name(span, start, end, tuple(keys), certain)


@dataclass(frozen=True, slots=True)
class NameIndex:
    """What the cited sentences hold of names and words, made once for a check."""

    keys: frozenset[str]
    stems: frozenset[str]
    spans: tuple[tuple[str, ...], ...]
    acronyms: frozenset[str]

    @classmethod
    def of(cls, texts: Iterable[str]) -> "NameIndex":
        """Index the names and words of some texts."""
        keys: set[str] = set()
        stems: set[str] = set()
        spans: list[tuple[str, ...]] = []
        acronyms: set[str] = set()
        for text in texts:
            held = names(text)
            spans += [name.keys for name in held]
            keys.update(key for name in held for key in name.keys)
            for token in tokenize(text):
                keys.add(_key(token))
                stems.add(token.stem)
                if token.text.isupper():
                    acronyms.add(_key(token))
        return cls(frozenset(keys), frozenset(stems), tuple(spans), frozenset(acronyms))

    def holds(self, name: Name) -> bool:
        """Whether every word of the name is here, and no two words of it only as parts of other names."""
        missing = [at for at, key in enumerate(name.keys) if not self._has(key)]
        if not missing:
            return not self._mixed(name)
        if missing == list(range(len(name.keys) - 1)):
            return self._last_name_alone(name)
        return self._abbreviated(name)

    def _has(self, key: str) -> bool:
        if key in self.keys or key in TITLES or key in NAME_LINKS:
            return True
        if any(len(base) > 5 and base in self.keys for base in _bases(key)) or (
            len(key) > 5 and any(key + ending in self.keys for ending in _DEMONYM_ENDINGS)
        ):
            return True
        return (key.islower() and stem(key) in self.stems) or self._initials_of(key)

    def _initials_of(self, key: str) -> bool:
        """`who` for World Health Organization, said by its capitals."""
        return 2 < len(key) <= 6 and any(_initials(span) == key for span in self.spans if len(span) > 1)

    def _abbreviated(self, name: Name) -> bool:
        return len(name.keys) > 1 and _initials(name.keys) in self.acronyms

    def _last_name_alone(self, name: Name) -> bool:
        """ "Lloyd Austin" where the text says "Mr. Austin" and no other Austin."""
        last = name.keys[-1]
        front = set(name.keys[:-1])
        if self._abbreviated(name):
            return True
        several = " of " in name.text or any(place_key(key) for key in name.keys)
        if several or front & DIRECTIONS or not last[0].isalpha():
            return False
        return (last,) in self.spans and all(span == (last,) for span in self.spans if last in span)

    def _mixed(self, name: Name) -> bool:
        """Two words side by side in the name that the text holds only beside others: John [Brown], [Mary] Smith."""
        for first, second in pairwise(name.keys):
            if any(_side_by_side(span, first, second) for span in self.spans):
                continue
            follows = [span[at + 1 : at + 2] for span in self.spans for at, key in enumerate(span) if key == first]
            leads = [span[max(0, at - 1) : at] for span in self.spans for at, key in enumerate(span) if key == second]
            if follows and leads and all(follows) and all(leads):
                return True
        return False


def _bases(key: str) -> list[str]:
    """What a demonym may come from; short bases are not certain (Niger, Nigerian)."""
    return [key.removesuffix(ending) for ending in _DEMONYM_ENDINGS if key.endswith(ending)]


def _side_by_side(span: Sequence[str], first: str, second: str) -> bool:
    return any(pair == (first, second) for pair in pairwise(span))


def _initials(keys: Sequence[str]) -> str:
    return "".join(word[0] for key in keys for word in key.split() if word not in NAME_LINKS)


def is_doubtful(name: Name, text: str) -> bool:
    """Whether an uncertain name is likelier an ordinary word that opens its sentence."""
    token = next(token for token in tokenize(text) if token.start == name.start)
    return not name.certain and _is_plain(token)

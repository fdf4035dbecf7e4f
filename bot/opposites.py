"""Words that turn a statement round: "rose" for "fell", "before" for "after", "accepted" for "rejected"."""

from collections.abc import Sequence
from functools import lru_cache

from bot.negation import polarity
from bot.words import CLAUSE_BORDERS, Token, stem, tokenize

# Two sides of one question; words of the same side may stand for one another.
_SIDES = (
    ("rise increase climb grow soar jump surge gain swell", "fall decrease drop decline shrink plunge sink slump dip"),
    ("raise lift boost increase", "lower cut reduce slash decrease"),
    ("widen expand", "narrow shrink"),
    ("before", "after"),
    ("above over", "below under beneath"),
    ("more", "less fewer"),
    ("most", "least fewest"),
    ("high highest higher", "low lowest lower"),
    ("large big huge great", "small tiny little"),
    ("long longer", "short shorter brief"),
    ("old older oldest", "new young younger youngest"),
    ("early", "late"),
    ("fast quick rapid faster", "slow slower gradual"),
    ("strong stronger strengthen", "weak weaker weaken"),
    ("hot warm hotter warmer", "cold cool colder cooler"),
    ("rich wealthy", "poor"),
    ("good better best", "bad worse worst poor"),
    ("improve", "worsen deteriorate"),
    ("north northern", "south southern"),
    ("east eastern", "west western"),
    ("first", "last"),
    ("win beat defeat", "lose"),
    ("victory success", "defeat failure"),
    ("succeed", "fail"),
    ("accept approve welcome", "reject refuse oppose"),
    ("allow permit legal legalise authorise", "ban forbid prohibit block illegal outlaw bar"),
    ("support back favour endorse praise", "oppose criticise condemn denounce"),
    ("open reopen start begin launch", "close shut end finish stop"),
    ("confirm admit acknowledge", "deny dismiss"),
    ("arrive enter come", "leave depart exit"),
    ("join", "quit leave"),
    ("buy acquire purchase", "sell"),
    ("import", "export"),
    ("guilty convict", "innocent acquit"),
    ("arrest detain jail imprison", "release free"),
    ("safe safety", "dangerous danger unsafe"),
    ("possible", "impossible"),
    ("likely", "unlikely"),
    ("able", "unable"),
    ("clear", "unclear"),
    ("certain", "uncertain"),
    ("happy", "unhappy sad"),
    ("public", "private secret"),
    ("domestic", "foreign"),
    ("military", "civilian"),
    ("male man boy", "female woman girl"),
    ("survive live alive", "die"),
    ("include", "exclude"),
    ("agree", "disagree"),
    ("hire recruit employ", "fire dismiss sack"),
    ("create build", "destroy demolish"),
    ("attack", "defend"),
    ("majority", "minority"),
    ("minimum", "maximum"),
    ("borrow", "lend"),
    ("add", "remove subtract"),
    ("remember", "forget"),
    ("love like", "hate dislike"),
    ("easy easier", "difficult hard harder"),
    ("cheap cheaper", "expensive dear costly"),
    ("full", "empty"),
    ("light", "heavy dark"),
    ("peace", "war"),
    ("ally friend", "enemy"),
    ("always", "never"),
    ("often frequently", "rarely seldom"),
    ("many", "few"),
    ("profit", "loss"),
    ("inside", "outside"),
    ("upper", "lower"),
    ("left", "right"),
    ("true", "false"),
    ("positive", "negative"),
    ("temporary", "permanent"),
    ("voluntary", "compulsory mandatory"),
    ("present", "absent"),
    ("increasingly", "decreasingly"),
    ("with", "without"),
    ("all every", "none no"),
    ("pass", "fail"),
    ("earlier", "later"),
    ("ago", "hence"),
)
_REACH = 4


def _table() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    own: dict[str, set[str]] = {}
    other: dict[str, set[str]] = {}
    for pair in _SIDES:
        first, second = ([stem(word) for word in side.split()] for side in pair)
        for side, against in ((first, second), (second, first)):
            for word in side:
                own.setdefault(word, set()).update(side)
                other.setdefault(word, set()).update(against)
    return {word: (frozenset(own[word]), frozenset(other[word] - own[word])) for word in own}


@lru_cache(maxsize=1)
def _opposites() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    return _table()


def same_side(first: str, second: str) -> bool:
    """Whether two stems may stand for one another: `rise`, `climb`."""
    entry = _opposites().get(first)
    return entry is not None and second in entry[0]


def _surroundings(tokens: Sequence[Token], at: int) -> frozenset[str]:
    """Stems of the content words beside a word, not past the borders of its clause."""
    near: set[str] = set()
    for step in (-1, 1):
        place = at + step
        while 0 <= place < len(tokens) and abs(place - at) <= 2 * _REACH:
            token = tokens[place]
            if token.text.lower() in CLAUSE_BORDERS:
                break
            if token.is_content:
                near.add(token.stem)
            place += step
    return frozenset(near)


def reversed_words(statement: str, cited: Sequence[str]) -> list[Token]:
    """Words of the statement in whose place the cited sentences, about the same things, say the opposite.

    "Did not rise" and "fell" do not contradict, so a word under a negation on either side is passed over.
    """
    table = _opposites()
    tokens = tokenize(statement)
    affirmed = polarity(statement).affirmed
    found: list[Token] = []
    for at, token in enumerate(tokens):
        if token.stem not in table or (token.is_content and token.stem not in affirmed):
            continue
        own, other = table[token.stem]
        near = _surroundings(tokens, at)
        agree = disagree = 0
        for text in cited:
            theirs = tokenize(text)
            said = polarity(text).affirmed
            for place, word in enumerate(theirs):
                if word.stem in own:
                    agree = max(agree, 1 + 2 * len(near & _surroundings(theirs, place)))
                elif word.stem in other and (word.stem in said or not word.is_content):
                    disagree = max(disagree, 2 * len(near & _surroundings(theirs, place)))
        if disagree > agree:
            found.append(token)
    return found

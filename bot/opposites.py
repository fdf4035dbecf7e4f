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
    ("above over", "below under beneath"),
    ("more", "less fewer"),
    ("most", "least fewest"),
    ("high highest higher", "low lowest lower"),
    ("large larger largest big bigger biggest huge great", "small smaller smallest tiny little"),
    ("long longer", "short shorter brief"),
    ("old older oldest", "new young younger youngest"),
    ("early earlier earliest ahead", "late later latest behind"),
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
    ("pass", "fail"),
    ("ago", "hence"),
)
# Small words that turn round only what stays the same about them: looked at in near-copies alone.
_PARTICLES = (
    ("up upward onto", "down downward"),
    ("into in", "out"),
    ("on", "off"),
    ("before", "after"),
    ("with", "without"),
    ("all every always", "none no never"),
    ("top", "bottom"),
)
_REACH = 8


def _table(sides: Sequence[tuple[str, str]]) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    own: dict[str, set[str]] = {}
    other: dict[str, set[str]] = {}
    for pair in sides:
        first, second = ([stem(word) for word in side.split()] for side in pair)
        for side, against in ((first, second), (second, first)):
            for word in side:
                own.setdefault(word, set()).update(side)
                other.setdefault(word, set()).update(against)
    return {word: (frozenset(own[word]), frozenset(other[word] - own[word])) for word in own}


@lru_cache(maxsize=1)
def _opposites() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    return _table(_SIDES)


@lru_cache(maxsize=1)
def _with_particles() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    return _table(_SIDES + _PARTICLES)


def same_side(first: str, second: str) -> bool:
    """Whether two stems may stand for one another: `rise`, `climb`."""
    entry = _opposites().get(first)
    return entry is not None and second in entry[0]


def opposite(first: str, second: str) -> bool:
    """Whether one stem in the other's place turns a sentence round, small words such as `up` and `down` included."""
    entry = _with_particles().get(first)
    return entry is not None and second in entry[1]


def _sense(tokens: Sequence[Token], at: int) -> str:
    """The stem that counts: "up 8 %" and "down by" tell of a rise and a fall, "turned down" does not."""
    word = tokens[at].stem
    if word in ("up", "down") and at + 1 < len(tokens):
        following = tokens[at + 1].text.lower()
        if following in ("by", "from") or following[0].isdigit():
            return "rise" if word == "up" else "fall"
    return word


def _surroundings(tokens: Sequence[Token], at: int) -> frozenset[str]:
    """Stems of the content words beside a word, not past the borders of its clause."""
    near: set[str] = set()
    for step in (-1, 1):
        place = at + step
        while 0 <= place < len(tokens) and abs(place - at) <= _REACH:
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
        sense = _sense(tokens, at)
        if sense not in table or (token.is_content and token.stem not in affirmed):
            continue
        own, other = table[sense]
        near = _surroundings(tokens, at)
        agree = disagree = 0
        for text in cited:
            theirs = tokenize(text)
            said = polarity(text).affirmed
            for place, word in enumerate(theirs):
                meant = _sense(theirs, place)
                if meant in own:
                    agree = max(agree, 1 + 2 * len(near & _surroundings(theirs, place)))
                elif meant in other and (word.stem in said or not word.is_content):
                    disagree = max(disagree, 2 * len(near & _surroundings(theirs, place)))
        if disagree > agree:
            found.append(token)
    return found + _wrong_sequence(tokens, cited)


def _wrong_sequence(tokens: Sequence[Token], cited: Sequence[str]) -> list[Token]:
    """`before` and `after` with their two sides: "X after Y" is "Y before X" and neither "Y after X" nor "X before Y"."""
    found: list[Token] = []
    for at, token in enumerate(tokens):
        if token.stem not in ("before", "after"):
            continue
        left, right = _sides(tokens, at)
        alike = unlike = 0
        for text in cited:
            theirs = tokenize(text)
            for place, word in enumerate(theirs):
                if word.stem in ("before", "after"):
                    first, second = _sides(theirs, place)
                    straight, crossed = len(left & first) + len(right & second), len(left & second) + len(right & first)
                    if word.stem != token.stem:
                        straight, crossed = crossed, straight
                    alike, unlike = max(alike, straight), max(unlike, crossed)
        if unlike > alike:
            found.append(token)
    return found


def _sides(tokens: Sequence[Token], at: int) -> tuple[frozenset[str], frozenset[str]]:
    left, right = tokens[:at], tokens[at + 1 :]
    if at == 0 or not any(token.is_content for token in left):  # "After the vote, she left" is "she left after the vote"
        comma = next((place for place, token in enumerate(tokens) if token.text == ","), len(tokens))
        left, right = tokens[comma:], tokens[at + 1 : comma]
    return _content(left), _content(right)


def _content(tokens: Sequence[Token]) -> frozenset[str]:
    return frozenset(token.stem for token in tokens if token.is_content)

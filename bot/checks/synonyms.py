"""Words that may stand for one another in news: reporting verbs, "about" and "roughly", "soldiers" and "troops"."""

from functools import lru_cache

from bot.reading.words import alike, stem

_GROUPS = (
    "say tell state add note report announce explain declare clarify assert stress emphasise emphasize comment",
    "about around approximately roughly nearly some almost circa",
    "begin start launch commence open",
    "end finish conclude complete stop",
    "buy acquire purchase",
    "kill die fatal",
    "hurt injure wound",
    "build construct erect",
    "show reveal indicate suggest demonstrate",
    "find discover detect",
    "get receive obtain",
    "give provide offer grant",
    "use employ utilise utilize",
    "help assist aid support",
    "need require",
    "ask request question",
    "try attempt seek",
    "plan intend aim want",
    "think believe consider",
    "large big huge",
    "main chief primary key principal",
    "important significant major crucial",
    "firm company business",
    "person resident citizen inhabitant",
    "scientist researcher",
    "country nation state",
    "soldier troop",
    "police officer",
    "child pupil student",
    "car vehicle automobile",
    "choose select pick",
    "happen occur",
    "remain stay",
    "leave depart withdraw quit",
    "arrive reach come",
    "fire blaze",
    "attack assault",
    "fight battle combat",
    "gen general",
    "sen senator",
    "gov governor",
    "nobody none",
    "law legislation",
    "job position post",
    "yearly annual",
    "quick fast rapid swift",
    "link connect tie join",
    "watch monitor observe",
    "destroy burn wreck",
    "order direct instruct command",
    "resign step",
    "film movie",
    "shop store",
    "illness disease",
    "answer reply respond response",
)


@lru_cache(maxsize=1)
def _sets() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(stem(word) for word in group.split()) for group in _GROUPS)


@lru_cache(maxsize=20_000)
def synonymous(first: str, second: str) -> bool:
    """Whether two stems are forms of one word or known synonyms."""
    return alike(first, second) or any(first in group and second in group for group in _sets())


def is_reporting(word: str) -> bool:
    """Whether a stem only says that something was said."""
    return word in _sets()[0]

"""What a question asks about and no article mentions: then the articles cannot say, however near a sentence comes."""

import re
from collections.abc import Callable

from bot.reading.asked_names import asked_names
from bot.reading.names import Name, is_doubtful
from bot.reading.places import other_names

Mentions = Callable[[str], bool]
_POSSESSIVE = re.compile(r"['’]s$")
# The class of what is asked for by name, kind or number: "the name of the ambassador", "what kind of aircraft".
_ASKED_FOR = re.compile(
    r"\bname of (?:the|a|an|its|his|her|their)\s+(?P<named>[\w\s'’-]+?)"
    r"(?=\s+(?:of|to|in|at|for|that|who|which|from)\b|\?|$)"
    r"|\b(?:kinds?|types?|sorts?) of (?P<kind>\w+)",
    re.IGNORECASE,
)


def unknown_names(question: str, mentions: Mentions) -> tuple[str, ...]:
    """The names of the question, and the thing whose name or kind it asks for, that `mentions` does not know.

    A capitalised word that may be an ordinary one, as at the question's start, is no name for sure and is left out.
    """
    named = [_POSSESSIVE.sub("", name.text) for name in asked_names(question) if _is_sure(name, question)]
    unknown = [name for name in named if not _known(name, mentions)]
    for found in _ASKED_FOR.finditer(question):
        thing = (found["named"] or found["kind"]).split()[-1]
        if not mentions(thing) and not any(thing in one for one in unknown):
            unknown.append(thing)
    return tuple(unknown)


def _is_sure(name: Name, question: str) -> bool:
    return name.certain and not is_doubtful(name, question)


def _known(name: str, mentions: Mentions) -> bool:
    """Whether every word of it is mentioned, a place also under its other names (Chinese, China).

    Two capitals may stand for words that are written out in the articles: they are not held against it.
    """
    words = [word for word in name.split() if word[0].isalpha() and not (len(word) == 2 and word.isupper())]
    return any(map(mentions, other_names(name))) or all(
        mentions(word) or any(map(mentions, other_names(word))) for word in words
    )

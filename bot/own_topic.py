"""Whether a question says itself what it is about: by a name, or by a noun in a definite or prepositional phrase.

Small letters are as good as capitals: "the plane crash", "in spain", "is scientology …". Words that any event may have
("people", "the police") name nothing, nor does one noun alone that was just mentioned ("the crash").
"""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import takewhile

from bot.asking_again import AUXILIARIES, PREPOSITIONS, is_past
from bot.reading.asked_names import asked_names
from bot.reading.word_lists import words_of
from bot.reading.words import Token, stem, tokenize

_DEFINITE = words_of("the this that these those its his her their le la les l ce cette ces son sa ses leur leurs")
_BEFORE_NOUNS = PREPOSITIONS | words_of(
    "about during after before against between under over into since around behind de du des d à en au aux sur pour"
    " dans chez par contre"
)
_VERBS = AUXILIARIES | words_of("est sont était étaient a ont fut")
_COUNTS = words_of("many much combien")  # "combien de morts"
_GENERIC = frozenset(
    stem(word)
    for word in words_of(
        """
        people person man woman child thing kind sort type way number part place time day week month year hour date
        total end first second third last next start beginning name reason cause result effect happen fact money cost
        price damage toll dead death injured wounded victim survivor passenger crew pilot driver suspect police
        officer witness winner loser author owner leader member anyone anybody someone somebody anything something
        everyone everybody everything nobody nothing question answer article story news event incident accident
        disaster tragedy case matter problem situation same other rest else ago later yesterday today tomorrow now
        again afterwards exactly responsible guilty safe alive hurt ill true sure possible necessary important
        old new big small long many much moment present board outcome consequence
        purpose blame wrong right
        personne gens mort blessé victime fois jour temps cause raison chose
        """
    )
)
_DO = words_of("do does did")
_NO_NOUN = re.compile(r"(?:ed|ing|ly|able|ible|ful|less|ous)$")
_TOPIC = re.compile(r"\s*\(([^()]+)\)(?=\?$)")


def split_topic(question: str) -> tuple[str, str]:
    """A question as it was read -> itself, and the topic that was put in brackets behind it, or nothing."""
    found = _TOPIC.search(question)
    return (question[: found.start()] + question[found.end() :], found[1]) if found else (question, "")


def names_own_topic(question: str, mentioned: AbstractSet[str] = frozenset()) -> bool:
    """Whether it needs no topic of a question before, in which the stems `mentioned` were said."""
    if asked_names(question) or any(token.text[0].isdigit() for token in tokenize(question)):
        return True
    return any(_is_own(lead, nouns, mentioned) for lead, nouns in _nouns(tokenize(question)))


def _is_own(lead: str, nouns: Sequence[Token], mentioned: AbstractSet[str]) -> bool:
    own = [token for token in nouns if token.stem not in _GENERIC]
    points_back = lead in _DEFINITE and len(nouns) == 1
    return bool(own) and not (points_back and own[0].stem in mentioned)


def _nouns(tokens: Sequence[Token]) -> Iterator[tuple[str, list[Token]]]:
    """The runs of nouns that stand where a topic does, each with the word before it.

    That is behind "the" or a preposition, as the subject behind an auxiliary, and as the object behind a verb.
    """
    words = [token.text.lower() for token in tokens]
    for at, lead in enumerate(words):
        asks_how_many = at > 0 and words[at - 1] in _COUNTS
        is_verb = at > 0 and (_is_verb(tokens[at]) or (words[at - 1] in ("who", "what") and tokens[at].is_content))
        if not (lead in _DEFINITE | _VERBS or (lead in _BEFORE_NOUNS and not asks_how_many) or is_verb):
            continue
        begin = at + 1
        while (
            lead in _DEFINITE and begin < len(tokens) and not _may_be_noun(tokens[begin]) and tokens[begin].is_content
        ):
            begin += 1  # "the stolen seascape"
        nouns = list(takewhile(_may_be_noun, tokens[begin:]))
        if len(nouns) > 1 and _DO.intersection(words[: at + 1]):
            nouns.pop()  # "did the police say"
        if nouns:
            yield lead, nouns


def _may_be_noun(token: Token) -> bool:
    return token.is_word and token.is_content and not _NO_NOUN.search(token.text.lower()) and not _is_verb(token)


def _is_verb(token: Token) -> bool:
    return token.is_content and token.stem not in _GENERIC and is_past(token)

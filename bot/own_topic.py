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
from bot.reading.names import Name
from bot.reading.word_lists import FUNCTION_WORDS, words_of
from bot.reading.words import Token, stem, tokenize

_TOO_LONG = 5  # nouns: "did swiss voters reject free buses" has its verb somewhere among them
_DEFINITE = words_of("the this that these those its his her their le la les l ce cette ces son sa ses leur leurs")
_BEFORE_NOUNS = PREPOSITIONS | words_of(
    "about during after before against between under over into since around behind de du des d à en au aux sur pour"
    " dans chez par contre"
)
_VERBS = AUXILIARIES | words_of("est sont était étaient ont fut")
_BEFORE_FRENCH_A = words_of("qui que qu où il elle on y")  # elsewhere "a" is English
_ANY = words_of("Any Anyone Anybody Anything")
_COUNTS = words_of("many much combien")  # "combien de morts"
_GENERIC = frozenset(
    stem(word)
    for word in words_of(
        """
        people person man woman child thing kind sort type way number part place time day week month year hour date
        total end first second third last next start beginning name reason cause result effect happen fact money cost
        arrest charge injury casualty
        price damage toll dead death injured wounded victim survivor passenger crew pilot driver suspect police
        officer witness winner loser author owner leader member anyone anybody someone somebody anything something
        everyone everybody everything nobody nothing question answer article story news event incident accident
        disaster tragedy case matter problem situation same other rest else ago later yesterday today tomorrow now
        again afterwards exactly responsible guilty safe alive hurt ill true sure possible necessary important
        old new big small long many much moment present board outcome consequence
        purpose blame wrong right age detail info information more figure
        quand depuis pourquoi où comment combien quoi quel quelle quels quelles
        dit passé ensuite après avant exactement encore
        autre personne gens mort morts blessé blessés victime victimes fois jour temps cause raison chose âge police
        """
    )
)
_ASKED_OF = words_of("do does did will would can could shall should may might must")  # a subject and its verb follow
_NO_NOUN = re.compile(r"(?:ed|ing|ly|\w{3}[ai]ble|ful|less|ous)$")
_ELIDED = re.compile(r"^(?:[cdjlmnst]|qu)['’]", re.IGNORECASE)
_TOPIC = re.compile(r"\s*\(([^()]+)\)(?=\?$)")


def split_topic(question: str) -> tuple[str, str]:
    """A question as it was read -> itself, and the topic that was put in brackets behind it, or nothing."""
    found = _TOPIC.search(question)
    return (question[: found.start()] + question[found.end() :], found[1]) if found else (question, "")


def names_own_topic(question: str, mentioned: AbstractSet[str] = frozenset()) -> bool:
    """Whether it needs no topic of a question before, in which the stems `mentioned` were said."""
    return bool(own_topic(question, mentioned))


def own_topic(
    question: str, mentioned: AbstractSet[str] = frozenset(), *, with_asked: bool = False
) -> tuple[tuple[Token, ...], ...]:
    """What it says that it is about: its names, numbers and nouns, run by run, each with the small words inside.

    With what is asked for by "which" if so wished: "which tanker".
    """
    tokens = tokenize(question)
    spans = [(one.start, one.end) for one in own_names(question)]
    spans += [(token.start, token.end) for token in tokens if token.text[0].isdigit()]
    spans += [(nouns[0].start, nouns[-1].end) for lead, nouns in _nouns(tokens) if _is_own(lead, nouns, mentioned)]
    if with_asked and spans:
        spans += _asked_for(tokens)
    own = [any(start <= token.start < end for start, end in spans) for token in tokens]
    runs: list[list[Token]] = []
    between: list[Token] = []
    for token, is_own in zip(tokens, own, strict=True):
        if not is_own:
            between.append(token)
            continue
        if runs and not any(one.is_content or _ends(one) for one in between):
            runs[-1] += [*between, token]
        else:
            runs.append([token])
        between = []
    return tuple(map(tuple, runs))


def own_names(question: str) -> tuple[Name, ...]:
    """Its names; "Anyone missing?" and "Numbers?" begin with none."""
    small = {token.text for token in tokenize(question) if is_generic(token)} | _ANY
    return tuple(one for one in asked_names(question) if one.start or one.text not in small)


def is_generic(token: Token) -> bool:
    """Whether any event may have it, "victims", "the police", or it asks in French."""
    said = _ELIDED.sub("", token.text)
    return token.stem in _GENERIC or (said != token.text and stem(said) in _GENERIC | FUNCTION_WORDS)


def _asked_for(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Where the noun behind an opening "which" or "what" stands."""
    if tokens[0].text.lower() in ("which", "what"):
        nouns = list(takewhile(_may_be_noun, tokens[1:]))
        if nouns and not all(map(is_generic, nouns)):
            yield nouns[0].start, nouns[-1].end


def _ends(token: Token) -> bool:
    return token.text.lower() in AUXILIARIES or token.text in ",;:.?!"


def _is_own(lead: str, nouns: Sequence[Token], mentioned: AbstractSet[str]) -> bool:
    own = [token for token in nouns if token.is_content and not is_generic(token)]
    points_back = lead in _DEFINITE and len(own) == 1
    return bool(own) and not (points_back and own[0].stem in mentioned)


def _nouns(tokens: Sequence[Token]) -> Iterator[tuple[str, list[Token]]]:
    """The runs of nouns that stand where a topic does, each with the word before it.

    That is behind "the" or a preposition, as the subject behind an auxiliary, and as the object behind a verb.
    """
    words = [token.text.lower() for token in tokens]
    verb_passed = False
    for at, lead in enumerate(words):
        asks_how_many = at > 0 and words[at - 1] in _COUNTS
        is_verb = at > 0 and (_is_verb(tokens[at]) or (words[at - 1] in ("who", "what") and tokens[at].is_content))
        has = lead == "a" and at > 0 and words[at - 1] in _BEFORE_FRENCH_A
        if not (has or lead in _DEFINITE | _VERBS or (lead in _BEFORE_NOUNS and not asks_how_many) or is_verb):
            continue
        begin = at + 1 + (words[at + 1 : at + 2] in (["a"], ["an"], ["un"], ["une"]))  # "about a waterworks"
        while (
            lead in _DEFINITE and begin < len(tokens) and not _may_be_noun(tokens[begin]) and tokens[begin].is_content
        ):
            begin += 1  # "the stolen seascape"
        nouns = list(takewhile(lambda token: _may_be_noun(token) or token.text == "-", tokens[begin:]))
        if 1 < len(nouns) < _TOO_LONG and not verb_passed and _ASKED_OF.intersection(words[: at + 1]):
            nouns.pop()  # "did the police say"
            verb_passed = True
        if nouns:
            yield lead, [*tokens[at + 1 : begin], *nouns]


def _may_be_noun(token: Token) -> bool:
    elided = _ELIDED.sub("", token.text.lower())
    is_small = elided != token.text.lower() and elided in FUNCTION_WORDS
    return token.is_word and token.is_content and not (is_small or _NO_NOUN.search(elided) or _is_verb(token))


def _is_verb(token: Token) -> bool:
    return token.is_content and not is_generic(token) and is_past(token)

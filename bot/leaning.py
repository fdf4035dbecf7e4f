"""Whether a question that names nothing can be meant by itself: "Who came second?" cannot, in an archive of many races.

It leans on what was asked before if it speaks of people by pronouns or of "anyone", or says nothing
but what any event may have and what was done: "what happened next", "how many were arrested".
"""

from collections.abc import Sequence

from bot.asking_again import AUXILIARIES, is_past
from bot.own_topic import is_generic
from bot.reading.word_lists import words_of
from bot.reading.words import Token, tokenize

_PERSONS = words_of("he him his she her hers they them their theirs il elle ils elles lui eux")
_ANY = words_of("any anyone anybody anything")
_ONES_OWN = words_of("i me my you your u ur we us our je j moi mon ma mes tu te toi ton vous votre vos nous notre nos")
_FRAMES = (("tell", "me"), ("give", "me"), ("show", "me"), ("do", "you", "know"), ("can", "you", "tell", "me"))
_ASK_FOR_OTHERS = words_of("please thank thanks stop help search find write translate say")
_MOST_WORDS = 4


def is_about_the_chat(question: str) -> bool:
    """Whether it asks about those who talk, as "how old are you" does."""
    return any(token.text.lower() in _ONES_OWN for token in _asked(question))


def leans(question: str) -> bool:
    """Whether one that names no topic of its own has to be about the last one."""
    tokens = _asked(question)
    words = {token.text.lower() for token in tokens}
    if words & (_PERSONS | _ANY):
        return True
    return all(is_generic(token) or is_past(token) for token in tokens if token.is_content)


def is_fragment(question: str) -> bool:
    """Whether it is a few words without a verb that do not ask for anything to be done: "Survivors?", "his age"."""
    words = [token.text.lower() for token in _asked(question)]
    asks_otherwise = AUXILIARIES | _ASK_FOR_OTHERS | _ONES_OWN
    return 0 < len(words) <= _MOST_WORDS and not asks_otherwise.intersection(words)


def _asked(question: str) -> Sequence[Token]:
    """Its words, without a polite opening: "can you tell me …"."""
    tokens = [token for token in tokenize(question) if token.is_word or token.text[0].isdigit()]
    words = tuple(token.text.lower() for token in tokens)
    frame = max((len(one) for one in _FRAMES if words[: len(one)] == one), default=0)
    return tokens[frame:]

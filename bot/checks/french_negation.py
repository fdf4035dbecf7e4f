"""The French "ne", which denies by itself, whatever completes it: pas, plus, rien, personne, jamais."""

from collections.abc import Sequence

from bot.reading.word_lists import words_of
from bot.reading.words import Token

_CLOSERS = words_of("pas plus que rien personne jamais aucun aucune guère point ni nulle nul")
_REACH = 5  # words between "ne" and what completes it


def is_ne(token: Token) -> bool:
    """Whether it is "ne" or begins with it, as "n'est"."""
    return token.text in ("ne", "Ne") or token.text.lower().startswith(("n'", "n’"))


def closes_ne(tokens: Sequence[Token], at: int) -> bool:
    """Whether the word here only completes a "ne"."""
    return tokens[at].text.lower() in _CLOSERS and any(map(is_ne, tokens[max(0, at - _REACH) : at]))


def restricts(tokens: Sequence[Token], at: int) -> bool:
    """Whether a "ne … que", only, begins here."""
    if not is_ne(tokens[at]):
        return False
    near = [token.text.lower() for token in tokens[at + 1 : at + 1 + _REACH]]
    closer = next((word for word in near if word in _CLOSERS or word.startswith(("qu'", "qu’"))), "")
    return closer.startswith("qu")

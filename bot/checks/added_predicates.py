"""What a statement says of a thing that its sentences only mention: "the threat is significant", "it was an error".

Such a statement shares most words with its source, and the few that are its own are all that it claims.
"""

from collections.abc import Sequence

from bot.checks.near_copies import is_said
from bot.reading.number_words import SPELT
from bot.reading.words import Token, tokenize

_COPULAS = frozenset({"is", "are", "was", "were"})


def added_predicates(statement: str, cited: Sequence[str]) -> list[Token]:
    """The content words behind the last "is" or "was", where no sentence has any of them and all before are there."""
    tokens = tokenize(statement)
    places = [at for at, token in enumerate(tokens) if token.text.lower() in _COPULAS]
    if not places:
        return []
    before, after = (
        [token for token in part if token.is_content] for part in (tokens[: places[-1]], tokens[places[-1] :])
    )
    held = {token.stem for text in cited for token in tokenize(text)}
    if not before or not all(_is_known(token, held) for token in before):
        return []
    return [] if any(_is_known(token, held) for token in after) else after


def _is_known(token: Token, held: set[str]) -> bool:
    """Numbers and names have checks of their own, which know other ways to write them."""
    is_fact = token.text[0].isdigit() or token.is_capitalised or token.text.lower() in SPELT
    return is_fact or is_said(token.stem, held)

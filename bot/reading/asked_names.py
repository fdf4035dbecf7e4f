"""The names of a question, whose first word is none where it asks: "Explain Boeing's problems" names Boeing alone."""

import re
from collections.abc import Iterator

from bot.reading.names import Name, names
from bot.reading.word_lists import words_of
from bot.reading.words import Token, tokenize

_OPENERS = words_of(
    """
    who whom whose which what when where why how whats whos whens wheres whys hows
    is are was were am be do does did has have had can could will would shall should may might must need
    isnt arent wasnt werent dont doesnt didnt hasnt havent hadnt cant couldnt wont wouldnt shouldnt
    explain describe summarize summarise outline discuss compare contrast list name show give tell find define identify
    mention clarify elaborate recap analyze analyse provide remind ask about regarding concerning
    quand combien pourquoi comment où qui que quoi quel quelle quels quelles lequel laquelle lesquels lesquelles est
    sont était étaient a ont avait avaient fut explique expliquez décris décrivez résume résumez donne donnez cite citez
    nomme nommez montre montrez compare comparez selon à depuis jusqu'où d'où
    wann warum wer wen wem wessen wie wo woher wohin welche welcher welches welchen wieviel weshalb wieso
    cuándo cuánto cuánta cuántos cuántas dónde cómo quién quiénes qué cuál cuáles por
    """
)
_GREETINGS = words_of("hello hi hey ok okay please bonjour salut")  # another opening word may follow
_SHORTENED = re.compile(r"'(?:s|re|d|ll|ve|m)$")  # "what's", "where'd"
_ELIDED = re.compile(r"(?:qu|n)'")  # "qu'a dit …", "n'a-t-il …"


def asked_names(question: str) -> tuple[Name, ...]:
    """Every name of a question, in order, without the words that only open it."""
    text = question
    for token in _opening(question):
        text = text[: token.start] + token.text.lower() + text[token.end :]
    return names(text)


def _opening(question: str) -> Iterator[Token]:
    """The words that open its sentences and name nothing: "Please", "Explain"."""
    greeted = False
    for token in tokenize(question):
        if not token.is_word:
            continue
        if (token.initial or greeted) and _opens(token):
            yield token
        greeted = (token.initial or greeted) and token.text.lower() in _GREETINGS


def _opens(token: Token) -> bool:
    """Whether a word asks, or asks for; one in capitals is none: WHO."""
    low = token.text.lower().replace("’", "'")
    asks = (
        low in _OPENERS | _GREETINGS or _SHORTENED.sub("", low) in _OPENERS or low.endswith("n't") or _ELIDED.match(low)
    )
    return bool(asks) and (len(token.text) == 1 or not token.text.isupper())

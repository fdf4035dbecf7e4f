"""Question words alone -> the question before with these for its own: "Where?", "Since when?", "And for how much?"."""

import re
from collections.abc import Sequence

from bot.reading.word_lists import IRREGULAR, words_of
from bot.reading.words import Token, tokenize

MOST_BARE_WORDS = 4  # "And since when exactly?" asks the last question again
QUESTION_WORDS = words_of("who whom whose what which when where why how")
AUXILIARIES = words_of(
    "is are was were am be been being do does did has have had will would can could shall should may might must"
)
PREPOSITIONS = words_of("of in by at from for on near with to")
_SMALL = QUESTION_WORDS | PREPOSITIONS | words_of("since until many much long far often old not exactly else")
_SUBJECTS = words_of("who whom what")
_BEFORE_A_NOUN = {"how many", "how much", "which", "whose"}
_ANYONE = {"who": "someone", "what": "something", "which": "something", "many": "some", "much": "some"}
_ANY = words_of("anyone anybody someone somebody anything something")
_BEHIND_BE = words_of("a an the behind against")
_DENIED = {
    verb: f"{verb}n’t"
    for verb in ["is", "are", "was", "were", "do", "does", "did", "has", "have", "had", "would", "could", "should"]
} | {"will": "won’t", "can": "can’t"}
_COUNTS = re.compile(r"\bhow (?:many|much)\b", re.IGNORECASE)
_DEGREES = words_of("long far often old big large heavy high deep fast tall young early late soon well")
_KINDS = words_of("kind kinds sort sorts type types of")
_WHY = re.compile(r"^(?:how come|what for)\b(?=\W*$)", re.IGNORECASE)
_BE = words_of("is are was were be been")
_NO_VERBS = words_of(
    "people persons men women children sale sales loss losses death deaths dead flight growth withdrawal arrival"
    " arrivals failure denial refusal analyst analysts analysis"
)  # irregular forms that are nouns
_PAST = words_of("paid hit put cut set shut laid cost spent read split spread burst sent hurt let struck")


def is_bare(words: Sequence[str]) -> bool:
    """Whether question words are all: "Why?", "Since when?", "For how much?"."""
    return list(words) == ["how", "come"] or (
        len(words) <= MOST_BARE_WORDS and any(word in QUESTION_WORDS for word in words) and set(words) <= _SMALL
    )


def ask_again(asked: str, question: str) -> str:
    """The question with the question words `asked` for its own, which go together: "how many", "what kind of"."""
    tokens = [token for token in tokenize(question) if token.is_word or token.text[0].isdigit()]
    asked = _WHY.sub("Why", asked)
    begin = _end_of_question_words(tokens)
    at = _verb(tokens, begin)
    new = asked.rstrip(" ?")
    noun = question[tokens[begin].start : tokens[at - 1].end] if at > begin else ""
    if at == len(tokens):
        return f"{new} {noun}".strip()
    rest = question[tokens[at].start :]
    has_auxiliary = tokens[at].text.lower() in AUXILIARIES
    if not begin and _bare_of(new) in _SUBJECTS and len(tokens) > 1 and tokens[1].text.lower() in _ANY:
        return f"{new} {tokens[0].text.lower()}{question[tokens[1].end :]}"
    if not begin and new.lower() == "why not" and tokens[0].text.lower() in _DENIED:
        return f"Why {_DENIED[tokens[0].text.lower()]}{question[tokens[0].end :]}"
    if not begin:
        return f"{new} {rest[:1].lower() + rest[1:] if has_auxiliary else rest}"
    if _bare_of(new) in _SUBJECTS:
        return f"{new} {rest}"
    if new.lower() in _BEFORE_A_NOUN and (noun or not has_auxiliary):
        return " ".join(filter(None, (new, noun, rest)))
    someone = _ANYONE.get(tokens[begin - 1].text.lower(), "")
    counted = noun if _COUNTS.search(question[: tokens[at].start]) else ""
    if has_auxiliary and _lacks_subject(tokens[at:], tokens[begin - 1]):
        subject = counted or (f"the {noun}" if noun else someone)
        return f"{new} {tokens[at].text} {subject}{question[tokens[at].end :]}"
    if has_auxiliary:
        return f"{new} {_with_noun(question, tokens[at:], counted)}"
    is_or_was = "is" if tokens[at].text.endswith("s") else "was"
    return f"{new} {is_or_was} it that {counted or (f'the {noun}' if noun else someone)} {rest}"


def _lacks_subject(tokens: Sequence[Token], asking: Token) -> bool:
    """Whether a question from its auxiliary on has no subject, for "who" or "which ship" asked for it: "was cut"."""
    if len(tokens) < 2 or tokens[0].text.lower() in ("do", "does", "did"):
        return False
    after = tokens[1].text.lower()
    asks_for_a_person = asking.text.lower() == "who" and tokens[0].text.lower() in _BE
    return is_past(tokens[1]) or after in AUXILIARIES or (asks_for_a_person and after in PREPOSITIONS | _BEHIND_BE)


def _bare_of(asked: str) -> str:
    return asked.lower().removesuffix(" exactly").removesuffix(" else")


def _with_noun(question: str, tokens: Sequence[Token], noun: str) -> str:
    """A question from its auxiliary on with what is counted in its place: "did Niger send troops to Chad"."""
    if not noun:
        return question[tokens[0].start :]
    is_subject = len(tokens) > 1 and (
        tokens[1].text.lower() in AUXILIARIES
        or is_past(tokens[1])
        or (tokens[0].text.lower() in _BE and tokens[1].is_content and not tokens[1].is_capitalised)
    )
    borders = (token for token in tokens[3:] if token.text.lower() in AUXILIARIES | PREPOSITIONS)
    behind = tokens[1] if is_subject else next(borders, None)
    end = behind.start if behind else tokens[-1].end
    return f"{question[tokens[0].start : end].rstrip()} {noun} {question[end:]}".replace(" ?", "?").strip()


def _end_of_question_words(tokens: Sequence[Token]) -> int:
    """How many words of a question go together as its question words; 0 where it opens with none."""
    words = [token.text.lower() for token in tokens]
    begin = int(len(words) > 1 and words[0] in PREPOSITIONS | {"since", "until"} and words[1] in QUESTION_WORDS)
    if words[begin : begin + 1] and words[begin] in QUESTION_WORDS:
        if words[begin] == "how" and words[begin + 1 : begin + 2]:
            begin += words[begin + 1] in _DEGREES | {"many", "much"}
        elif words[begin] in ("what", "which") and words[begin + 1 : begin + 2] and words[begin + 1] in _KINDS:
            begin += 2 if words[begin + 2 : begin + 3] == ["of"] else 1
        return begin + 1
    return 0


def _verb(tokens: Sequence[Token], begin: int) -> int:
    """Where the question goes on behind its question words and their noun: at "died" of "how many people died"."""
    if not begin:
        return 0
    last = tokens[begin - 1].text.lower()
    if begin == len(tokens) or last in ("who", "whom", "when", "where", "why"):
        return begin
    if last == "what" and is_past(tokens[begin]):
        return begin
    ahead = range(begin, len(tokens))
    if last in {"what", "how"} | _DEGREES:
        return next((at for at in ahead if tokens[at].text.lower() in AUXILIARIES), begin)
    return next((at for at in ahead if tokens[at].text.lower() in AUXILIARIES or is_past(tokens[at])), begin + 1)


def is_past(token: Token) -> bool:
    """Whether it looks like the past form of a verb."""
    low = token.text.lower()
    return low not in _NO_VERBS and (low in IRREGULAR or low in _PAST or re.search(r"[^e]ed$", low) is not None)

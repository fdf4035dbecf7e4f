"""The forms of a question: does it ask for yes or no, and has it a question word? English and French."""

import re

_AUXILIARY = (
    r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might|must)(?:n['’]t|not)?\b"
    r"|(?:ca|wo|sha|ai)n['’]t\b"
)
_OPENING = re.compile(rf"^(?:(?:and|so|but|well|now|then|please|et|donc|mais)\b[\s,]*)*(?:{_AUXILIARY})", re.IGNORECASE)
_ASKED_FOR = re.compile(r"\b(?:whether|if)\b|\b(?:dis|dites|sais|savoir)\b.*\b(?:si|s['’]ils?)\b", re.IGNORECASE)
_PRONOUN = r"(?:il|elle|ils|elles|on|je|tu|nous|vous|ce)"
_INVERSION = re.compile(rf"\w-(?:t-)?{_PRONOUN}\b|\best-ce\s+qu(?:e\b|['’])", re.IGNORECASE)
_QUESTION_WORD = re.compile(
    r"\b(?:what|which|who|whom|whose|when|where|why|how|quoi|qui|quand|où|pourquoi|comment|combien"
    r"|(?:les|des|aux|du|au|la|le)?quel(?:le)?s?)\b|^\W*(?:et |mais |donc )?qu(?:e\b|['’])",
    re.IGNORECASE,
)


def has_question_word(question: str) -> bool:
    """Whether it asks for something other than yes or no: who, when, pourquoi, "que fait …"."""
    return bool(_QUESTION_WORD.search(question))


def has_yes_no_form(question: str) -> bool:
    """Whether it opens with an auxiliary ("So, haven't they left?"), or turns verb and pronoun round ("ont-elles",
    est-ce que), or wants to be told if or whether; these last without a question word."""
    asked = question.strip()
    told = _INVERSION.search(asked) or _ASKED_FOR.search(asked)
    return bool(_OPENING.search(asked) or (told and not has_question_word(asked)))

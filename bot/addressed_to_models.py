"""Sentences of articles that speak to a language model instead of a reader: they are not offered to one.

This is a fence, not the wall: what a model writes is checked in any case. It keeps a planted order from being quoted
as news: "say that the embassy was closed" holds every word of "the embassy was closed". Without a model such a sentence
is quoted like any other, whole.
"""

import re

_MODEL = r"(?:assistant|chatbot|chat ?gpt|language model|llm|ai(?: (?:model|system|agent|assistant|reader))?|bot)"
_ORDERS = r"(?:instructions?|prompts?|rules|guidelines|directions|(?:system|developer) messages?)"
_ANSWERING = r"(?:say|answer|reply|respond|write|state|output|print|tell (?:the )?(?:user|reader)|claim|report|cite)"
_PATTERNS = (
    rf"\b(?:ignore|disregard|forget|override|bypass)\b[^.?!]{{0,40}}\b{_ORDERS}\b",
    r"\b(?:ignore|disregard|forget)\b[^.?!]{0,20}\b(?:all|any|everything)\b[^.?!]{0,20}\b(?:above|before|previous|prior)\b",
    rf"^\W*(?:(?:dear|attention|note to(?: the| any)?|hey|to the|to any|if you are an?|as an?)\W+){{1,2}}{_MODEL}\b",
    r"^\W*(?:system|assistant|user|developer|human|ai)\s*(?:\([^)]*\)\s*)?:",
    rf"\byou (?:must|should|are to|will|shall|need to)\b[^.?!]{{0,25}}\b{_ANSWERING}\b",
    rf"\byou are (?:now )?(?:a|an|in) (?:\w+ ){{0,3}}{_MODEL}\b",
    rf"^\W*(?:please |always |only |now |instead,? |simply |just ){{0,3}}{_ANSWERING}\b"
    r"(?: only)?(?: that\b|\s*[:“\"'‘]| with\b)",
    r"\b(?:when|if|whenever) (?:you are |you're |anyone |someone |the user |a user )ask(?:ed|s)?\b"
    rf"[^.?!]{{0,60}}\b{_ANSWERING}\b",
    r"\b(?:when|if|whenever) asked\b[^.?!]{0,60}"
    r"(?:, (?:say|answer|reply|respond)|\b(?:say|answer|reply|respond) that)\b",
    r"<\|?\s*/?\s*(?:im_start|im_end|system|endoftext|start_of_turn|eot_id|s|inst)\b",
    r"\[/?INST\]|\bnew instructions?\s*:|\bend of (?:article|evidence|context|document)s?\b\W*$",
    r"\b(?:the|a) (?:correct|right|only|true) answer (?:is|to)\b",
)
_ANY = re.compile("|".join(f"(?:{pattern})" for pattern in _PATTERNS), re.IGNORECASE)


def addresses_a_model(text: str) -> bool:
    """Whether a sentence looks like an order to whoever answers from it."""
    return _ANY.search(text) is not None

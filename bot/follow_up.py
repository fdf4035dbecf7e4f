"""A follow-up question -> a question that stands by itself, without a language model.

What the follow-up leaves out is carried over from the last question and the sentences cited then. Little is put in:
a search that is given the whole last question finds the last answer again.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.asking_again import AUXILIARIES, MOST_BARE_WORDS, QUESTION_WORDS, ask_again, is_bare
from bot.conversation import Turn
from bot.leaning import is_fragment
from bot.own_topic import names_own_topic, own_names, split_topic
from bot.phrases import Phrase, phrases
from bot.reading.asked_names import asked_names
from bot.reading.casing import as_written
from bot.reading.word_lists import words_of
from bot.reading.words import Token, tokenize

_PERSONS = {"he": "", "him": "", "she": "", "her": "", "his": "’s", "hers": "’s"}
_PLURALS = {"they": "", "them": "", "their": "’", "theirs": "’"}
_THINGS = {"it": "", "its": "’s", "that": "", "this": "", "one": ""}
_OPENING = re.compile(r"^(?:and|but|so|or|then|ok(?:ay)?|well|et|mais)\b[\s,]*", re.IGNORECASE)
_PREPOSITION = r"(?:in|at|to|from|for|by|on|with|en|à|au|aux|dans|chez|pour)\s+"
_OPENS_WITH_PREPOSITION = re.compile(_PREPOSITION, re.IGNORECASE)
_ENDS_IN_PREPOSITION = re.compile(rf"\b{_PREPOSITION}$", re.IGNORECASE)
_AFTER_AN_EVENT = words_of("before after since like than")  # "before that": what went before is no thing
_HAPPEN = re.compile(r"\b(?:it|this|that)\s+(?:happen|occur)", re.IGNORECASE)
_WHAT_ABOUT = re.compile(r"^(?:what|how) about\s+", re.IGNORECASE)


def carry_over(question: str, turns: Sequence[Turn]) -> str:
    """The question with what it leaves out; unchanged where it leaves out nothing."""
    if not turns:
        return question
    last = Turn(split_topic(turns[-1].question)[0], turns[-1].cited)
    written = as_written(last.question, last.cited)
    asked = _OPENING.sub("", question).strip() or question
    words = [token.text.lower() for token in tokenize(asked) if token.is_word]
    if is_bare(words):
        return _capitalised(ask_again(asked, written))
    if rest := _instead(asked, words):
        return _exchange(rest, written)
    substituted = _put_in(asked, last)
    if substituted != asked or own_names(asked):
        return _capitalised(substituted)
    answered = next((turn for turn in reversed(turns) if turn.cited), turns[-1])
    named = _name_the_topic(asked, answered)
    # "And the police?" goes on: `bot.topic`.
    return _capitalised(named if named != asked or (names_own_topic(asked) and not is_fragment(asked)) else question)


def _instead(asked: str, words: Sequence[str]) -> str:
    """What the last question is asked of instead: "What about Chad?", "And to those of Orbex?"; else empty."""
    if found := _WHAT_ABOUT.match(asked):
        return asked[found.end() :].strip(" ?")
    verbless = not set(words) & (AUXILIARIES | QUESTION_WORDS) and len(words) <= 2 * MOST_BARE_WORDS
    elsewhere = words[:1] == ["in"] and len(words) <= MOST_BARE_WORDS and names_own_topic(asked)
    return asked.strip(" ?") if verbless and (own_names(asked) or elsewhere) else ""


def _exchange(rest: str, question: str) -> str:
    """The last question with its last name exchanged."""
    new, old = asked_names(rest), asked_names(question)
    if not new or not old:
        return f"{question.rstrip(' ?')}, {rest}?"
    known = next((one for one in old if one.text == new[-1].text), None)
    target = known or old[0 if len(old) == 1 else -1]
    before, put = question[: target.start], new[-1].text
    if _ENDS_IN_PREPOSITION.search(before) and (found := _OPENS_WITH_PREPOSITION.match(rest)):
        before, put = _ENDS_IN_PREPOSITION.sub("", before), f"{found[0].lower()}{put}"  # "in Kenya", "to Chad"
    return before + put + question[target.end :]


def _put_in(asked: str, last: Turn) -> str:
    """The question with its first pronoun that can be resolved replaced by what it stands for."""
    if _HAPPEN.search(asked):
        return asked
    for token in tokenize(asked):
        word = token.text.lower()
        for pronouns, candidates in ((_PERSONS, _persons), (_PLURALS, _plurals), (_THINGS, _things)):
            if word in pronouns and _stands_alone(asked, token):
                found = next(candidates(last), None)
                if found:
                    owns = word == "her" and _is_before_content(asked, token)  # "her age", but "who replaces her"
                    ending = "’s" if owns else pronouns[word] if pronouns[word] != "’" or found.endswith("s") else "’s"
                    return f"{asked[: token.start]}{found}{ending}{asked[token.end :]}"
    return asked


def _stands_alone(asked: str, token: Token) -> bool:
    """ "that" and "this" before a noun point at it, and "her" may too: only what stands for a whole phrase counts."""
    if token.text.lower() not in ("that", "this", "one"):
        return True
    tokens = tokenize(asked)
    at = tokens.index(token)
    if at and tokens[at - 1].text.lower() in _AFTER_AN_EVENT:
        return False
    return not _is_before_content(asked, token)


def _is_before_content(text: str, token: Token) -> bool:
    after = next((other for other in tokenize(text) if other.start >= token.end), None)
    return after is not None and after.is_content


def _persons(last: Turn) -> Iterator[str]:
    """People the last turn named: those asked about, then new ones of the answer. "Who …?" asks for a new one."""
    asked = [one.text for one in phrases(last.question) if one.is_person]
    told = [one.text for text in last.cited for one in phrases(text) if one.is_person and one.name not in last.question]
    yield from (*told, *asked) if last.question.lower().startswith("who") else (*asked, *told)


def _plurals(last: Turn) -> Iterator[str]:
    asked = phrases(last.question)
    yield from (one.text for one in asked if one.is_plural)
    yield from (one.text for one in asked[::-1] if one.name and not one.is_person)  # a company, a country


def _things(last: Turn) -> Iterator[str]:
    """What was asked about stands most often last; people are no things."""
    asked = phrases(last.question)
    if any(one.text.endswith("people") for one in asked):
        return  # "How many people died? Whose fault is it?": what happened is meant
    things = [one for one in asked[::-1] if not one.is_person]
    # Those who did it and where it was, "boarded by Finland", are meant less often.
    things.sort(key=lambda one: _is_behind_preposition(last.question, one))
    yield from (one.text for one in things)
    if asked or not names_own_topic(last.question):  # else it was asked about in small letters: `bot.topic`
        yield from (one.text for text in last.cited[:1] for one in phrases(text)[:1])


def _is_behind_preposition(question: str, phrase: Phrase) -> bool:
    return _ENDS_IN_PREPOSITION.search(question[: phrase.start]) is not None


def _name_the_topic(asked: str, last: Turn) -> str:
    """The question with the last one's names behind it, where it speaks of what was mentioned: "the company"."""
    mentioned = {token.stem for text in (last.question, *last.cited) for token in tokenize(text) if token.is_content}
    tokens = tokenize(asked)
    pointing = [
        token
        for before, token in pairwise(tokens)
        if before.text.lower() in ("the", "this", "that", "these", "those", "his", "her", "its", "their")
    ]
    topic = list(dict.fromkeys(one.text for one in asked_names(last.question)))[:2]
    points_back = any(token.is_content and token.stem in mentioned for token in pointing)
    if not topic or not points_back or names_own_topic(asked, mentioned):
        return asked
    return f"{asked.rstrip(' ?')} ({', '.join(topic)})?"


def _capitalised(question: str) -> str:
    return question[:1].upper() + question[1:]

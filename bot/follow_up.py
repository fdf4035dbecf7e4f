"""A follow-up question -> a question that stands by itself, without a language model.

What the follow-up leaves out is carried over from the last question and the sentences cited then. Little is put in:
a search that is given the whole last question finds the last answer again.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.asking_again import AUXILIARIES, MOST_BARE_WORDS, QUESTION_WORDS, ask_again, is_bare
from bot.conversation import Turn
from bot.own_topic import names_own_topic, split_topic
from bot.phrases import phrases
from bot.reading.asked_names import asked_names
from bot.reading.words import Token, tokenize

_PERSONS = {"he": "", "him": "", "she": "", "her": "", "his": "’s", "hers": "’s"}
_PLURALS = {"they": "", "them": "", "their": "’", "theirs": "’"}
_THINGS = {"it": "", "its": "’s", "that": "", "this": "", "one": ""}
_OPENING = re.compile(r"^(?:and|but|so|or|then|ok(?:ay)?|well)\b[\s,]*", re.IGNORECASE)
_WHAT_ABOUT = re.compile(r"^(?:what|how) about\s+", re.IGNORECASE)


def carry_over(question: str, turns: Sequence[Turn]) -> str:
    """The question with what it leaves out; unchanged where it leaves out nothing."""
    if not turns:
        return question
    last = Turn(split_topic(turns[-1].question)[0], turns[-1].cited)
    asked = _OPENING.sub("", question).strip() or question
    words = [token.text.lower() for token in tokenize(asked) if token.is_word]
    if is_bare(words):
        return _capitalised(ask_again(asked, last.question))
    if rest := _instead(asked, words):
        return _exchange(rest, last)
    substituted = _put_in(asked, last)
    if substituted != asked or asked_names(asked):
        return _capitalised(substituted)
    answered = next((turn for turn in reversed(turns) if turn.cited), turns[-1])
    return _capitalised(_name_the_topic(asked, answered))


def _instead(asked: str, words: Sequence[str]) -> str:
    """What the last question is asked of instead: "What about Chad?", "And to those of Orbex?"; else empty."""
    if found := _WHAT_ABOUT.match(asked):
        return asked[found.end() :].strip(" ?")
    verbless = not set(words) & (AUXILIARIES | QUESTION_WORDS) and len(words) <= 2 * MOST_BARE_WORDS
    return asked.strip(" ?") if verbless and asked_names(asked) else ""


def _exchange(rest: str, last: Turn) -> str:
    """The last question with its last name exchanged."""
    new, old = asked_names(rest), asked_names(last.question)
    if not new or not old:
        return f"{last.question.rstrip(' ?')}, {rest}?"
    known = next((one for one in old if one.text == new[-1].text), None)
    target = known or old[0 if len(old) == 1 else -1]
    return last.question[: target.start] + new[-1].text + last.question[target.end :]


def _put_in(asked: str, last: Turn) -> str:
    """The question with its first pronoun that can be resolved replaced by what it stands for."""
    for token in tokenize(asked):
        word = token.text.lower()
        for pronouns, candidates in ((_PERSONS, _persons), (_PLURALS, _plurals), (_THINGS, _things)):
            if word in pronouns and _stands_alone(asked, token):
                found = next(candidates(last), None)
                if found:
                    ending = pronouns[word] if pronouns[word] != "’" or found.endswith("s") else "’s"
                    return f"{asked[: token.start]}{found}{ending}{asked[token.end :]}"
    return asked


def _stands_alone(asked: str, token: Token) -> bool:
    """ "that" and "this" before a noun point at it, and "her" may too: only what stands for a whole phrase counts."""
    if token.text.lower() not in ("that", "this", "one"):
        return True
    after = [other for other in tokenize(asked) if other.start >= token.end]
    return not after or not after[0].is_content


def _persons(last: Turn) -> Iterator[str]:
    """People the last turn named: those asked about, then new ones of the answer. "Who …?" asks for a new one."""
    asked = [one.text for one in phrases(last.question) if one.is_person]
    told = [one.text for text in last.cited for one in phrases(text) if one.is_person and one.name not in last.question]
    yield from (*told, *asked) if last.question.lower().startswith("who") else (*asked, *told)


def _plurals(last: Turn) -> Iterator[str]:
    yield from (one.text for one in phrases(last.question) if one.is_plural)
    yield from _things(last)


def _things(last: Turn) -> Iterator[str]:
    """What was asked about stands most often last; people are no things."""
    asked = phrases(last.question)
    yield from (one.text for one in asked[::-1] if not one.is_person)
    if asked or not names_own_topic(last.question):  # else it was asked about in small letters: `bot.topic`
        yield from (one.text for text in last.cited[:1] for one in phrases(text)[:1])


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

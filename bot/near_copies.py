"""What a near-copy of a sentence changed: in a text that repeats another word for word, one exchanged word is a doubt.

A statement in its own words may use any synonym; one that repeats its source and differs in a single word differs
there on purpose or by mistake, so the word must be known to mean the same.
"""

from collections.abc import Sequence
from difflib import SequenceMatcher

from bot.negation import is_negator
from bot.opposites import same_side
from bot.words import Token, alike, stem, tokenize

_SHARE = 0.6  # of the statement's words found in order in one sentence make it a near-copy
_SAME = tuple(
    frozenset(stem(word) for word in group.split())
    for group in (
        "say tell state add note report announce explain declare clarify assert stress emphasise emphasize comment",
        "about around approximately roughly nearly some almost circa",
        "begin start launch commence open",
        "end finish conclude complete stop",
        "buy acquire purchase",
        "kill die fatal",
        "hurt injure wound",
        "build construct erect",
        "show reveal indicate suggest demonstrate",
        "find discover detect",
        "get receive obtain",
        "give provide offer grant",
        "use employ utilise utilize",
        "help assist aid support",
        "need require",
        "ask request question",
        "try attempt seek",
        "plan intend aim want",
        "think believe consider",
        "large big huge",
        "main chief primary key principal",
        "important significant major crucial",
        "firm company business",
        "person resident citizen inhabitant",
        "scientist researcher",
        "country nation state",
        "soldier troop",
        "police officer",
        "child pupil student",
        "car vehicle automobile",
        "choose select pick",
        "happen occur",
        "remain stay",
        "leave depart withdraw quit",
        "arrive reach come",
        "fire blaze",
        "attack assault",
        "law legislation",
        "job position post",
        "yearly annual",
        "quick fast rapid swift",
        "link connect tie join",
        "watch monitor observe",
        "destroy burn wreck",
        "regard concern about over on",
        "order direct instruct command tell",
        "resign step",
        "film movie",
        "shop store",
        "illness disease",
        "answer reply respond response",
    )
)


def may_replace(first: str, second: str) -> bool:
    """Whether one stem may stand in the other's place without a change of meaning."""
    return alike(first, second) or same_side(first, second) or any({first, second} <= group for group in _SAME)


def _closest(tokens: Sequence[Token], cited: Sequence[str]) -> SequenceMatcher[str]:
    words = [token.stem for token in tokens]
    held = set(words)
    best = max(cited, key=lambda text: sum(token.stem in held for token in tokenize(text)) / (8 + len(tokenize(text))))
    return SequenceMatcher(None, [token.stem for token in tokenize(best)], words, autojunk=False)


def changed_words(statement: str, cited: Sequence[str]) -> list[Token]:
    """Words of a near-copy that stand in the place of other words, or from which a negation was taken; else none."""
    tokens = tokenize(statement)
    matcher = _closest(tokens, cited)
    source = next(tokenize(text) for text in cited if [token.stem for token in tokenize(text)] == list(matcher.a))
    aligned = sum(block.size for block in matcher.get_matching_blocks())
    if aligned < _SHARE * len(tokens):
        return []
    changed: list[Token] = []
    held = {token.stem for text in cited for token in tokenize(text)}
    for operation, left, right, first, last in matcher.get_opcodes():
        gone, new = source[left:right], tokens[first:last]
        if operation == "replace":
            changed += _exchanged(gone, new, held)
        if operation in ("replace", "delete") and first < len(tokens):
            negated = any(is_negator(source, at) for at in range(left, right))
            denies_itself = any(is_negator(tokens, at) for at in range(max(0, first - 3), last))
            if negated and not denies_itself and right - left <= 3 and right < len(source):
                changed.append(tokens[min(last, len(tokens) - 1)])
    return changed


def _exchanged(gone: Sequence[Token], new: Sequence[Token], held: set[str]) -> list[Token]:
    """New content words in the place of others, when they are foreign to the sources or swap two names or numbers."""
    old = [token.stem for token in gone if token.is_content]
    if not old or len(gone) > 3 or len(new) > 3:
        return []
    doubtful = []
    for token in new:
        if not token.is_content or any(may_replace(token.stem, stem) for stem in old):
            continue
        names_swapped = token.is_capitalised and any(word.is_capitalised and word.is_content for word in gone)
        numbers_swapped = token.text[0].isdigit() and any(word.text[0].isdigit() for word in gone)
        if token.stem not in held or names_swapped or numbers_swapped:
            doubtful.append(token)
    return doubtful

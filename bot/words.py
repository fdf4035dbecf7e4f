"""The words of a text with their stems: the ground the fact checks stand on.

English comes first; the function words of French, Spanish and German are known too, so that they never count as
content. Stems are Snowball's English ones in every language: both sides of a comparison are stemmed alike.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

_WORD = re.compile(
    r"(?:[A-Z]\.){2,}"  # U.S.
    r"|\d+(?:[.,]\d+)*"
    r"|[^\W\d_]+(?:[’'][^\W\d_]+)*\d*"  # Niger’s, don't, G5
    r"|[^\w\s]"
)
_SENTENCE_END = frozenset(".!?")
_QUOTES = frozenset("“”\"'‘’«»([-–—•")
CLAUSE_BORDERS = frozenset(",;:—–().!?") | {"and", "but", "or", "while", "whereas", "although", "though", "because"}

FUNCTION_WORDS = frozenset(
    ["a", "an", "the", "this", "that", "these", "those", "there", "here", "it", "its", "he", "his", "him", "she", "her", "hers", "they", "their", "theirs", "them", "we", "our", "us", "you", "your", "i", "my", "me", "who", "whom", "whose", "which", "what", "when", "where", "why", "how", "whether", "if", "as", "at", "by", "for", "from", "in", "into", "of", "off", "on", "onto", "out", "over", "to", "toward", "towards", "under", "until", "up", "upon", "with", "within", "about", "above", "across", "after", "against", "along", "among", "around", "before", "behind", "below", "beneath", "beside", "between", "beyond", "during", "down", "near", "per", "since", "than", "through", "throughout", "via", "and", "or", "but", "so", "yet", "nor", "be", "am", "is", "are", "was", "were", "been", "being", "do", "does", "did", "done", "doing", "have", "has", "had", "having", "will", "would", "shall", "should", "can", "could", "may", "might", "must", "also", "too", "very", "just", "only", "even", "still", "already", "then", "now", "such", "both", "each", "every", "all", "any", "some", "more", "most", "much", "many", "other", "others", "another", "own", "same", "while", "although", "though", "because", "however", "meanwhile", "moreover", "therefore", "thus", "hence", "like", "own", "s", "t", "d", "ll", "m", "re", "ve", "get", "gets", "got", "one", "ones", "amid", "despite", "once", "again", "according", "further", "ahead", "till", "le", "la", "les", "un", "une", "des", "du", "de", "au", "aux", "et", "ou", "est", "sont", "a", "ont", "été", "dans", "par", "pour", "sur", "avec", "que", "qui", "ce", "cette", "ces", "il", "elle", "ils", "elles", "se", "sa", "ses", "leur", "leurs", "en", "y", "l", "d", "n", "c", "qu", "j", "el", "los", "las", "una", "unos", "unas", "del", "al", "y", "o", "es", "son", "ha", "han", "fue", "fueron", "por", "para", "con", "se", "su", "sus", "como", "más", "der", "das", "und", "ist", "sind", "ein", "eine", "einen", "einem", "einer", "im", "zum", "zur", "mit", "von", "für", "auf", "des", "dem", "den", "hat", "haben", "wurde", "wurden", "sich", "auch", "als", "bei", "nach", "aus", "sie", "er", "es"]
)

# Forms that a rule-based stemmer leaves apart.
_IRREGULAR = {
    form: base
    for base, forms in {
        "say": "said",
        "tell": "told",
        "rise": "rose risen",
        "fall": "fell fallen",
        "win": "won",
        "lose": "lost loss losses",
        "leave": "left",
        "come": "came",
        "go": "went gone",
        "give": "gave given",
        "take": "took taken",
        "find": "found",
        "send": "sent",
        "buy": "bought",
        "sell": "sold sale sales",
        "begin": "began begun",
        "grow": "grew grown growth",
        "know": "knew known",
        "see": "saw seen",
        "show": "shown",
        "make": "made",
        "meet": "met",
        "hold": "held",
        "keep": "kept",
        "lead": "led",
        "build": "built",
        "spend": "spent",
        "speak": "spoke spoken",
        "write": "wrote written",
        "bring": "brought",
        "fight": "fought",
        "beat": "beaten",
        "break": "broke broken",
        "choose": "chose chosen",
        "drive": "drove driven",
        "fly": "flew flown flight",
        "sink": "sank sunk",
        "strike": "struck",
        "shoot": "shot",
        "steal": "stole stolen",
        "withdraw": "withdrew withdrawn withdrawal",
        "think": "thought",
        "teach": "taught",
        "catch": "caught",
        "die": "died dies dying death deaths dead",
        "man": "men",
        "woman": "women",
        "child": "children",
        "person": "people persons",
        "arrive": "arrival arrivals",
        "refuse": "refusal",
        "deny": "denial",
        "fail": "failure",
        "burn": "burnt burned",
        "analyst": "analysts analysis",
    }.items()
    for form in forms.split()
}


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark of a text: `text == source[start:end]`; `initial` when a sentence starts with it."""

    text: str
    stem: str
    start: int
    end: int
    initial: bool

    @property
    def is_word(self) -> bool:
        return self.text[0].isalpha()

    @property
    def is_content(self) -> bool:
        """Whether it says something by itself: no mark, no function word, no lone letter."""
        return self.text[0].isdigit() or (len(self.stem) > 1 and self.is_word and self.stem not in FUNCTION_WORDS)

    @property
    def is_capitalised(self) -> bool:
        return any(letter.isupper() for letter in self.text)


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The stem of one word, case and a possessive ending dropped. A stemmer holds state, so each call has its own."""
    word = word.lower().replace("’", "'").removesuffix("'s").replace(".", "")
    if word in FUNCTION_WORDS:
        return word
    base = _IRREGULAR.get(word, word)
    return str(snowballstemmer.EnglishStemmer().stemWord(base))


@lru_cache(maxsize=2_000)
def tokenize(text: str) -> tuple[Token, ...]:
    """The words, numbers and marks of a text in order; `don't` stays one word (see `bot.negation`)."""
    tokens: list[Token] = []
    initial = True
    for match in _WORD.finditer(text):
        word = match.group()
        is_word = word[0].isalnum()
        tokens.append(Token(word, stem(word), match.start(), match.end(), initial and is_word))
        if is_word:
            initial = False
        elif word in _SENTENCE_END or word in "“":
            initial = True
        elif word not in _QUOTES and not initial:
            initial = False
    return tuple(tokens)


def content_stems(text: str) -> frozenset[str]:
    """The stems of a text's content words."""
    return frozenset(token.stem for token in tokenize(text) if token.is_content)


def alike(first: str, second: str) -> bool:
    """Whether two stems look like forms of one word: `retir`, `retirement`."""
    if first == second:
        return True
    shorter, longer = sorted((first, second), key=len)
    common = 0
    for left, right in zip(shorter, longer, strict=False):
        if left != right:
            break
        common += 1
    return common >= 5 and common >= len(shorter) - 2 and len(longer) - common <= 4

"""Is a text in a language whose negations are known? In any other, only its own words can be trusted."""

import re
from functools import lru_cache

from bot.reading.word_lists import FUNCTION_WORDS, words_of
from bot.reading.words import tokenize

# Those of English, French, Spanish and German are among the function words of every check.
_COMMON = FUNCTION_WORDS | words_of(
    """
    pas ne plus ont du à se ce si su nous vous leur no non not nicht kein keine wir ihr ich war im ins bis ab vom
    o os um uma dos das no na nos nas em é foi são ao pelo pela se não mais
    il lo gli i di da che è del della dei delle nel nella al alla alle sono si ha hanno per con un
    de het een van en op te dat die in is aan niet met voor zijn heeft wordt werd door naar bij om er
    den det ett av att som på är har för i og å at af til fra ikke inte var blev ble med om
    w na z że się do nie jest są był była o i za od po przez
    ve bir bu da de için ile olarak değil mi
    """
)
_ALPHABETS = re.compile(
    "[a-zàáâãäåæçèéêëìíîïñòóôõöøœßùúûüÿąćęłńśźżğışİ"
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґ\u05d0-\u05ea\u0621-\u063a\u0641-\u064a\u0900-\u097f\u0300-\u036f\u0591-\u05c7"
    "\u064b-\u0652\u200c\u200d’'0-9.]*"
)
_LATIN = re.compile("[a-z]")
_STRANGE_SHARE = 1 / 6  # of the words: one Greek letter makes no Greek
_LONG_ENOUGH = 5  # words in small letters, among which every language of ours has a small one


@lru_cache(maxsize=2_000)
def is_known_language(text: str) -> bool:
    """Whether its letters are those of the languages whose negations are listed, and so are its commonest words.

    Names are passed over: they are foreign everywhere.
    """
    tokens = [token for token in tokenize(text) if token.is_word]
    words = [token.text for token in tokens if not token.is_capitalised]
    if sum(not _ALPHABETS.fullmatch(word) for word in words) > _STRANGE_SHARE * len(tokens):
        return False
    latin = [word for word in words if _LATIN.search(word)]
    return len(latin) < _LONG_ENOUGH or any(token.text.lower() in _COMMON for token in tokens)

"""Which language a text is in: as declared, or by script and commonest words, and only when certain."""

import re
from collections import Counter

DEFAULT = "en"
_NAMES = {
    "english": "en", "french": "fr", "français": "fr", "spanish": "es", "español": "es", "german": "de",
    "deutsch": "de", "portuguese": "pt", "português": "pt", "italian": "it", "italiano": "it", "dutch": "nl",
    "nederlands": "nl", "arabic": "ar", "russian": "ru", "chinese": "zh",
}  # fmt: skip
# Function words that are frequent in one of these languages and rare or absent in the others.
_COMMON_WORDS = {
    "en": "the and of to was were is that with for on by his her from which has have been said this they at it",
    "fr": "le les des est une dans qui pour sur pas par au aux avec sont cette ont été plus du et à ce il elle",
    "es": "el los las una del que por con para su al es como más pero sus fue este entre y en lo ha",
    "de": "der die das und ist nicht mit den von zu dem ein eine auf für sich im des auch wurde hat wird bei nach",
    "pt": "os uma do da dos das não com para por mais ao em foi são pela pelo à que e o um na no",
    "it": "il gli della di che per non con una sono è del dei nel alla le anche più dal ha si e un",
    "nl": "het een van en de dat niet met zijn voor op aan ook werd door naar bij heeft hij ze uit om",
}
_WORD_LANGUAGES: dict[str, list[str]] = {}
for _language, _words in _COMMON_WORDS.items():
    for _word in _words.split():
        _WORD_LANGUAGES.setdefault(_word, []).append(_language)
_SCRIPTS = {
    "cyrillic": re.compile("[\u0400-\u04ff]"),
    "arabic": re.compile("[\u0600-\u06ff]"),
    "kana": re.compile("[\u3040-\u30ff]"),
    "zh": re.compile("[\u4e00-\u9fff]"),
    "ko": re.compile("[\uac00-\ud7af]"),
    "hi": re.compile("[\u0900-\u097f]"),
    "bn": re.compile("[\u0980-\u09ff]"),
    "el": re.compile("[\u0370-\u03ff]"),
    "he": re.compile("[\u0590-\u05ff]"),
    "th": re.compile("[\u0e00-\u0e7f]"),
    "am": re.compile("[\u1200-\u137f]"),
}
_SAMPLE = 4000
_LEAST_WORDS = 6


def declared(value: object) -> str | None:
    """A two- or three-letter code from "en", "en-US", "pt_BR" or "English"; None where it says nothing."""
    if not isinstance(value, str):
        return None
    name = value.strip().lower()
    code = re.split(r"[-_]", name)[0]
    return _NAMES.get(name) or (code if re.fullmatch("[a-z]{2,3}", code) else None)


def detect(text: str) -> str:
    """The language of a text, `DEFAULT` when it is not certain."""
    sample = text[:_SAMPLE]
    return _by_script(sample) or _by_words(sample) or DEFAULT


def _by_script(sample: str) -> str | None:
    letters = sum(character.isalpha() for character in sample)
    counts = Counter({name: len(pattern.findall(sample)) for name, pattern in _SCRIPTS.items()})
    script, most = counts.most_common(1)[0]
    if letters < 4 or most < letters / 2:
        return None
    if script == "cyrillic":
        return "uk" if re.search("[іїєґ]", sample) else "ru"
    if script == "arabic":
        return "ur" if re.search("[ٹڈڑے]", sample) else "fa" if re.search("[پچژگ]", sample) else "ar"
    # Japanese mixes kana with Chinese characters; Chinese has no kana at all.
    return "ja" if script == "kana" or (script == "zh" and counts["kana"] > most / 10) else script


def _by_words(sample: str) -> str | None:
    counts: Counter[str] = Counter()
    for word in re.findall(r"[^\W\d_]+", sample.lower()):
        counts.update(_WORD_LANGUAGES.get(word, ()))
    ranked = [*counts.most_common(2), ("", 0), ("", 0)]
    (language, most), (_, second) = ranked[0], ranked[1]
    return language if most >= _LEAST_WORDS and most >= 1.5 * second else None

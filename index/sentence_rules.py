"""Borders between sentences: what splits where sentencex does not, and what stays together where it splits."""

import re

# Quotation marks of all kinds, blanked out one for one so that offsets stay.
QUOTES = {ord(mark): " " for mark in "\"'“”„‟‘’‚«»‹›「」『』"}
_OPENING = re.compile(r"(?:^|(?<=[\s(\[—–:,，：]))[\"'“„‘«「『]+(?=[^\W_]|[\[(…¿¡]|\s?[^\W_])")
_CLOSING = re.compile(r"(?<=\S)[\"'”“’»」』]+(?=\W|$)|\s»")
_AFTER_END = re.compile(r"(?:[\"'”’)\]」』]|“(?=\W|$)|\s?»(?=\s|$))*")
# A caption's credit stands behind it without a full stop between: "Protesters in Niamey Image: Jane Doe".
_CREDIT = re.compile(r"(?<=[\w.)])\s+(?=(?:Image|Photo|Picture|Photograph|Credit):\s+[A-Z])")
# Whole sentences in brackets between two others, which sentencex would join to one.
_BRACKETED = re.compile(r"(?<=[.!?…][\"”’\s])\s*\((?=[A-ZÀ-Þ\"“])[^()]{8,}[.!?…][\"”’]?\)(?=\s+[A-ZÀ-Þ\"“(]|$)")
_FEWEST_WORDS = 3
_FEWEST_IDEOGRAPHS = 6
_IDEOGRAPH = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")

_SPEECH = (
    r"(?:said|says|asked|asks|added|adds|told|replied|answered|wrote|writes|tweeted|shouted|cried|yelled|exclaimed"
    r"|wondered|continued|insisted|demanded|joked|recalled|warned|declared|noted|explained|remarked|responded"
    r"|a dit|a demandé|demande|dijo|preguntó|sagte|fragte|disse|perguntou|chiese|ha detto|zei|vroeg)"
)
_NAME = r"[A-ZÀ-Þ][\w’'-]*\.?(?:\s+(?:[A-ZÀ-Þ][\w’'-]*\.?|of|the|de|van|von|bin|al)){0,5}"
_ATTRIBUTION = re.compile(
    rf"\s*(?:{_NAME}(?:,[^,.]{{2,60}},)?\s+(?:\w+ly\s+)?{_SPEECH}\b|{_SPEECH}\s"
    r"|[他她它]?[^\s，。]{0,8}[说說道问問])"
)
_OPEN_QUOTATION_END = re.compile(r"[?!？！,，…—。][\"'”’“»」』]+$|[?!…]\s»$")
_QUOTATION_END = re.compile(r"[\"'”’“»」』]$")
_DASHED_NAME = re.compile(r"\s*[-–—]\s?[A-ZÀ-Þ]")
_ENUMERATOR = re.compile(r"\W*(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.)]+\s*$")
_LETTERED_ITEM = re.compile(r"\s*\(?[a-z]\)\s")
_LAST_WORD = re.compile(r"(?<![\w.])([^\W\d_]{1,6})\.$")
# Titles and the like after which no sentence ends, where sentencex does not know them.
_ABBREVIATIONS = {
    "en": "Ms Ft Amb Atty Ald Gens Lieut Pte Spc Const Cllr",
    "fr": "M MM Mme Mmes Mlle Dr Pr Me St Ste Gal Cdt Col Lt Mgr Prof",
    "es": "D Mons",
    "pt": "D Sta Av Núm",
    "nl": "Mevr",
}
_ABBREVIATION_SETS = {language: frozenset(words.split()) for language, words in _ABBREVIATIONS.items()}
_HOUR = re.compile(r"\d\s?[ap]\.\s?m\.$")
_AFTER_HOUR = re.compile(
    r"\s*(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|\s*(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d"
    r"|\s*[(]?(?:GMT|UTC|[ECMP][SD]?T|BST|CET|IST|WAT)\b"
)


def missed(text: str) -> set[int]:
    """Borders that sentencex does not see, in a text of one paragraph."""
    borders = {found.start() for found in _CREDIT.finditer(text)}
    for found in _BRACKETED.finditer(text):
        borders |= {len(text[: found.start()].rstrip()), found.end()}
    return borders


def end_of_sentence(text: str, shown: str, start: int) -> int:
    """Where the sentence before the one that begins near `start` ends, its closing quotation marks included.

    `shown` is the text as the splitter saw it: quotation marks blanked out or not.
    """
    end = start
    while end > 0 and shown[end - 1].isspace():
        end -= 1
    match = _AFTER_END.match(text, end)
    return match.end() if match else end


def is_long_enough(before: str, after: str) -> bool:
    """Whether both sides of a border in a quotation are sentences to cite: "“I will. I must,” he said" stays one."""
    opened = [found.end() for found in _OPENING.finditer(before)]
    closed = _CLOSING.search(after)
    return _is_sentence(before[opened[-1] if opened else 0 :]) and _is_sentence(
        after[: closed.start() if closed else None]
    )


def _is_sentence(text: str) -> bool:
    return len(text.split()) >= _FEWEST_WORDS or len(_IDEOGRAPH.findall(text)) >= _FEWEST_IDEOGRAPHS


def belongs_together(before: str, after: str, language: str) -> bool:
    """Whether the text after a border still belongs to the sentence before it."""
    before = before.rstrip()
    if _QUOTATION_END.search(before) and _DASHED_NAME.match(after):
        return True
    if _OPEN_QUOTATION_END.search(before) and _ATTRIBUTION.match(after):
        return True
    if _ENUMERATOR.fullmatch(before) or _LETTERED_ITEM.match(after):
        return True
    if _HOUR.search(before) and _AFTER_HOUR.match(after):
        return True
    last = _LAST_WORD.search(before)
    return last is not None and last[1] in _ABBREVIATION_SETS.get(language, frozenset())

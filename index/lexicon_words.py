"""How words are written before the lexicon takes them apart."""

import re

_ACRONYM = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")


def plain(text: str) -> str:
    """U.S. as US and 1,500 as 1500, so that the ways to write them meet."""
    return _THOUSANDS.sub("", _ACRONYM.sub(lambda found: found[0].replace(".", ""), text))

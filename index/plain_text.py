"""Bytes of unknown encoding -> clean text, and where its paragraphs are.

Accepted: UTF-8 with or without a byte order mark, UTF-16 and UTF-32 with one. What is not UTF-8 is taken for
Windows-1252 only when it reads as prose: no control characters, few characters beyond ASCII, all of them letters or
punctuation, and none of them the remains of damaged UTF-8.
"""

import codecs
import re
import unicodedata
from collections.abc import Iterator

from index.domain import Span

# A UTF-32 mark begins like a UTF-16 one, so the longer stand first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LINE_BREAK = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_LINE = re.compile(f"[^{_LINE_BREAK}]+")
_BLOCK = re.compile(r"\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*")
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\ufeff]")
_SPACES = re.compile(r"[^\S\n\u00a0\u202f]+")
_UNFIT = re.compile("[\x00\ud800-\udfff]")
# What ends a sentence: Latin, Chinese, Arabic, Urdu, Hindi, Ethiopic and Armenian marks.
SENTENCE_ENDS = ".!?…。！？؟۔।።፧։"
_LINE_END = tuple(SENTENCE_ENDS + ':;”"»)]')
_WRAP_WIDTH = range(40, 111)
_FEW_FOREIGN = 0.15


def decode(data: bytes) -> str:
    """The text of a file. ValueError, with a reason for people, when the bytes are no text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise ValueError(f"broken {error.encoding.upper()} at byte {error.start}") from error
    if b"\0" in data:
        raise ValueError("binary, not text")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        text = _as_windows_1252(data)
        if text is None:
            raise ValueError(f"not UTF-8 (byte {error.start}); save it as UTF-8") from error
        return text


def _as_windows_1252(data: bytes) -> str | None:
    if not data.decode("utf-8", errors="ignore").isascii():
        return None  # some of it is UTF-8: a damaged file, which Windows-1252 would turn into "â€™"
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    foreign = [character for character in text if not character.isascii()]
    prose = all(unicodedata.category(character)[0] in "LPZ" or character in "€£°©®™" for character in foreign)
    return text if prose and len(foreign) <= _FEW_FOREIGN * len(text) and not _INVISIBLE.search(text) else None


def fault(text: str) -> str | None:
    """Why this text cannot be stored, None when it can."""
    found = _UNFIT.search(text)
    return f"character {found.start()} is U+{ord(found[0]):04X}, which is no text" if found else None


def normalise(text: str) -> str:
    """NFC, one kind of line break, no invisible characters, single spaces; hard-wrapped lines joined to paragraphs.

    One paragraph a line; blank lines are kept (the cleaning rules look at them).
    """
    # Invisible characters first: they keep apart what NFC puts together.
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    text = re.sub(rf"\r\n|[{_LINE_BREAK}]", "\n", text)
    text = _SPACES.sub(" ", text)
    if is_hard_wrapped(text):
        return "\n\n".join(re.sub(r"\s*\n\s*", " ", block[0]).strip() for block in _BLOCK.finditer(text))
    return "\n".join(line.strip() for line in text.split("\n"))


def paragraphs(text: str) -> Iterator[Span]:
    """The spans of the paragraphs: lines, or blocks between blank lines where the lines are hard-wrapped."""
    for found in (_BLOCK if is_hard_wrapped(text) else _LINE).finditer(text):
        span = stripped(text, *found.span())
        if span[0] < span[1]:
            yield span


def stripped(text: str, start: int, end: int) -> Span:
    """The span without the white space at its ends; empty (start == end) where there is nothing else."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def is_hard_wrapped(text: str) -> bool:
    """Whether lines end where a page was full rather than where a paragraph ends (mail, press releases, Gutenberg).

    Judged by the lines that another line follows directly: nearly all about as long as each other allow, and most
    without a mark that ends a sentence.
    """
    inner = []
    for block in _BLOCK.finditer(text):
        inner += [line.strip() for line in block[0].split("\n")[:-1]]
    if len(inner) < 2 or max(map(len, inner)) not in _WRAP_WIDTH:
        return False
    full = sum(len(line) in _WRAP_WIDTH for line in inner)
    unfinished = sum(not line.endswith(_LINE_END) for line in inner)
    return full >= 0.7 * len(inner) and unfinished >= 0.6 * len(inner)

"""Markdown -> the text a reader sees, one paragraph a line."""

import re

from index.plain_text import is_hard_wrapped

_COMMENT = re.compile(r"(?<!\\)<!--.*?-->", re.DOTALL)
_REFERENCE = re.compile(r"^ {0,3}\[[^\]]+\]:\s+\S+.*$", re.MULTILINE)
_HEADING = re.compile(r"^ {0,3}#{1,6}\s+(.*?)\s*#*\s*$")
_UNDERLINE = re.compile(r"^ {0,3}(?:={3,}|-{3,})\s*$")
_RULER = re.compile(r"^ {0,3}(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,})$")
_OWN_LINE = re.compile(r"^\s*(?:[-*+]\s+|\d{1,3}[.)]\s+)")
_MARKUP = (
    (re.compile(r"!\[[^\]]*\](?:\([^)\s]*(?:\s+\"[^\"]*\")?\)|\[[^\]]*\])"), ""),  # images
    (re.compile(r"\[([^\]]+)\](?:\([^)\s]*(?:\s+\"[^\"]*\")?\)|\[[^\]]*\])"), r"\1"),  # links
    (re.compile(r"<(https?://[^>\s]+)>"), r"\1"),
    (re.compile(r"</?[a-zA-Z][^>]*>"), ""),
    (re.compile(r"(?<![\w\\])(\*\*\*|\*\*|\*|___|__|_|~~)(?=\S)(.+?)(?<=\S)\1(?!\w)"), r"\2"),
    (re.compile(r"(?<!\\)`+([^`]+)`+"), r"\1"),
)
# A character behind a backslash is no markup: it is put out of the way while markup is looked for.
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>~|<])")
_ASIDE = 0x10FF00  # private use, of which the 255 last are hardly in any text
_SET_ASIDE = re.compile("[\U0010ff00-\U0010ff7f]")


def plain(markdown: str) -> tuple[str | None, str]:
    """The first heading of the first level (None without) and the text without it, a paragraph a line.

    Lines that follow each other are one paragraph in Markdown, yet people who save an article write a paragraph a line:
    they are joined only where they are hard-wrapped.
    """
    wrapped = is_hard_wrapped(markdown)
    title: str | None = None
    paragraphs: list[str] = []
    open_paragraph = False
    for line in _REFERENCE.sub("", _COMMENT.sub("", markdown)).split("\n"):
        line = re.sub(r"^\s*(?:>\s?)+", "", line)
        heading = _HEADING.match(line)
        if _UNDERLINE.match(line) and open_paragraph:
            if title is None and line.lstrip().startswith("="):
                title = paragraphs.pop()
            open_paragraph = False
        elif heading:
            if title is None and line.lstrip().startswith("# "):
                title = _without_markup(heading[1])
            else:
                paragraphs.append(_without_markup(heading[1]))
            open_paragraph = False
        elif not line.strip() or _RULER.match(line):
            open_paragraph = False
        elif wrapped and open_paragraph and not _OWN_LINE.match(line):
            paragraphs[-1] += " " + line.strip()
        else:
            paragraphs.append(_OWN_LINE.sub("", line).strip() if _OWN_LINE.match(line) else line.strip())
            open_paragraph = True
    kept = (_without_markup(paragraph).strip() for paragraph in paragraphs)
    return title, "\n".join(paragraph for paragraph in kept if paragraph)


def _without_markup(text: str) -> str:
    text = _ESCAPED.sub(lambda found: chr(_ASIDE + ord(found[1])), text)
    for pattern, replacement in _MARKUP:
        text = pattern.sub(replacement, text)
    return _SET_ASIDE.sub(lambda found: chr(ord(found[0]) - _ASIDE), text)

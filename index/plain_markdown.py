"""Markdown -> the text a reader sees, one paragraph a line."""

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from index.plain_text import is_hard_wrapped

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

_COMMENT = re.compile(r"(?<!\\)<!--.*?-->", re.DOTALL)
_QUOTED = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
_LINE_TAG = re.compile(r"</?(?:br|p|div|li|tr|h[1-6]|blockquote)\b", re.IGNORECASE)
# CommonMark takes any word for an address; in news "[Reporter]: Why?" is speech, and "[^1]: Why?" a footnote.
_DEFINITION = re.compile(r"\[(?!\^)[^\]]+\]:\s*(?:<|\.{0,2}/|[A-Za-z][A-Za-z0-9+.-]+:(?=\S)|(?:[\w-]+\.)+[A-Za-z]{2,})")
_LONGEST_LIST_NUMBER = 3  # digits; "1984. A year" is no item of a list


def plain(markdown: str) -> tuple[str | None, str]:
    """The first heading of the first level (None without) and the text without it, a paragraph a line.

    Lines that follow each other are one paragraph in Markdown, yet people who save an article write a paragraph a line:
    they are joined only where they are hard-wrapped.
    """
    between_lines = " " if is_hard_wrapped(markdown) else "\n"
    title: str | None = None
    paragraphs: list[str] = []
    opening, number = "", ""
    for token in _parser().parse(_QUOTED.sub("", _without_comments(markdown))):
        if token.type == "inline":
            text = number + _shown(token.children or (), between_lines)
            if opening == "h1" and title is None:
                # Where a line of "=" stands below several paragraphs, it is the last that it underlines.
                text, _, title = text.rpartition("\n")
            paragraphs += text.split("\n")
            number = ""
        elif token.type == "fence":
            paragraphs += token.content.split("\n")
        elif token.type == "list_item_open" and len(token.info) > _LONGEST_LIST_NUMBER:
            number = f"{token.info}{token.markup} "
        opening = token.tag
    kept = (paragraph.strip() for paragraph in paragraphs)
    return title.strip() if title else None, "\n".join(paragraph for paragraph in kept if paragraph)


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import reference

    def definition(state: "StateBlock", line: int, end_line: int, silent: bool) -> bool:
        begins = _DEFINITION.match(state.src, state.bMarks[line] + state.tShift[line], state.eMarks[line])
        return begins is not None and reference(state, line, end_line, silent)

    parser = MarkdownIt("commonmark").enable("strikethrough")
    # Indented lines and lines of HTML are paragraphs like any other.
    parser.disable(["code", "html_block"])
    parser.block.ruler.at("reference", definition)
    # Addresses are not shown: to escape them takes a third of the time of a text with many.
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return parser


def _without_comments(markdown: str) -> str:
    end = markdown.rfind("-->") + 3  # what opens behind it is never closed: not to be looked through again and again
    return _COMMENT.sub("", markdown[:end]) + markdown[end:] if end > 2 else markdown


def _shown(tokens: "Sequence[Token]", between_lines: str) -> str:
    """The text of a paragraph without its markup and images."""
    shown = []
    for token in tokens:
        if token.type in ("text", "code_inline"):
            shown.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            shown.append(between_lines)
        elif token.type == "html_inline" and _LINE_TAG.match(token.content):
            shown.append("\n")
    return "".join(shown)

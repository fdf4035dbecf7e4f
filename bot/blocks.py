"""Whole blocks of the terminal: an answer with its sources, a sentence in its paragraph, the list of articles."""

from collections.abc import Sequence

from bot.answer import Citation, Draft
from bot.render import NEAREST, closest_rich, context_rich, draft_rich, source_rich
from bot.rich_text import RichText, RichTextBuilder, Style
from index.domain import Span

INDENT = "  "


def answer_block(draft: Draft) -> RichText:
    """The answer and, below, the articles it rests on; for a refusal what came nearest. No blank line inside.

    A sentence that the answer does not already say word for word is quoted under its source.
    """
    builder = RichTextBuilder()
    builder.add_rich(draft_rich(draft))
    said = {statement.text for statement in draft.statements}
    for citations in _by_article(draft.citations):
        builder.add(f"\n{INDENT}")
        builder.add_rich(source_rich(*citations))
        for citation in citations:
            if citation.evidence.text not in said:
                builder.add(f"\n{INDENT}    ")
                builder.add(f"“{one_line(citation.evidence.text)}”", Style.QUOTE)
    if draft.refusal and draft.refusal.closest:
        builder.add(f" {NEAREST}")
        for citation in draft.refusal.closest:
            builder.add(f"\n{INDENT}")
            builder.add_rich(closest_rich(citation))
    return builder.build()


def context_block(citation: Citation, text: str, paragraph: Span) -> RichText:
    """The source and, below, the paragraph with the cited sentence marked."""
    builder = RichTextBuilder()
    builder.add_rich(source_rich(citation))
    builder.add("\n")
    builder.add_rich(context_rich(text, paragraph, citation.evidence))
    return builder.build()


def _by_article(citations: Sequence[Citation]) -> list[list[Citation]]:
    groups: dict[str, list[Citation]] = {}
    for citation in citations:
        groups.setdefault(citation.evidence.source.article_id, []).append(citation)
    return list(groups.values())


def one_line(text: str) -> str:
    """Line ends inside a sentence shown as spaces."""
    return " ".join(text.split("\n"))

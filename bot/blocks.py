"""Whole blocks of the terminal: an answer with its sources, a sentence in its paragraph, the list of articles."""

from collections.abc import Iterator, Sequence

from bot.answer import Citation, Draft, Statement
from bot.render import NEAREST, closest_rich, context_rich, draft_rich, refusal_text, remarks, source_rich
from bot.rich_text import RichText, RichTextBuilder, Style
from index.domain import Span

INDENT = "  "


def answer_block(draft: Draft, *, debug: bool = False) -> RichText:
    """The answer and, below, the articles it rests on; for a refusal what came nearest. No blank line inside."""
    builder = RichTextBuilder()
    if draft.statements:
        builder.add_rich(statements_block(draft.statements))
        builder.add("\n")
    builder.add_rich(rest_block(draft, debug=debug))
    return builder.build()


def statements_block(statements: Sequence[Statement]) -> RichText:
    """A statement a line, with its marks."""
    return draft_rich(Draft(statements=tuple(statements)))


def rest_block(draft: Draft, *, debug: bool = False) -> RichText:
    """What stands below the statements: their sources, or the refusal; why another answerer wrote it; with `debug` what
    was dropped.

    A sentence that the answer does not already say word for word is quoted under its source.
    """
    lines = [*(_quiet(f"{INDENT}{line}") for line in remarks(draft)), *_sources(draft), *_refusal(draft)]
    if draft.note:
        lines.append(_quiet(f"{INDENT}{draft.note}"))
    if debug and draft.writing:
        lines += [_quiet(f"{INDENT}dropped: {one.text} ({one.reason})") for one in draft.writing.dropped]
    builder = RichTextBuilder()
    for number, line in enumerate(lines):
        builder.add("\n" if number else "")
        builder.add_rich(line)
    return builder.build()


def _sources(draft: Draft) -> Iterator[RichText]:
    said = {statement.text for statement in draft.statements}
    for citations in _by_article(draft.citations):
        builder = RichTextBuilder()
        builder.add(INDENT)
        builder.add_rich(source_rich(*citations))
        for citation in citations:
            if citation.evidence.text not in said:
                builder.add(f"\n{INDENT}    ")
                builder.add(f"“{one_line(citation.evidence.text)}”", Style.QUOTE)
        yield builder.build()


def _refusal(draft: Draft) -> Iterator[RichText]:
    if draft.refusal is None:
        return
    builder = RichTextBuilder()
    builder.add(refusal_text(draft.refusal))
    if draft.refusal.closest:
        builder.add(f" {NEAREST}")
        for citation in draft.refusal.closest:
            builder.add(f"\n{INDENT}")
            builder.add_rich(closest_rich(citation))
    yield builder.build()


def _quiet(line: str) -> RichText:
    builder = RichTextBuilder()
    builder.add(line, Style.QUIET)
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

"""Answer -> rich text: the same words in the terminal and in a chat."""

from collections.abc import Sequence
from datetime import date

from bot.answer import Citation, Draft, Reason, Refusal, Statement
from bot.disagreement import disagreeing
from bot.languages import ENGLISH, Say
from bot.links import text_fragment_link
from bot.rich_text import RichText, RichTextBuilder, Style
from index.domain import Evidence, Source, Span

REFUSALS = {
    Reason.NO_ARTICLES: "There are no articles yet.",
    Reason.NO_MATCH: "The articles do not say.",
    Reason.WEAK_MATCH: "The articles do not say.",
    Reason.UNSUPPORTED: "The articles do not say.",
}
UNMENTIONED = "No article mentions {names}."
OR = " or "
NEAREST = "What came nearest:"
READ_AS = "Read as: {question}"
UNANSWERED = "The articles do not say: {question}"
DIFFER = "The articles differ: {which}."
OF_DATE = "[{number}] of {date}"
UNDATED = "[{number}] undated"
ALSO_IN_ONE = "and in 1 other article"
ALSO_IN = "and in {count} other articles"
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def answer_text(draft: Draft) -> str:
    """The answer as one plain line, with its marks; the refusal's sentence when it is one."""
    return draft_rich(draft).text.replace("\n", " ")


def draft_rich(draft: Draft, say: Say = ENGLISH) -> RichText:
    """A statement a line, each followed by the marks of its citations; or the refusal's sentence."""
    builder = RichTextBuilder()
    if draft.refusal is not None:
        builder.add(refusal_text(draft.refusal, say))
    for index, statement in enumerate(draft.statements):
        builder.add("\n" if index else "")
        builder.add_rich(_statement_rich(statement))
    for line in remarks(draft, say):
        builder.add(f"\n{line}", Style.QUIET)
    return builder.build()


def remarks(draft: Draft, say: Say = ENGLISH) -> list[str]:
    """A line each: misspelt words put right, the parts of the question that are not answered, articles that differ."""
    lines = [say.fill(READ_AS, question=draft.read_as)] if draft.read_as else []
    lines += [say.fill(UNANSWERED, question=one) for one in draft.unanswered]
    differing = differing_text(draft.citations, say)
    return [*lines, differing] if differing else lines


def differing_text(citations: Sequence[Citation], say: Say = ENGLISH) -> str:
    """`The articles differ: [1] of 3 May 2024, [2] of 5 May 2024.` where they give different numbers, else nothing."""
    places = sorted({place for pair in disagreeing([one.evidence for one in citations]) for place in pair})
    which = []
    for one in (citations[place] for place in places):
        published = one.evidence.source.published
        day = readable_date(published, say) if published else None
        which.append(say.fill(OF_DATE, number=one.number, date=day) if day else say.fill(UNDATED, number=one.number))
    return say.fill(DIFFER, which=", ".join(which)) if which else ""


def refusal_text(refusal: Refusal, say: Say = ENGLISH) -> str:
    """That the articles do not say, and which names of the question none of them mentions."""
    said = say(REFUSALS[refusal.reason])
    if not refusal.unmentioned:
        return said
    return f"{said} {say.fill(UNMENTIONED, names=say(OR).join(refusal.unmentioned))}"


def source_rich(*citations: Citation, say: Say = ENGLISH) -> RichText:
    """`[1] [2] Title · Author · 3 May 2024 · and in 2 other articles` for citations of one article.

    The title is linked to the first one's sentence where the article has a url; the others say every cited sentence.
    """
    source = citations[0].evidence.source
    link = text_fragment_link(citations[0].evidence)
    builder = RichTextBuilder()
    for citation in citations:
        builder.add(f"[{citation.number}]", Style.MARK)
        builder.add(" ")
    builder.add(source.title, Style.LINK if link else Style.HEADING, link)
    if source.author:
        builder.add(f" · {source.author}", Style.QUIET)
    if source.published:
        builder.add(" · ")
        builder.add(readable_date(source.published, say), Style.DATE, source.published)
    if others := len(frozenset.intersection(*(frozenset(one.evidence.also_in) for one in citations))):
        builder.add(f" · {say(ALSO_IN_ONE) if others == 1 else say.fill(ALSO_IN, count=others)}", Style.QUIET)
    return builder.build()


def closest_rich(citation: Citation) -> RichText:
    """A sentence that came nearest, with its source; it carries no mark, for it supports nothing."""
    builder = RichTextBuilder()
    builder.add(citation.evidence.text, Style.QUOTE)
    builder.add(f" ({source_line(citation.evidence.source)})", Style.QUIET)
    return builder.build()


def source_line(source: Source, say: Say = ENGLISH) -> str:
    """`Title · Author · 3 May 2024`, what of it is known."""
    published = readable_date(source.published, say) if source.published else None
    return " · ".join(part for part in (source.title, source.author, published) if part)


def context_rich(text: str, paragraph: Span, evidence: Evidence) -> RichText:
    """The paragraph `text[start:end]` with the cited sentence marked in it."""
    start, end = paragraph
    builder = RichTextBuilder()
    builder.add(text[start : evidence.start], Style.QUOTE)
    builder.add(text[evidence.start : evidence.end], Style.CITED)
    builder.add(text[evidence.end : end], Style.QUOTE)
    return builder.build()


def readable_date(published: str, say: Say = ENGLISH) -> str:
    """`2024-05-03T10:00:00Z` -> `3 May 2024`; what is no whole ISO 8601 date is shown as it is."""
    try:
        day = date.fromisoformat(published[:10])
    except ValueError:
        return published
    return f"{day.day} {say(MONTHS[day.month - 1])} {day.year}"


def _statement_rich(statement: Statement) -> RichText:
    builder = RichTextBuilder()
    position = 0
    for start, end in statement.focus:
        builder.add(statement.text[position:start])
        builder.add(statement.text[start:end], Style.FOCUS)
        position = end
    builder.add(statement.text[position:])
    for number in statement.citations:
        builder.add(" ")
        builder.add(f"[{number}]", Style.MARK)
    return builder.build()

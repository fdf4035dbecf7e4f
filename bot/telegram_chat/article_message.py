"""Articles in a chat: a cited sentence marked in its paragraph, paged through its article; and the list of articles."""

from collections.abc import Sequence
from dataclasses import replace

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.answer import Citation
from bot.languages import Say
from bot.paragraphs import shown_paragraphs
from bot.render import context_rich, source_line
from bot.rich_text import RichText, RichTextBuilder, Style
from bot.telegram_chat import texts
from bot.telegram_chat.answer_message import source_line_rich
from bot.telegram_chat.answers import GivenAnswer
from bot.telegram_chat.buttons import Press, Verb
from bot.telegram_chat.messages import MOST_UNITS, Block, Outgoing, compose, fitting_end, plain
from index.domain import Span
from index.records import ArticleSummary, StoredArticle

ARTICLES_ON_A_PAGE = 10
ROOM_FOR_SOURCE = 600


def context_message(
    stored: StoredArticle | None, citation: Citation, given: GivenAnswer, say: Say, page: int | None = None
) -> Outgoing:
    """Page `page` of the citation's article, the one with the sentence if None, and buttons to its neighbours."""
    evidence = citation.evidence
    if stored is None:
        return _sentence_alone(texts.ARTICLE_GONE, citation, given, say)
    text = stored.article.text
    if text[evidence.start : evidence.end] != evidence.text:
        return _sentence_alone(texts.ARTICLE_CHANGED, citation, given, say)
    pages = article_pages(stored)
    own = next(index for index, (_, end) in enumerate(pages) if evidence.start < end)
    shown = own if page is None else min(page, len(pages) - 1)
    start, end = pages[shown]
    marked = replace(evidence, start=min(max(evidence.start, start), end), end=max(min(evidence.end, end), start))
    builder = RichTextBuilder()
    builder.add_rich(source_line_rich(citation, say, marked=given.answered))
    builder.add("\n\n")
    builder.add_rich(context_rich(text, (start, end), marked))
    return compose([Block(builder.build())], _page_buttons(given.id, citation.number, shown, own, len(pages), say))[0]


def article_pages(stored: StoredArticle) -> list[Span]:
    """The article's paragraphs; one too long for a message is cut between words."""
    text = stored.article.text
    pages: list[Span] = []
    for start, paragraph_end in shown_paragraphs(stored):
        while start < paragraph_end:
            end = fitting_end(text[:paragraph_end], start, MOST_UNITS - ROOM_FOR_SOURCE)
            pages.append((start, end))
            start = end
    return pages


def articles_message(summaries: Sequence[ArticleSummary], offset: int, say: Say, *, with_ids: bool = False) -> Outgoing:
    """Ten articles from `offset` on, newest first, with buttons to the next and previous ten."""
    if not summaries:
        return plain(say(texts.NO_ARTICLES))
    offset = min(offset, (len(summaries) - 1) // ARTICLES_ON_A_PAGE * ARTICLES_ON_A_PAGE)
    title = say(texts.ONE_ARTICLE) if len(summaries) == 1 else say.fill(texts.ARTICLES, count=len(summaries))
    blocks = [Block(RichText(title))]
    for number, summary in enumerate(summaries[offset : offset + ARTICLES_ON_A_PAGE], start=offset + 1):
        before = "\n\n" if number == offset + 1 else "\n"
        builder = RichTextBuilder()
        builder.add(f"{number}. {source_line(summary.source, say)}")
        if with_ids:
            builder.add("\n")
            builder.add(f"/remove {summary.source.article_id}", Style.COPIED)
        blocks.append(Block(builder.build(), before=before))
    row = []
    if offset:
        row.append(_list_button(say(texts.NEWER), offset - ARTICLES_ON_A_PAGE))
    if offset + ARTICLES_ON_A_PAGE < len(summaries):
        row.append(_list_button(say(texts.OLDER), offset + ARTICLES_ON_A_PAGE))
    return compose(blocks, InlineKeyboardMarkup([row]) if row else None)[0]


def _list_button(label: str, offset: int) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=Press(Verb.ARTICLES, number=max(offset, 0)).data())


def _sentence_alone(why: str, citation: Citation, given: GivenAnswer, say: Say) -> Outgoing:
    builder = RichTextBuilder()
    builder.add_rich(source_line_rich(citation, say, marked=given.answered))
    builder.add("\n")
    builder.add(citation.evidence.text, Style.CITED)
    return compose([Block(RichText(say(why))), Block(builder.build(), quoted=True, before="\n\n")])[0]


def _page_buttons(answer: int, number: int, shown: int, own: int, pages: int, say: Say) -> InlineKeyboardMarkup | None:
    wanted = [
        (texts.PARAGRAPH_BEFORE, shown - 1, shown > 0),
        (texts.TO_SENTENCE, own, shown != own),
        (texts.PARAGRAPH_AFTER, shown + 1, shown + 1 < pages),
    ]
    row = [
        InlineKeyboardButton(say(label), callback_data=Press(Verb.PAGE, answer, number, page).data())
        for label, page, useful in wanted
        if useful
    ]
    return InlineKeyboardMarkup([row]) if row else None

"""Answer -> messages: the statements with their marks, and below, a citation each in an expandable blockquote."""

from collections.abc import Sequence
from dataclasses import replace

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from bot.answer import Citation, Draft, Reason, Refusal
from bot.languages import Say
from bot.render import draft_rich, remarks, source_rich
from bot.rich_text import RichText, RichTextBuilder, Style
from bot.telegram_chat import texts
from bot.telegram_chat.buttons import RATINGS, Press, Verb
from bot.telegram_chat.messages import Block, Outgoing, compose, plain, utf16_length

BUTTONS_IN_A_ROW = 3
MOST_COPY_UNITS = 256
BLANK_LINE = "\n\n"
Row = list[InlineKeyboardButton]


def answer_messages(draft: Draft, answer: int, say: Say) -> tuple[Outgoing, ...]:
    """The messages for a draft that is stored under the id `answer`."""
    if draft.refusal is not None:
        return _refusal_messages(draft, draft.refusal, answer, say)
    blocks = [Block(draft_rich(Draft(statements=(statement,)))) for statement in draft.statements]
    blocks += [
        Block(RichText(line), before="\n" if index else BLANK_LINE) for index, line in enumerate(remarks(draft, say))
    ]
    blocks += [*_note_blocks(draft, say), *_quotes([_cited_rich(one, say) for one in draft.citations], BLANK_LINE)]
    rows = [*context_rows(draft.citations, answer, say(texts.IN_CONTEXT)), _copy_row(draft.citations, say)]
    if len(draft.citations) == 1:
        rows = [[*rows[0], *rows[1]]]
    more = InlineKeyboardButton(say(texts.MORE_LIKE_THIS), callback_data=Press(Verb.MORE, answer).data())
    rows.append([more, *_rating_buttons(answer)])
    return compose(blocks, InlineKeyboardMarkup([row for row in rows if row]))


def growing_message(draft: Draft) -> Outgoing:
    """What a model has written so far, plain; of what is too long for one message the beginning."""
    return plain(compose([Block(RichText(f"{draft_rich(Draft(draft.statements)).text} …"))])[0].text)


def evidence_messages(title: str, citations: Sequence[Citation], answer: int, say: Say) -> tuple[Outgoing, ...]:
    """Sentences alone under a title, each quoted with its source and a button to its paragraph."""
    blocks = [Block(RichText(say(title))), *_quotes([found_rich(one, say, marked=True) for one in citations])]
    return compose(blocks, InlineKeyboardMarkup(context_rows(citations, answer, say(texts.IN_CONTEXT))))


def context_rows(citations: Sequence[Citation], answer: int, label: str) -> list[Row]:
    """A button a citation that opens the sentence in its paragraph."""
    buttons = [
        InlineKeyboardButton(
            label.format(number=citation.number),
            callback_data=Press(Verb.CONTEXT, answer, citation.number).data(),
        )
        for citation in citations
    ]
    return [buttons[start : start + BUTTONS_IN_A_ROW] for start in range(0, len(buttons), BUTTONS_IN_A_ROW)]


def _copy_row(citations: Sequence[Citation], say: Say) -> Row:
    """Buttons that put a quote on the clipboard, for the quotes that Telegram finds short enough."""
    return [
        InlineKeyboardButton(
            say(texts.COPY_QUOTE).format(number=citation.number), copy_text=CopyTextButton(citation.evidence.text)
        )
        for citation in citations
        if utf16_length(citation.evidence.text) <= MOST_COPY_UNITS
    ]


def _quotes(quoted: Sequence[RichText], before: str = "\n") -> list[Block]:
    """A quoted block each; `before` stands before the first."""
    return [Block(rich, quoted=True, before="\n" if number else before) for number, rich in enumerate(quoted)]


def _note_blocks(draft: Draft, say: Say) -> list[Block]:
    """That a language model failed, in words for readers; the log has the reason."""
    if not draft.note:
        return []
    broke_off = draft.writing is not None and draft.writing.first_seconds is not None
    return [Block(RichText(say(texts.BROKE_OFF if broke_off else texts.WITHOUT_MODEL)), before=BLANK_LINE)]


def _rating_buttons(answer: int) -> Row:
    return [InlineKeyboardButton(label, callback_data=Press(verb, answer).data()) for verb, label in RATINGS.items()]


def _refusal_messages(draft: Draft, refusal: Refusal, answer: int, say: Say) -> tuple[Outgoing, ...]:
    blocks = [Block(draft_rich(draft, say)), *_note_blocks(draft, say)]
    if refusal.reason is Reason.NO_ARTICLES:
        return compose(blocks)
    if refusal.closest:
        blocks.append(Block(RichText(say(texts.NEAREST)), before=BLANK_LINE))
    blocks += _quotes([found_rich(one, say, marked=False) for one in refusal.closest])
    rows = context_rows(refusal.closest, answer, say(texts.NEAREST_IN_CONTEXT))
    return compose(blocks, InlineKeyboardMarkup([*rows, _rating_buttons(answer)]))


def _cited_rich(citation: Citation, say: Say) -> RichText:
    """The source, and on the next line the sentence."""
    builder = RichTextBuilder()
    builder.add_rich(source_line_rich(citation, say, marked=True))
    builder.add("\n")
    builder.add(citation.evidence.text, Style.QUOTE)
    return builder.build()


def found_rich(citation: Citation, say: Say, *, marked: bool) -> RichText:
    """The sentence, and on the next line its source: a folded quote shows three lines, which a title alone can fill."""
    builder = RichTextBuilder()
    if marked:
        builder.add(f"[{citation.number}]", Style.MARK)
        builder.add(" ")
    builder.add(citation.evidence.text, Style.QUOTE)
    builder.add("\n")
    builder.add_rich(source_line_rich(citation, say, marked=False))
    return builder.build()


def source_line_rich(citation: Citation, say: Say, *, marked: bool) -> RichText:
    """The citation's source; without its mark where it supports nothing that was said."""
    rich = source_rich(citation, say=say)
    mark = f"[{citation.number}] "
    if marked or not rich.text.startswith(mark):
        return rich
    cut = len(mark)
    kept = [span for span in rich.spans if span.start >= cut]
    moved = tuple(replace(span, start=span.start - cut, end=span.end - cut) for span in kept)
    return RichText(rich.text[cut:], moved)

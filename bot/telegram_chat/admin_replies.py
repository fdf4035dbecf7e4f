"""What admins are told: how a change of the articles goes, figures of use, and what readers rated."""

from typing import TYPE_CHECKING

from bot.article_desk import DeskReport
from bot.languages import Say
from bot.reasons import say_error, say_named, say_reason
from bot.rich_text import RichText
from bot.telegram_chat import texts
from bot.telegram_chat.buttons import RATINGS, Verb
from bot.telegram_chat.messages import Block, Messages, Outgoing, compose, plain
from bot.telegram_chat.usage import Rated, Usage

if TYPE_CHECKING:
    from index.adding import Added
    from index.build import Progress

MOST_LINES = 20


def progress_text(progress: "Progress | None", say: Say) -> str:
    """How far the index run is; None when it begins."""
    if progress is None:
        return say(texts.INDEXING)
    return say.fill(texts.INDEXED_SO_FAR, done=progress.files_done, files=progress.files, passages=progress.passages)


def report_message(report: DeskReport, say: Say) -> Outgoing:
    """What was done and what was not, a line each; of many, the first."""
    lines = [
        say.fill(_change_text(one), what=f"{one.title} ({one.file})" if one.title else one.file) for one in report.added
    ]
    lines += [say.fill(texts.REMOVED, what=one.article_id) for one in report.removed]
    lines += [say.fill(texts.NOT_DONE, what=say_error(one, say)) for one in report.failures]
    if len(lines) > MOST_LINES:
        lines = [*lines[:MOST_LINES], "…"]
    if report.trouble:
        lines.append(say.fill(texts.INDEX_FAILED, why=say_reason(report.trouble, say)))
    if index := report.index:
        lines.append(
            say.fill(
                texts.INDEX_NOW,
                added=index.added,
                changed=index.changed,
                removed=index.removed,
                unchanged=index.unchanged,
                seconds=say.decimal(index.seconds, 1),
            )
        )
        lines += [
            say.fill(texts.NOT_DONE, what=say_named(file, reason, say)) for file, reason in index.failed[:MOST_LINES]
        ]
    return compose([Block(RichText(line)) for line in lines])[0]


def usage_messages(usage: Usage, say: Say) -> Messages:
    """/stats"""
    seconds = {name: "-" if value is None else say.decimal(value, 2) for name, value in usage.percentiles.items()}
    return (
        plain(
            say.fill(
                texts.STATS,
                days=usage.days,
                questions=usage.questions,
                people=usage.people,
                refused=usage.refused,
                good=usage.good,
                bad=usage.bad,
                **seconds,
            )
        ),
    )


def feedback_messages(rated: list[Rated], say: Say) -> Messages:
    """/feedback"""
    if not rated:
        return (plain(say(texts.NO_FEEDBACK)),)
    blocks = [Block(RichText(say(texts.FEEDBACK)))]
    blocks += [Block(RichText(f"{RATINGS[Verb.GOOD if one.good else Verb.BAD]} {one.question}")) for one in rated]
    return compose(blocks)


def _change_text(added: "Added") -> str:
    return {"added": texts.ADDED, "updated": texts.UPDATED, "unchanged": texts.UNCHANGED}[added.change.value]

"""A chat as its reader saw it, in a notation that can be read and compared.

**bold** __italic__ ++underline++ ~~strikethrough~~ ||spoiler|| `code` [label](url) {2024-03-05 12:00 UTC}; quotes
stand behind "> ", expandable ones behind ">! "; a row of buttons is [one] [two], a link button [label → url], one that
copies [label ⧉ text]; the preview of a link shows as (link preview). A message that was edited stands there once for
each time it read otherwise. Ids and times of sending do not show, so that two runs read alike.
"""

from datetime import UTC, datetime

from tests.telegram_server.nouns import Button, Entity, Message, Place, RichText
from tests.telegram_server.rich_text import utf16_length, utf16_slice
from tests.telegram_server.state import World

INDENT = "  "
Known = dict[tuple[int, int], Message]
_MARKS = {
    "bold": "**",
    "italic": "__",
    "underline": "++",
    "strikethrough": "~~",
    "spoiler": "||",
    "code": "`",
    "pre": "```",
}
_LINKS = {"url", "text_link"}
_QUOTES = {"blockquote": "> ", "expandable_blockquote": ">! "}


def show_timeline(world: World, place: Place) -> str:
    """Messages as they came and as they were edited, and what else happened, in order."""
    parts: list[str] = []
    known: Known = {}
    for spot, item in world.timeline:
        if spot.chat_id != place.chat_id or place.thread_id not in {None, spot.thread_id}:
            continue
        if isinstance(item, str):
            parts.append(item)
        else:
            known[item.chat_id, item.message_id] = item
            parts.append(show_message(world, item, known))
    return "\n\n".join(parts) + "\n"


def show_message(world: World, message: Message, known: Known) -> str:
    """A headline with the sender, then the content and the buttons, indented; `known` has what it may reply to."""
    if message.service is not None:
        return f"({', '.join(message.service)})"
    lines = [_headline(world, message, known)]
    if message.attachment is not None:
        size = (
            f"{message.attachment.seconds} s"
            if message.attachment.kind == "voice"
            else f"{message.attachment.size} bytes"
        )
        lines.append(f"{INDENT}<{message.attachment.kind} {message.attachment.name}, {size}>".replace(" ,", ","))
    lines += [f"{INDENT}{line}".rstrip() for line in show_text(message.content).split("\n") if message.text]
    if message.sender.is_bot and message.link_preview and any(one.type in _LINKS for one in message.content.entities):
        lines.append(f"{INDENT}(link preview)")
    lines += [INDENT + " ".join(map(_show_button, row)) for row in message.keyboard]
    lines += [f"{INDENT}({emoji} {name})" for name, emoji in message.reactions]
    return "\n".join(lines)


def _headline(world: World, message: Message, known: Known) -> str:
    topics = world.chats[message.chat_id].topics or {}
    headline = f"#{topics[message.thread_id]} " if message.thread_id in topics and message.thread_id else ""
    headline += message.sender.first_name
    if message.forwarded_from is not None:
        headline += f" (forwarded from {message.forwarded_from.first_name})"
    if message.inline_message_id is not None:
        headline += f" (via @{world.bot.username})"
    if message.edit_date is not None:
        headline += " (edited)"
    replied = known.get((message.chat_id, message.reply_to or 0))
    if replied is not None and replied.service is None:
        kind = replied.attachment.kind if replied.attachment is not None else ""
        start = (message.quote or replied.text or kind).split("\n")[0]
        headline += f" (to {replied.sender.first_name}: {start[:40]}{'…' if len(start) > 40 else ''})"
    return f"{headline}:"


def _show_button(button: Button) -> str:
    target = f" → {button.url}" if button.url else f" ⧉ {button.copy_text}" if button.copy_text else ""
    return f"[{button.text}{target}]"


def show_text(content: RichText) -> str:
    """The text with its entities written out."""
    inserts: dict[int, list[tuple[tuple[int, int], str]]] = {}
    for entity in content.entities:
        opening, closing = _marks(entity)
        # at one place: what ends comes first, the shortest of it before the longer; of what begins, the longest first
        inserts.setdefault(entity.offset, []).append(((1, -entity.length), opening))
        inserts.setdefault(entity.end, []).append(((0, entity.length), closing))
    shown, position = "", 0
    for offset in sorted(inserts):
        shown += utf16_slice(content.text, position, offset - position)
        shown += "".join(mark for _, mark in sorted(inserts[offset], key=lambda insert: insert[0]))
        position = offset
    shown += utf16_slice(content.text, position, utf16_length(content.text) - position)
    return _write_out_quotes(shown)


_QUOTE_BEGIN, _QUOTE_FOLD, _QUOTE_END = "\ue000", "\ue001", "\ue002"


def _marks(entity: Entity) -> tuple[str, str]:
    if entity.type in _MARKS:
        return _MARKS[entity.type], _MARKS[entity.type]
    if entity.type in _QUOTES:
        return (_QUOTE_BEGIN if entity.type == "blockquote" else _QUOTE_FOLD), _QUOTE_END
    if entity.type == "text_link":
        return "[", f"]({entity.url})"
    if entity.type == "text_mention":
        return "[", f"](user {entity.user_id})"
    if entity.type == "date_time":
        moment = datetime.fromtimestamp(entity.unix_time or 0, UTC)
        style = f" {entity.date_time_format}" if entity.date_time_format else ""
        return "", f" {{{moment:%Y-%m-%d %H:%M} UTC{style}}}"
    return "", ""


def _write_out_quotes(shown: str) -> str:
    """Quotes as lines with a mark in front; one that begins or ends within a line breaks the line."""
    lines: list[str] = []
    prefix, line = "", ""
    for character in shown:
        if character in (_QUOTE_BEGIN, _QUOTE_FOLD):
            if line:
                lines.append(prefix + line)
            prefix, line = _QUOTES["blockquote" if character == _QUOTE_BEGIN else "expandable_blockquote"], ""
        elif character == _QUOTE_END:
            lines.append(prefix + line)
            prefix, line = "", _ENDED
        elif character == "\n":
            if line != _ENDED:
                lines.append(prefix + line)
            line = ""
        else:
            line = character if line == _ENDED else line + character
    if line != _ENDED:
        lines.append(prefix + line)
    return "\n".join(lines)


_ENDED = "\ue003"  # stands for the line right behind a quote: nothing yet, not even empty

"""The rules for inline keyboards and for the list of commands. Pure functions."""

import re

from tests.telegram_server.nouns import Button, Keyboard
from tests.telegram_server.parameters import Fields
from tests.telegram_server.refusal import bad_request
from tests.telegram_server.rich_text import is_link, utf16_length

MAX_BUTTONS = 100
MAX_CALLBACK_BYTES = 64
MAX_COPY_UNITS = 256
MAX_COMMANDS = 100
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_ACTIONS = ("callback_data", "url", "switch_inline_query", "switch_inline_query_current_chat")


def read_keyboard(markup: Fields | None) -> Keyboard:
    """The inline keyboard of a call; the other kinds of reply markup are accepted and not shown."""
    if markup is None or not markup.has("inline_keyboard"):
        return ()
    rows = tuple(
        tuple(_read_button(Fields(button, "inline keyboard button")) for button in row)
        for row in markup.items("inline_keyboard")
        if isinstance(row, list) and row
    )
    if sum(map(len, rows)) > MAX_BUTTONS:
        raise bad_request("reply markup is too long")
    return rows


def _read_button(fields: Fields) -> Button:
    text = fields.text("text")
    if not text.strip():
        raise bad_request("can't parse inline keyboard button: button text must be non-empty")
    copy = fields.record("copy_text")
    button = Button(
        text,
        callback_data=fields.optional_text("callback_data") or None,
        url=fields.optional_text("url") or None,
        copy_text=copy.text("text") if copy is not None else None,
        switch_inline_query=fields.optional_text("switch_inline_query"),
        switch_inline_query_current_chat=fields.optional_text("switch_inline_query_current_chat"),
    )
    actions = sum(getattr(button, name) is not None for name in (*_ACTIONS, "copy_text"))
    if actions == 0:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if actions > 1:
        raise bad_request("can't parse inline keyboard button: exactly one optional field must be used")
    if button.callback_data is not None and len(button.callback_data.encode()) > MAX_CALLBACK_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    if button.url is not None and not is_link(button.url):
        raise bad_request(f"inline keyboard button URL '{button.url}' is invalid: Wrong HTTP URL")
    if button.copy_text is not None and not 1 <= utf16_length(button.copy_text) <= MAX_COPY_UNITS:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    return button


def read_commands(items: list[object]) -> tuple[tuple[str, str], ...]:
    """(name, description) of each command of a setMyCommands call."""
    commands: list[tuple[str, str]] = []
    for item in items:
        fields = Fields(item, "BotCommand")
        name, description = fields.text("command").removeprefix("/"), fields.text("description").strip()
        if not _COMMAND.fullmatch(name):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= utf16_length(description) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
        commands.append((name, description))
    if len(commands) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    return tuple(commands)

"""What a call brings: form fields become typed values in one place, and reading one of the wrong type is a 400."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from tests.telegram_server.refusal import bad_request

JSON_FIELDS = frozenset(
    [
        "allowed_updates",
        "caption_entities",
        "commands",
        "entities",
        "link_preview_options",
        "reaction",
        "reply_markup",
        "reply_parameters",
        "results",
        "scope",
        "button",
    ]
)
INTEGER_FIELDS = frozenset(
    [
        "chat_id",
        "message_id",
        "message_thread_id",
        "offset",
        "limit",
        "timeout",
        "user_id",
        "draft_id",
        "max_connections",
        "cache_time",
    ]
)
FLAG_FIELDS = frozenset(
    [
        "allow_sending_without_reply",
        "disable_notification",
        "drop_pending_updates",
        "is_big",
        "is_personal",
        "protect_content",
        "show_alert",
    ]
)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a call."""

    name: str
    mime_type: str
    content: bytes


def decode(form: Mapping[str, object]) -> dict[str, object]:
    """The parameters of a call as values. Raises ApiError (400) for JSON that is none and numbers that are none."""
    return {name: _decode_field(name, value) for name, value in form.items()}


def _decode_field(name: str, value: object) -> object:
    if not isinstance(value, str):
        return value
    if name in JSON_FIELDS:
        try:
            parsed: object = json.loads(value)
        except ValueError as error:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from error
        return parsed
    if name in INTEGER_FIELDS:
        try:
            return int(value)
        except ValueError:
            return value  # refused, if at all, by the method that reads it: a chat_id may be a @username
    if name in FLAG_FIELDS:
        return value.lower() in {"true", "1", "yes"}
    return value


class Fields:
    """Typed reading of a JSON object; `what` names it in refusals."""

    def __init__(self, values: object, what: str = "parameters") -> None:
        if not isinstance(values, Mapping):
            raise bad_request(f"can't parse {what}: expected an Object")
        self.values: Mapping[str, object] = values
        self._what = what

    def has(self, name: str) -> bool:
        return self.values.get(name) is not None

    def text(self, name: str, default: str = "") -> str:
        value = self.values.get(name, default)
        if not isinstance(value, str):
            raise bad_request(f'can\'t parse {self._what}: Field "{name}" must be of type String')
        return value

    def optional_text(self, name: str) -> str | None:
        return self.text(name) if self.has(name) else None

    def integer(self, name: str, default: int | None = None) -> int:
        value = self.values.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int):
            raise bad_request(f'can\'t parse {self._what}: Field "{name}" must be of type Number')
        return value

    def optional_integer(self, name: str) -> int | None:
        return self.integer(name) if self.has(name) else None

    def flag(self, name: str) -> bool:
        value = self.values.get(name, False)
        if not isinstance(value, bool):
            raise bad_request(f'can\'t parse {self._what}: Field "{name}" must be of type Boolean')
        return value

    def items(self, name: str) -> list[object]:
        value = self.values.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            raise bad_request(f'can\'t parse {self._what}: Field "{name}" must be of type Array')
        return value

    def record(self, name: str) -> "Fields | None":
        return Fields(self.values[name], name) if self.has(name) else None

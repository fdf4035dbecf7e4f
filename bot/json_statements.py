"""The JSON object of the prompt `answer_json`, read while it grows."""

import json
import re
from collections.abc import Sequence

_LIST = re.compile(r'"(?:statements|answers?)"\s*:\s*\[')
_FOUND = re.compile(r'"found"\s*:\s*(true|false)', re.IGNORECASE)
_SINGLE = ("text", "statement", "answer", "sentence")
MOST_STATEMENTS = 3
MOST_CITED = 2
_CITING = ("cite", "citations", "cites", "marks", "mark")

Part = tuple[str, tuple[str, ...]]


def answer_schema(marks: Sequence[str], *, bounded: bool = False) -> dict[str, object]:
    """The JSON schema of a reply: what it cites can only be one of the marks.

    `bounded` says how long lists may be, which keeps small models from listing every mark; not every server takes it.
    """
    cited: dict[str, object] = {"type": "array", "items": {"type": "string", "enum": list(marks)}}
    statement = {
        "type": "object",
        "properties": {
            "text": {"type": "string"},
            "cite": cited | ({"minItems": 1, "maxItems": MOST_CITED} if bounded else {}),
        },
        "required": ["text", "cite"],
        "additionalProperties": False,
    }
    statements: dict[str, object] = {"type": "array", "items": statement}
    return {
        "type": "object",
        "properties": {
            "found": {"type": "boolean"},
            "statements": statements | ({"maxItems": MOST_STATEMENTS} if bounded else {}),
        },
        "required": ["found", "statements"],
        "additionalProperties": False,
    }


class JsonStatements:
    """Gives each statement as soon as its object is closed. What is no such object gives nothing."""

    def __init__(self) -> None:
        self._text = ""
        self._next: int | None = None
        self._given = False

    @property
    def not_found(self) -> bool:
        """Whether the object says so."""
        found = _FOUND.search(self._text)
        return found is not None and found.group(1).lower() == "false"

    def feed(self, piece: str) -> list[Part]:
        """The statements that the piece completes."""
        self._text += piece
        if self._next is None:
            if not (opened := _LIST.search(self._text)):
                return []
            self._next = opened.end()
        return self._objects(self._next)

    def close(self) -> list[Part]:
        """At the end: the one statement of a model that made no list."""
        if self._given or self._next is not None:
            return []
        start = self._text.find("{")
        try:
            whole, _ = json.JSONDecoder().raw_decode(self._text[max(start, 0) :])
        except json.JSONDecodeError:
            return []
        return _part(whole)

    def _objects(self, position: int) -> list[Part]:
        parts: list[Part] = []
        decoder = json.JSONDecoder()
        while True:
            gap = re.compile(r"[\s,]*").match(self._text, position)
            start = gap.end() if gap else position
            if self._text[start : start + 1] not in ("{", '"'):
                break
            try:
                one, position = decoder.raw_decode(self._text, start)
            except json.JSONDecodeError:
                break
            parts += _part(one)
        self._next = position
        self._given = self._given or bool(parts)
        return parts


def _part(one: object) -> list[Part]:
    """The statement of an object, with the marks it cites whatever they are called; a bare text cites nothing."""
    if isinstance(one, str):
        return [(one, ())]
    if not isinstance(one, dict):
        return []
    text = next((one[name] for name in _SINGLE if isinstance(one.get(name), str)), "")
    cited: object = next((one[name] for name in _CITING if name in one), [])
    marks = cited if isinstance(cited, list) else [cited]
    names = (name for mark in marks for name in re.findall(r"[A-Za-z0-9]+", str(mark)))
    return [(text, tuple(dict.fromkeys(name.lower() for name in names)))] if text else []

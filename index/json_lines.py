"""JSON Lines -> drafts with their ids, line by line, so that one broken line does not cost the others."""

import gzip
import hashlib
import json
import unicodedata
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from index.draft import Draft, draft_from_fields
from index.plain_text import fault

MAX_LINE_BYTES = 20_000_000
_MARK = b"\xef\xbb\xbf"


def read_json_lines(path: Path) -> Iterator[tuple[str, Draft] | str]:
    """An id and a draft for every good line, a reason for every bad one. OSError when the file cannot be opened.

    The encoding is UTF-8, with or without a byte order mark, as the format demands. A line without an id gets one from
    its text, so that adding a line above it changes nothing.
    """
    seen: dict[str, int] = {}
    with _opened(path) as file:
        number = 0
        while line := _next_line(file):
            number += 1
            if isinstance(line, str):
                yield line
                return
            if number == 1:
                line = line.removeprefix(_MARK)
            if not line.strip():
                continue
            try:
                article_id, draft = _parse(line)
            except ValueError as error:
                yield f"line {number}: {error}"
                continue
            if article_id in seen:
                yield f"line {number}: the id {article_id!r} stands on line {seen[article_id]} already; ids must differ"
                continue
            seen[article_id] = number
            yield article_id, draft
    if not number:
        yield "the file is empty"


def article_lines(path: Path) -> Iterator[tuple[str | None, bytes]]:
    """Every line as it is, with the id of its article, None where it holds none. OSError when it cannot be read."""
    with _opened(path) as file:
        first = readable = True
        try:
            while line := file.readline(MAX_LINE_BYTES + 1):
                readable = readable and len(line) <= MAX_LINE_BYTES and b"\0" not in line
                yield (_id_of(line.removeprefix(_MARK) if first else line) if readable else None), line
                first = False
        except (zlib.error, EOFError) as error:
            raise OSError(f"broken gzip: {error}") from error


def is_json_lines(name: str) -> bool:
    """Whether a file's name says that it is of this format."""
    return name.lower().endswith((".jsonl", ".jsonl.gz"))


def open_for_writing(path: Path, like: Path) -> BinaryIO:
    """A new file that is compressed if the other is."""
    return cast(BinaryIO, gzip.open(path, "wb")) if like.suffix.lower() == ".gz" else path.open("wb")


def _id_of(line: bytes) -> str | None:
    try:
        return _parse(line)[0]
    except ValueError:
        return None


def _opened(path: Path) -> BinaryIO:
    return cast(BinaryIO, gzip.open(path)) if path.suffix.lower() == ".gz" else path.open("rb")


def _next_line(file: BinaryIO) -> bytes | str:
    """The next line, empty at the end; a reason when nothing more can be read."""
    try:
        line = file.readline(MAX_LINE_BYTES + 1)
    except (gzip.BadGzipFile, zlib.error, EOFError) as error:
        return f"broken gzip: {error}"
    if b"\0" in line:
        return "binary, not JSON Lines in UTF-8"
    if len(line) > MAX_LINE_BYTES:
        return f"a line is longer than {MAX_LINE_BYTES // 1_000_000} MB: is this JSON Lines, one object a line?"
    return line


def _parse(line: bytes) -> tuple[str, Draft]:
    try:
        fields = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise ValueError(f"not UTF-8 at byte {error.start}") from error
    except json.JSONDecodeError as error:
        raise ValueError(f"broken JSON at character {error.pos + 1}: {error.msg}") from error
    except RecursionError as error:
        raise ValueError("the JSON is nested too deeply") from error
    text = fields.get("text", "") if isinstance(fields, dict) else None
    if not isinstance(text, str) or not text.strip():
        raise ValueError("an object with the article under `text` is needed")
    text = unicodedata.normalize("NFC", text)
    if reason := fault(text):
        raise ValueError(f"`text`: {reason}")
    draft = draft_from_fields(text, {name.lower(): value for name, value in fields.items()})
    return _id(fields.get("id"), text), draft


def _id(value: object, text: str) -> str:
    if isinstance(value, int | str) and not isinstance(value, bool):
        article_id = " ".join(unicodedata.normalize("NFC", str(value)).split())
        if reason := fault(article_id):
            raise ValueError(f"`id`: {reason}")
        if article_id:
            return article_id
    elif value is not None:
        raise ValueError("`id` is neither a string nor a number")
    return hashlib.sha256(text.encode()).hexdigest()[:16]

"""Bytes of a file or a pipe -> lines of text, one by one, so that a line that cannot be read costs no other."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_MARK = b"\xef\xbb\xbf"  # some editors begin every file with it


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A line that is not UTF-8; `reason` says where."""

    reason: str


def text_lines(lines: Iterable[bytes]) -> Iterator[str | Unreadable]:
    """Each line as text, with its end. The encoding is UTF-8, with or without a byte order mark."""
    for number, line in enumerate(lines, start=1):
        try:
            yield (line.removeprefix(_MARK) if number == 1 else line).decode("utf-8")
        except UnicodeDecodeError as error:
            yield Unreadable(f"line {number} is not UTF-8 at byte {error.start + 1}")

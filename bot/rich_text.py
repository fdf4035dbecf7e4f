"""Text plus styled spans, no markup: what a terminal and a chat both render, and nothing an article says can break."""

from dataclasses import dataclass, field
from enum import StrEnum


class Style(StrEnum):
    """What a span is; how it looks is for the terminal or the chat to say."""

    MARK = "mark"  # a citation's number in an answer
    FOCUS = "focus"  # the words that answer
    HEADING = "heading"
    QUOTE = "quote"  # an article's own words
    CITED = "cited"  # the cited sentence inside its paragraph
    LINK = "link"  # `target` is a url
    DATE = "date"  # `target` is an ISO 8601 date
    QUIET = "quiet"
    COPIED = "copied"  # what people take to type it elsewhere


@dataclass(frozen=True, slots=True)
class StyledSpan:
    """`text[start:end]`, in code points, in a style; spans may nest."""

    start: int
    end: int
    style: Style
    target: str | None = None


@dataclass(frozen=True, slots=True)
class RichText:
    """A text and its styled spans, in the order in which they were added."""

    text: str
    spans: tuple[StyledSpan, ...] = ()


@dataclass(slots=True)
class RichTextBuilder:
    """Puts a RichText together piece by piece."""

    _pieces: list[str] = field(default_factory=list)
    _spans: list[StyledSpan] = field(default_factory=list)
    _length: int = 0

    def add(self, piece: str, style: Style | None = None, target: str | None = None) -> None:
        """Append `piece`, in `style` if one is given."""
        if style is not None and piece:
            self._spans.append(StyledSpan(self._length, self._length + len(piece), style, target))
        self._pieces.append(piece)
        self._length += len(piece)

    def add_rich(self, rich: RichText, style: Style | None = None) -> None:
        """Append a whole RichText, in `style` around its own spans if one is given."""
        offset = self._length
        self.add(rich.text, style)
        self._spans.extend(
            StyledSpan(span.start + offset, span.end + offset, span.style, span.target) for span in rich.spans
        )

    def build(self) -> RichText:
        """What was put together so far."""
        return RichText("".join(self._pieces), tuple(self._spans))

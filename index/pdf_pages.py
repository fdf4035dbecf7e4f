"""PDF -> the text of its pages in reading order: columns one after the other, paragraphs whole, headers left out.

pypdf's plain mode gives the characters and the spaces between them but reads across columns where a page was drawn row
by row, and its layout mode keeps columns side by side; so the pieces are taken with their places and put in order here.
"""

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from index.domain import Dropped
from index.draft import Draft, property_text

if TYPE_CHECKING:
    from pypdf import PageObject

_SENTENCE_END = re.compile(r"[.!?…:][\"”’»)\]]*$")
_PAGE_NUMBER = re.compile(r"(?:page\s*)?[-–—]?\s*\d{1,4}\s*[-–—]?(?:\s*(?:of|/)\s*\d{1,4})?", re.IGNORECASE)
_FEWEST_LINES = 4
_EDGE_LINES = 2
# A damaged file makes pypdf stumble over its own objects, so more than its own errors come out.
_DAMAGE = (
    ValueError,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    NotImplementedError,
    AssertionError,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its left end and base line in points from the lower left, the size of its letters, its column."""

    x: float
    y: float
    size: float
    text: str
    column: int = 0


def read_pdf(data: bytes) -> Draft:
    """The text of a PDF. ValueError when it is broken, locked or a scan."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    try:
        reader = PdfReader(BytesIO(data))
        locked = reader.is_encrypted and not reader.decrypt("")
        pages = [] if locked else [_in_order(_lines(page)) for page in reader.pages]
        title, owner = (reader.metadata.title, reader.metadata.author) if reader.metadata else (None, None)
    except DependencyError as error:  # AES, for which pypdf needs another library
        raise ValueError("encrypted PDF; save it without encryption") from error
    except (PyPdfError, *_DAMAGE) as error:
        raise ValueError(f"broken PDF: {str(error) or type(error).__name__}") from error
    if locked:
        raise ValueError("the PDF is locked with a password; save it without one")
    pages, dropped = _without_headers(pages)
    lines = [line for page in pages for line in page]
    if not lines:
        raise ValueError("no text in this PDF; if it is a scan, run it through text recognition first")
    paragraphs = _paragraphs(lines)
    body_size = Counter(round(line.size) for line in lines for _ in line.text).most_common(1)[0][0]
    printed_title = paragraphs[0][1] if paragraphs[0][0] > 1.2 * body_size else None
    return Draft(
        body="\n".join(text for _, text in paragraphs),
        title=printed_title or property_text(title),
        owner=property_text(owner),
        dropped=tuple(dropped),
    )


def _lines(page: "PageObject") -> list[Line]:
    pieces: list[tuple[float, float, float, str]] = []

    def visit(text: str, matrix: Sequence[float], place: Sequence[float], _font: object, size: float) -> None:
        x = place[4] * matrix[0] + place[5] * matrix[2] + matrix[4]
        y = place[4] * matrix[1] + place[5] * matrix[3] + matrix[5]
        pieces.append((x, y, abs(size * place[3] * matrix[3]), text))

    page.extract_text(visitor_text=visit)
    starts = _column_starts([round(x) for x, _, _, text in pieces if text.strip()], float(page.mediabox.width))
    lines: list[Line] = []
    fresh = True
    for x, y, size, text in pieces:
        for number, part in enumerate(text.split("\n")):
            fresh = fresh or number > 0
            if not part.strip() and (fresh or not lines):
                continue
            column = sum(x >= start - 2 for start in starts[1:])
            if fresh or column != lines[-1].column:
                lines.append(Line(x, y, size, part, column))
            else:
                last = lines[-1]
                lines[-1] = Line(last.x, last.y, last.size, last.text + part, last.column)
            fresh = False
    return [Line(line.x, line.y, line.size, line.text.strip(), line.column) for line in lines if line.text.strip()]


def _column_starts(lefts: Sequence[int], width: float) -> list[int]:
    """Where columns begin: places at which many lines begin, well apart from each other."""
    counts = Counter(lefts)
    most = max(counts.values(), default=0)
    starts: list[int] = []
    for left, count in sorted(counts.items()):
        if count >= max(_FEWEST_LINES, 0.4 * most) and (not starts or left > starts[-1] + 0.15 * width):
            starts.append(left)
    return starts


def _in_order(lines: list[Line]) -> list[Line]:
    """Column by column where the page was drawn row by row; as drawn otherwise."""
    changes = sum(one.column != other.column for one, other in itertools.pairwise(lines))
    return sorted(lines, key=lambda line: (line.column, -line.y)) if changes > 0.3 * len(lines) else lines


def _without_headers(pages: list[list[Line]]) -> tuple[list[list[Line]], list[Dropped]]:
    """Without page numbers and the lines that come back, but for numbers, at the top or bottom of pages."""
    edges = []
    for page in pages:
        by_height = sorted(page, key=lambda line: -line.y)
        edges.append({*by_height[:_EDGE_LINES], *by_height[-_EDGE_LINES:]})
    counts = Counter(shape for edge in edges for shape in {_shape(line) for line in edge})
    kept, dropped = [], []
    for page, edge in zip(pages, edges, strict=True):
        noise = {line for line in edge if counts[_shape(line)] >= 2 or _PAGE_NUMBER.fullmatch(line.text)}
        kept.append([line for line in page if line not in noise])
        dropped += [Dropped("page header", line.text) for line in page if line in noise]
    return kept, dropped


def _shape(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text)


def _paragraphs(lines: Sequence[Line]) -> list[tuple[float, str]]:
    """Size and text of each paragraph, hyphens at the ends of lines joined."""
    compounds = set(re.findall(r"\w+-\w+", "\n".join(line.text for line in lines)))
    leading = Counter(
        round(one.y - other.y) for one, other in itertools.pairwise(lines) if one.y > other.y
    ).most_common(1)
    usual = leading[0][0] if leading else 0
    widest = Counter[int]()
    for line in lines:
        widest[line.column] = max(widest[line.column], len(line.text))
    paragraphs = [(lines[0].size, lines[0].text)]
    for last, line in itertools.pairwise(lines):
        ended = _SENTENCE_END.search(last.text) is not None
        moved = line.y >= last.y  # to the next column or page
        apart = ended if moved else last.y - line.y > 1.35 * max(usual, line.size)
        short = ended and len(last.text) < 0.75 * widest[last.column]
        if apart or short or abs(line.size - last.size) > 0.1 * last.size:
            paragraphs.append((line.size, line.text))
        else:
            paragraphs[-1] = (paragraphs[-1][0], _joined(paragraphs[-1][1], line.text, compounds))
    return paragraphs


def _joined(before: str, after: str, compounds: set[str]) -> str:
    broken = re.search(r"(\w+)-$", before)
    if not broken or not after[0].islower():
        return f"{before} {after}"
    word = re.match(r"\w+", after)
    return before + after if word and f"{broken[1]}-{word[0]}" in compounds else before[:-1] + after

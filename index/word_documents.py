"""DOCX -> the text of a document: paragraphs and cells in order, without headers, footers and comments."""

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from index.draft import Draft, property_text

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell

_LARGEST_UNPACKED = 200_000_000
# What the readers of ZIP and XML stumble with over damaged parts; lxml's errors are SyntaxErrors.
_DAMAGE = (SyntaxError, NotImplementedError, ValueError, KeyError, IndexError, TypeError, AttributeError, EOFError)


def read_docx(data: bytes) -> Draft:
    """The text of a DOCX file. ValueError when it is none."""
    import docx
    from docx.opc.exceptions import OpcError

    try:
        _refuse_bomb(data)
        document = docx.Document(BytesIO(data))
        paragraphs = list(_paragraphs(document))
    except (OpcError, zipfile.BadZipFile, zlib.error, *_DAMAGE) as error:
        raise ValueError(f"broken DOCX: {error}") from error
    titles = [text for style, text in paragraphs if style == "Title" and text.strip()]
    return Draft(
        body="\n".join(text for _, text in paragraphs),
        title=titles[0] if titles else property_text(document.core_properties.title),
        owner=property_text(document.core_properties.author),
    )


def _paragraphs(container: "Document | _Cell") -> Iterator[tuple[str, str]]:
    """The style and text of each paragraph."""
    from docx.text.paragraph import Paragraph

    for block in container.iter_inner_content():
        if isinstance(block, Paragraph):
            yield (block.style.name or "") if block.style else "", block.text
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from _paragraphs(cell)


def _refuse_bomb(data: bytes) -> None:
    """A small file can unpack to more than memory holds; the sizes stand in its directory."""
    with zipfile.ZipFile(BytesIO(data)) as packed:
        unpacked = sum(part.file_size for part in packed.infolist())
    if unpacked > _LARGEST_UNPACKED:
        raise zipfile.BadZipFile(f"it unpacks to {unpacked // 1_000_000} MB")

"""DOCX -> the text of a document: paragraphs and cells in order, without headers, footers and comments."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from index.draft import Draft, property_text

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell

_LARGEST_UNPACKED = 200_000_000


def read_docx(data: bytes) -> Draft:
    """The text of a DOCX file. ValueError when it is none."""
    import docx
    from docx.opc.exceptions import OpcError

    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
        if unpacked > _LARGEST_UNPACKED:
            raise ValueError(f"the document unpacks to {unpacked // 1_000_000} MB")
        document = docx.Document(BytesIO(data))
    except (zipfile.BadZipFile, OpcError, KeyError, SyntaxError) as error:  # SyntaxError: broken XML, as lxml has it
        raise ValueError(f"broken DOCX: {error}") from error
    paragraphs = list(_paragraphs(document))
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

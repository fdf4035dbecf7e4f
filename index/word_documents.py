"""DOCX -> the text of a document, tracked changes accepted: paragraphs and cells in order, each once.

Headers, footers, comments and text boxes are left out. python-docx's `Paragraph.text` passes over tracked insertions
and content controls, and its rows repeat merged cells; so both are looked for in the XML.
"""

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from index.draft import Draft, property_text

if TYPE_CHECKING:
    from docx.document import Document

_LARGEST_UNPACKED = 200_000_000
# What the readers of ZIP and XML stumble with over damaged parts; lxml's errors are SyntaxErrors, and a ZIP with a
# password is a RuntimeError.
_DAMAGE = (
    SyntaxError,
    RuntimeError,
    ValueError,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    EOFError,
)
# A content control ("sdt") that only says what to fill in, or is made from the headings.
_NO_CONTENT = "w:sdt[w:sdtPr/w:showingPlcHdr or w:sdtPr/w:docPartObj/w:docPartGallery[@w:val='Table of Contents']]"
# A cell that only goes on with the one above it or before it: what it holds is not shown.
_MERGED = "w:tc[w:tcPr/w:vMerge[not(@w:val='restart')] or w:tcPr/w:hMerge[not(@w:val='restart')]]"
_ELSEWHERE = "ancestor::w:txbxContent or ancestor::*[local-name()='AlternateContent']"  # text boxes, some of them twice
_PARAGRAPHS = (
    f".//w:p[not(ancestor::{_NO_CONTENT} or ancestor::{_MERGED} or {_ELSEWHERE}"
    " or ancestor::w:tr[w:trPr/w:del] or ancestor::w:tc[w:tcPr/w:cellDel])]"
)
# "rt" is the small print above a word that says how it is pronounced.
_RUNS = (
    f".//w:r[not(ancestor::w:del or ancestor::w:moveFrom or ancestor::{_NO_CONTENT} or {_ELSEWHERE} or ancestor::w:rt)]"
)
# A paragraph whose end was deleted goes on with the one behind it.
_GOES_ON = (
    "self::*[w:pPr/w:rPr/w:del or w:pPr/w:rPr/w:moveFrom]"
    "/following-sibling::*[self::w:p or self::w:tbl or self::w:sdt][1][self::w:p]"
)


def read_docx(data: bytes) -> Draft:
    """The text of a DOCX file. ValueError when it is none."""
    import docx
    from docx.opc.exceptions import OpcError
    from docx.oxml.exceptions import XmlchemyError

    try:
        _refuse_bomb(data)
        document = docx.Document(BytesIO(data))
        paragraphs = list(_paragraphs(document))
        title, owner = document.core_properties.title, document.core_properties.author
    except (OpcError, XmlchemyError, zipfile.BadZipFile, zlib.error, *_DAMAGE) as error:
        raise ValueError(f"broken DOCX: {error}") from error
    titles = [text for style, text in paragraphs if style == "Title" and text.strip()]
    return Draft(
        body="\n".join(text for _, text in paragraphs),
        title=titles[0] if titles else property_text(title),
        owner=property_text(owner),
    )


def _paragraphs(document: "Document") -> Iterator[tuple[str, str]]:
    """The style and text of each paragraph."""
    from docx.text.paragraph import Paragraph

    begun = ""
    for element in document.element.body.xpath(_PARAGRAPHS):
        text = begun + "".join(run.text for run in element.xpath(_RUNS))
        begun = text if element.xpath(_GOES_ON) else ""
        if not begun:
            style = Paragraph(element, document).style
            yield (style.name or "") if style else "", text


def _refuse_bomb(data: bytes) -> None:
    """A small file can unpack to more than memory holds; the sizes stand in its directory."""
    with zipfile.ZipFile(BytesIO(data)) as packed:
        unpacked = sum(part.file_size for part in packed.infolist())
    if unpacked > _LARGEST_UNPACKED:
        raise zipfile.BadZipFile(f"it unpacks to {unpacked // 1_000_000} MB")

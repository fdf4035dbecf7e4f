"""DOCX: what a reader of the document would see, its tracked changes accepted."""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from index.word_documents import read_docx


def run(text: str, kind: str = "t") -> str:
    return f'<w:r><w:{kind} xml:space="preserve">{text}</w:{kind}></w:r>'


def paragraph(*content: str, mark: str = "") -> str:
    return f"<w:p><w:pPr><w:rPr>{mark}</w:rPr></w:pPr>{''.join(content)}</w:p>"


def cell(text: str, particulars: str = "") -> str:
    return f"<w:tc><w:tcPr>{particulars}</w:tcPr>{paragraph(run(text))}</w:tc>"


def text_of(*blocks: str) -> str:
    document = docx.Document()
    body = document.element.body
    body.clear_content()
    for block in blocks:
        body.insert(len(body) - 1, parse_xml(block.replace(">", f" {nsdecls('w')}>", 1)))
    return read_docx(written(document)).body


def written(document: Document) -> bytes:
    data = BytesIO()
    document.save(data)
    return data.getvalue()


TOLL, CHARGED = run("The toll is "), run("charged.")
MARK = 'w:id="1" w:author="Ada"'


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (f"<w:ins {MARK}>{run('not ')}</w:ins>", "The toll is not charged."),
        (f"<w:del {MARK}>{run('not ', 'delText')}</w:del>", "The toll is charged."),
        (f"<w:ins {MARK}><w:del {MARK}>{run('not ', 'delText')}</w:del></w:ins>", "The toll is charged."),
        (f"<w:moveFrom {MARK}>{run('not ')}</w:moveFrom>", "The toll is charged."),
        (f"<w:moveTo {MARK}>{run('not ')}</w:moveTo>", "The toll is not charged."),
        (f'<w:smartTag w:element="City">{run("not ")}</w:smartTag>', "The toll is not charged."),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('not ')}</w:sdtContent></w:sdt>", "The toll is not charged."),
        (
            f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('Enter text. ')}</w:sdtContent></w:sdt>",
            "The toll is charged.",
        ),
        (f"<w:hyperlink><w:ins {MARK}>{run('not ')}</w:ins></w:hyperlink>", "The toll is not charged."),
        (f'<w:fldSimple w:instr="REF x">{run("not ")}</w:fldSimple>', "The toll is not charged."),
        (
            f"<w:r><w:ruby><w:rt>{run('nt')}</w:rt><w:rubyBase>{run('not ')}</w:rubyBase></w:ruby></w:r>",
            "The toll is not charged.",
        ),
        (
            f"<w:r><w:pict><w:txbxContent>{paragraph(run('A box.'))}</w:txbxContent></w:pict></w:r>",
            "The toll is charged.",
        ),
    ],
)
def test_what_stands_within_a_paragraph(content: str, expected: str) -> None:
    assert text_of(paragraph(TOLL, content, CHARGED)) == expected


def test_content_controls_around_paragraphs_rows_and_cells() -> None:
    one, two, three = (paragraph(run(f"Number {number}.")) for number in ("one", "two", "three"))

    def control(content: str, particulars: str = "") -> str:
        return f"<w:sdt><w:sdtPr>{particulars}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"

    row = control(f"<w:tr><w:tc>{two}</w:tc>{control(f'<w:tc>{control(three)}</w:tc>')}</w:tr>")
    contents = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    assert (
        text_of(control(one, contents), control(one), f"<w:tbl>{row}</w:tbl>")
        == "Number one.\nNumber two.\nNumber three."
    )


def test_an_inserted_paragraph_and_one_whose_end_was_deleted() -> None:
    assert (
        text_of(
            paragraph(f"<w:ins {MARK}>{run('Added.')}</w:ins>", mark=f"<w:ins {MARK}/>"),
            paragraph(TOLL, mark=f"<w:del {MARK}/>"),
            paragraph(f"<w:del {MARK}>{run('Gone.', 'delText')}</w:del>", mark=f"<w:del {MARK}/>"),
            paragraph(run("not "), CHARGED),
            paragraph(run("It rained."), mark=f"<w:del {MARK}/>"),
            f"<w:tbl><w:tr>{cell('A cell.')}</w:tr></w:tbl>",
        )
        == "Added.\nThe toll is not charged.\nIt rained.\nA cell."
    )


def test_merged_cells_are_said_once() -> None:
    document = docx.Document()
    table = document.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(0, 2)).text = "Twelve died."
    table.cell(1, 0).merge(table.cell(2, 1)).text = "Two were hurt."
    table.cell(2, 2).text = "None left."
    assert read_docx(written(document)).body.split() == ["Twelve", "died.", "Two", "were", "hurt.", "None", "left."]


def test_what_a_merged_or_deleted_cell_holds_is_not_shown() -> None:
    rows = (
        cell("Twelve died.", '<w:vMerge w:val="restart"/>') + cell("Two were hurt.", '<w:hMerge w:val="restart"/>'),
        cell("Hidden.", "<w:vMerge/>") + cell("Hidden.", '<w:hMerge w:val="continue"/>'),
        cell("Gone.", f"<w:cellDel {MARK}/>") + cell("None left."),
        f"<w:trPr><w:del {MARK}/></w:trPr>{cell('Gone.')}",
    )
    table = f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"
    assert text_of(table) == "Twelve died.\nTwo were hurt.\nNone left."


def locked(data: bytes) -> bytes:
    """The flag of a password set on every part."""
    return re.sub(rb"(PK\x01\x02....).", lambda found: found[1] + b"\x01", data, flags=re.DOTALL)


def without_properties(data: bytes) -> bytes:
    changed = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(changed, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            new.writestr(part, content.replace(b"core-properties+xml", b"core-propertied+xml"))
    return changed.getvalue()


def test_a_style_without_a_name_is_damage() -> None:
    with pytest.raises(ValueError, match="broken DOCX: "):
        text_of(f"<w:p><w:pPr><w:pStyle/></w:pPr>{TOLL}</w:p>")


@pytest.mark.parametrize("damage", [locked, without_properties])
def test_damage_is_named(damage: Callable[[bytes], bytes]) -> None:
    with pytest.raises(ValueError, match="broken DOCX: "):
        read_docx(damage(written(docx.Document())))

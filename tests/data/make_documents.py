"""Writes the PDF and DOCX files in `documents/` whose text the tests compare: `python tests/data/make_documents.py`."""

from collections.abc import Sequence
from pathlib import Path

import docx

FOLDER = Path(__file__).parent / "documents"
Line = tuple[float, float, float, str]  # x, y in points from the lower left, size, text


def pdf(pages: Sequence[Sequence[Line]], info: str = "") -> bytes:
    """A PDF in Helvetica, its lines drawn in the order given."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    kids = []
    for lines in pages:
        drawn = "\n".join(
            f"BT /F1 {size} Tf {x} {y} Td ({text.replace('(', chr(92) + '(').replace(')', chr(92) + ')')}) Tj ET"
            for x, y, size, text in lines
        )
        number = len(objects) + 1
        kids.append(f"{number} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {number + 1} 0 R"
            f" /Resources << /Font << /F1 {font} >> >> >>"
        )
        objects.append(f"<< /Length {len(drawn.encode('cp1252'))} >>\nstream\n{drawn}\nendstream")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    objects.append(f"<< {info} >>")
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    trailer = f"trailer\n<< /Size {size} /Root 1 0 R /Info {size - 1} 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + f"xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}".encode()


def column(x: float, top: float, text: str, size: float = 11, leading: float = 14) -> list[Line]:
    """Lines one below the other; an empty line leaves a gap of half a line."""
    lines: list[Line] = []
    for line in text.strip("\n").split("\n"):
        if line:
            lines.append((x, top, size, line))
        top -= leading if line else leading / 2
    return lines


REPORT = """
The water authority of Lower Marne said on Thursday that it had re-
paired the main pipe under Bridge Street, two days after it burst.

About 3,400 homes had been without water since Tuesday morning,
when a lorry broke through the road and fell on the pipe. “We are
sorry for the trouble,” the authority’s head, Dr. Paul Ferrand, said.
"""
SECOND = """
The driver was not hurt. The road will stay closed until Monday, and
buses will run along the quay instead.
"""
LEFT = """
The orchard growers of Sel-
wick expect the smallest
apple harvest in twenty
years after a late frost in
April.

“We lost the blossom in
one night,” said Hanna
Brodie, who farms forty
"""
RIGHT = """
hectares near the river.

Cider makers say that pri-
ces may rise by a tenth
before the winter. The
county has promised loans
to those who lost more
than half of their crop.
"""
HEADED = ["The council met again on Monday evening.", "It agreed on a budget of 41 million crowns.",
          "Nobody voted against the plan."]  # fmt: skip


def main() -> None:
    """Write every file anew."""
    report = [(72, 780, 18, "Burst pipe under Bridge Street repaired"), (72, 758, 10, "By Claire Aubin")]
    pages = [
        [(72, 815, 9, "Lower Marne Gazette"), *report, *column(72, 730, REPORT), (290, 30, 9, "Page 1 of 2")],
        [(72, 815, 9, "Lower Marne Gazette"), *column(72, 780, SECOND), (290, 30, 9, "Page 2 of 2")],
    ]
    info = "/Title (Burst pipe under Bridge Street repaired) /CreationDate (D:20240503101500Z)"
    (FOLDER / "report.pdf").write_bytes(pdf(pages, info))
    left, right = column(72, 740, LEFT), column(320, 740, RIGHT)
    by_rows = sorted([*left, *right], key=lambda line: (-line[1], line[0]))
    title: Line = (72, 780, 20, "Frost costs Selwick its apples")
    (FOLDER / "two-columns.pdf").write_bytes(pdf([[title, *by_rows]], "/Author (Edwin Marsh)"))
    headed = [
        [(72, 810, 9, f"Council notes {number}"), *column(72, 770, text), (297, 30, 9, str(number))]
        for number, text in enumerate(HEADED, start=1)
    ]
    (FOLDER / "headers.pdf").write_bytes(pdf(headed))
    styled = docx.Document()
    styled.core_properties.title, styled.core_properties.author = "Library opens on Sundays", "Mina Solberg"
    styled.add_heading("Library opens on Sundays", 0)
    styled.add_paragraph("The town library will open on Sundays from ").add_run("September").bold = True
    styled.paragraphs[-1].add_run(", the council said.")
    styled.add_heading("Longer evenings", 1)
    styled.add_paragraph("It will close at nine on weekdays.", style="List Bullet")
    styled.sections[0].header.paragraphs[0].text = "Town news"
    styled.save(str(FOLDER / "styled.docx"))
    plain = docx.Document()
    plain.core_properties.author = ""
    for line in [
        "By Arno Wells",
        "READ ALSO: The pool reopens",
        "The swimming pool is warm again.",
        "It reopened on Friday.",
    ]:
        plain.add_paragraph(line)
    plain.save(str(FOLDER / "plain.docx"))


if __name__ == "__main__":
    main()

"""What the tests of paper are made of: a small form, small files, pages of text."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from datetime import UTC, datetime

import docx
import pikepdf
import pypdf
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from rapidreview.paper.word_form import write_form
from rapidreview.paper.word_layout import FormQuestion, FormSection

AT = datetime(2026, 11, 4, 9, 30, tzinfo=UTC)
REFERENCE, AGENCY, VERSION = "RR-7K2M-44QX", "Harrowmead & Homes", "2026.1"
LAYOUT = (
    FormSection(
        "A",
        "Your agency and this request",
        (
            FormQuestion("A1", "Case reference", "text", locked=True),
            FormQuestion("A4", "Who is writing?", "person", "Name | role | contact"),
            FormQuestion("A14", "Was your agency involved?", "yn"),
        ),
        intro="Who is writing, and who will sign.",
    ),
    FormSection(
        "B",
        "Child 1",
        (
            FormQuestion("B1_1", "Name", "text", locked=True),
            FormQuestion("B3_1", "Date of birth", "date"),
            FormQuestion("B9_1", "Child protection plan?", "ynk", details="Since when"),
            FormQuestion(
                "B13_1", "Ethnicity", "choice", choices=("White British", "other")
            ),
        ),
    ),
    FormSection(
        "D",
        "What your agency knew and did",
        (
            FormQuestion(
                "D1",
                "Where did you look?",
                "multi+text",
                choices=("tenancy file", "call log"),
            ),
            FormQuestion("D5a_1", "When?", "udate"),
            FormQuestion("D5b_1", "What happened?", "long"),
        ),
    ),
    FormSection("E", "Chronology"),
    FormSection(
        "J",
        "Quality confirmation",
        (
            FormQuestion(
                "J1",
                "I confirm",
                "ticks",
                choices=("dates checked", "analysis included"),
            ),
            FormQuestion("J2", "Name", "text"),
            FormQuestion("J5", "Date signed", "when"),
        ),
    ),
)
ANSWERS = {
    "A1": REFERENCE,
    "A4": "Sam Netherlane | Neighbourhood housing manager | 01632 960181",
    "A14": "yes",
    "B1_1": "Nelo Marvane",
    "B3_1": "3 May 2021",
    "B9_1": "yes\nsince May 2024\n\nand again <later> & elsewhere",
    "B13_1": "other",
    "D1": "call log\nalso asked two colleagues",
    "D5a_1": "?3 May 2024",
    "D5b_1": "First line.\n\nSecond paragraph\twith a tab, 李 and 'quotes'.",
    "J1": "dates checked\nanalysis included",
    "J2": "Grace Merrowick",
    "J5": "5 November 2026, 4.38pm",
}
ROWS = [
    {"E1": "?3 May 2024", "E5": "tenancy file", "E7": "Neighbour rang about crying."},
    {
        "E1": "May 2024",
        "E3": "18:10",
        "E7": "Visit; no answer.\nCard left.",
        "E11": "amber: concern",
    },
]


def form(
    answers: Mapping[str, str] = ANSWERS,
    *,
    child_details: bool = True,
    rows: list[dict[str, str]] = ROWS,
) -> bytes:
    """The small form, filled in."""
    return write_form(
        LAYOUT,
        answers,
        reference=REFERENCE,
        agency=AGENCY,
        form_version=VERSION,
        partnership="Northmere Safeguarding Children Partnership",
        due="Tuesday 10 November 2026, 5pm",
        contact="Priya Ollerdale, 01632 960101",
        at=AT,
        child_details=child_details,
        rows=rows,
    )


def unzipped(data: bytes) -> dict[str, bytes]:
    """Each entry of an archive by its name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(entries: Mapping[str, bytes]) -> bytes:
    """An archive of these entries."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return made.getvalue()


def changed(data: bytes, entries: Mapping[str, bytes]) -> bytes:
    """The archive with these entries replaced or added."""
    return zipped({**unzipped(data), **entries})


def as_libreoffice_saves_it(data: bytes) -> bytes:
    """No control keeps its tag, every id is a new one, custom properties are gone."""
    entries = unzipped(data)
    body = re.sub(rb'<w:tag w:val="[^"]*"/>', b"", entries["word/document.xml"])
    body = re.sub(rb'<w:id w:val="\d+"/>', b'<w:id w:val="7"/>', body)
    entries.pop("docProps/custom.xml")
    return zipped({**entries, "word/document.xml": body})


def png(width: int, height: int) -> bytes:
    """The frame of a PNG of a size; its one row of dots is never looked at."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        checked = kind + content
        return (
            struct.pack(">I", len(content))
            + checked
            + struct.pack(">I", zlib.crc32(checked))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    frame = (
        chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0"))
        + chunk(b"IEND", b"")
    )
    return b"\x89PNG\r\n\x1a\n" + frame


def jpeg(width: int, height: int) -> bytes:
    """The frame of a JPEG of a size."""
    frame = struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00"
    return (
        b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0"
        + struct.pack(">H", 11)
        + frame
        + b"..\xff\xd9"
    )


def pdf(
    *, password: str = "", rotate: int = 0, size: tuple[int, int] = (595, 842)
) -> bytes:
    """One empty page."""
    made = io.BytesIO()
    with pikepdf.Pdf.new() as document:
        document.add_blank_page(page_size=size).obj.Rotate = rotate
        lock = pikepdf.Encryption(owner=password, user=password) if password else False
        document.save(made, encryption=lock)
    return made.getvalue()


def words(data: bytes) -> list[str]:
    """The text of each page, read by another library than the one that wrote it."""
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]


def pdf_words(data: bytes) -> str:
    """All words of a PDF in one line."""
    return " ".join(" ".join(words(data)).split())


def docx_words(data: bytes) -> str:
    """All words of a Word file, tables in their place, in one line."""
    document = docx.Document(io.BytesIO(data))
    blocks = document.element.body.iter(qn("w:p"))
    lines = [Paragraph(block, document).text for block in blocks]
    return " ".join(" ".join(lines).split(" ")).replace("\n", " ").replace("  ", " ")

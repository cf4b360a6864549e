"""A person at work in Word, played by a program: the file of a report, edited in every way."""

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph
from PIL import Image

OFFICE = shutil.which("soffice")
FOOTNOTE = "Heard by the health visitor, twice."
NOTES_TYPE = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
)
NOTES_LINK = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
)


def edited(data: bytes, edit: Callable[[Document], None]) -> bytes:
    """The file as ``edit`` leaves it, saved by the library."""
    document = docx.Document(io.BytesIO(data))
    edit(document)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def resaved(data: bytes, folder: Path) -> bytes:
    """The file as LibreOffice opens and saves it; the test is skipped where there is none."""
    if OFFICE is None:
        pytest.skip("LibreOffice is not installed: the file was not saved by it")
    folder.mkdir(parents=True, exist_ok=True)
    given, made = folder / "given.docx", folder / "saved"
    given.write_bytes(data)
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    kind = 'docx:"MS Word 2007 XML"'
    told = [OFFICE, profile, "--headless", "--convert-to", kind.replace('"', "")]
    subprocess.run(
        [*told, "--outdir", str(made), str(given)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return (made / "given.docx").read_bytes()


def heading(document: Document, code: str) -> Paragraph:
    """The heading of a section."""
    return next(
        one
        for one in document.paragraphs
        if one.text.startswith(f"{code}. ") and one.style.name == "Heading 1"
    )


def below(document: Document, code: str) -> list[BaseOxmlElement]:
    """The blocks of a section, its heading first."""
    found: list[BaseOxmlElement] = [heading(document, code)._p]
    for block in found[0].itersiblings():
        style = block.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        is_heading = style is not None and style.get(qn("w:val")) == "Heading1"
        if is_heading or block.tag == qn("w:sectPr"):
            break
        found.append(block)
    return found


def move(document: Document, code: str, before: str) -> None:
    """Move a whole section in front of another."""
    blocks = below(document, code)
    place = heading(document, before)._p
    for block in blocks:
        place.addprevious(block)


def write(
    document: Document, code: str, words: str, style: str = "Normal"
) -> Paragraph:
    """A new paragraph at the end of a section."""
    last = below(document, code)[-1]
    made = document.add_paragraph(words, style=style)
    last.addnext(made._p)
    return made


def work_on(document: Document) -> None:
    """Everything that the issue names, in one sitting."""
    move(document, "R10", "R9")
    name = heading(document, "R11")
    name.runs[-1].text = "R11. What went well"
    for words, style in (
        ("First bullet", "List Bullet"),
        ("Beneath it", "List Bullet 2"),
        ("Step one", "List Number"),
        ("Step two", "List Number"),
    ):
        write(document, "R7", words, style)
    table = document.add_table(rows=3, cols=3, style="Table Grid")
    for row, words in enumerate(("When|What|Who", "March|Seen|Nurse", "May|Both|x")):
        for cell, said in zip(table.rows[row].cells, words.split("|"), strict=True):
            cell.text = said
    table.cell(2, 1).merge(table.cell(2, 2))
    below(document, "R7")[-1].addnext(table._tbl)
    commented = write(document, "R8", "She said she liked the blue room best.")
    document.add_comment(
        commented.runs, text="Who heard this?", author="Helene Wintersea", initials="HW"
    )
    track(write(document, "R3", "It was "))
    picture = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(picture, "PNG")
    picture.seek(0)
    write(document, "R20", "The map:").add_run().add_picture(picture)
    loose = document.add_heading("A new chapter", level=1)
    more = document.add_paragraph("Words of a chapter of its own.")
    place = heading(document, "R12")._p
    place.addprevious(loose._p)
    place.addprevious(more._p)
    write(document, "R12", "Typed without a style of list:\t§ “½” – שלום")
    write(document, "R12", "• typed as a bullet")


def track(paragraph: Paragraph) -> None:
    """A deletion and an insertion, tracked, at the end of a paragraph."""
    about = 'w:id="901" w:author="Anselm Ullesby" w:date="2026-11-17T09:00:00Z"'
    for words in (
        f"<w:del {nsdecls('w')} {about}><w:r><w:delText>cold</w:delText></w:r></w:del>",
        f"<w:ins {nsdecls('w')} {about}><w:r><w:t>freezing</w:t></w:r></w:ins>",
    ):
        paragraph._p.append(parse_xml(words))


def footnoted(data: bytes, code: str) -> bytes:
    """The file with a footnote on the last paragraph of a section."""
    marked = edited(data, lambda document: _refer(document, code))
    note = (
        f"<w:footnotes {nsdecls('w')}>"
        '<w:footnote w:id="7"><w:p><w:r><w:footnoteRef/></w:r>'
        f"<w:r><w:t>{FOOTNOTE}</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    link = f'<Relationship Id="rIdNotes" Type="{NOTES_LINK}" Target="footnotes.xml"/>'
    kind = f'<Override PartName="/word/footnotes.xml" ContentType="{NOTES_TYPE}"/>'
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(marked)) as source,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            held = source.read(name).decode("utf-8", "surrogateescape")
            if name == "word/_rels/document.xml.rels":
                held = held.replace("</Relationships>", f"{link}</Relationships>")
            if name == "[Content_Types].xml":
                held = held.replace("</Types>", f"{kind}</Types>")
            target.writestr(name, held.encode("utf-8", "surrogateescape"))
        target.writestr("word/footnotes.xml", note)
    return made.getvalue()


def _refer(document: Document, code: str) -> None:
    last = Paragraph(below(document, code)[-1], document._body)
    sign = f'<w:r {nsdecls("w")}><w:footnoteReference w:id="7"/></w:r>'
    last._p.append(parse_xml(sign))

"""What came with a return as pages of a pack, or as a file attached to it (P6.1)."""

import io
import stat
from datetime import UTC, datetime
from pathlib import Path

import docx
import pikepdf
import pypdf
import pytest
from PIL import Image

from rapidreview.paper import limited
from rapidreview.paper.office_pages import (
    CannotConvert,
    ConverterBounds,
    converter,
    office_pages,
)
from rapidreview.paper.pack_attachment import CONVERTED, Beside, shown, with_file
from rapidreview.paper.refusal import Refusal
from rapidreview.paper.spool import Spool
from tests.paper.papers import pdf, words

AT = datetime(2026, 11, 4, 9, 30, tzinfo=UTC)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SECRET = "12 Tollander House"


def photograph(form: str = "JPEG", mode: str = "RGB", turned: int = 1) -> bytes:
    """Wide, with what a telephone writes beside it."""
    made, exif = io.BytesIO(), Image.Exif()
    exif[0x010E], exif[0x0112] = SECRET, turned
    Image.new(mode, (400, 200), "red").save(made, form, exif=exif)
    return made.getvalue()


def page_of(data: bytes) -> pypdf.PageObject:
    (page,) = pypdf.PdfReader(io.BytesIO(limited.picture_page(data))).pages
    return page


@pytest.mark.paragraph("P6.1")
@pytest.mark.parametrize(
    ("form", "mode"), [("JPEG", "RGB"), ("PNG", "RGBA"), ("PNG", "P"), ("JPEG", "CMYK")]
)
def test_a_picture_becomes_one_page_of_a4(form, mode):
    page = page_of(photograph(form, mode))

    assert (round(page.mediabox.width), round(page.mediabox.height)) == (842, 595)
    assert len(page.images) == 1


@pytest.mark.paragraph("P6.1")
def test_what_a_camera_wrote_beside_a_picture_is_not_in_the_page():
    data = photograph()

    assert SECRET.encode() in data
    assert SECRET.encode() not in limited.picture_page(data)


def test_a_picture_stands_upright_as_it_was_taken():
    assert page_of(photograph(turned=6)).mediabox.height > 800


@pytest.mark.parametrize("data", [b"nothing", photograph()[:150], b"\x89PNG\r\n\x1a\n"])
def test_a_damaged_picture_is_refused(data):
    with pytest.raises(Refusal):
        limited.picture_page(data)


def tagged() -> bytes:
    """A page with tags and a layer that is switched off, as Word and others write it."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as document:
        page = document.pages[0]
        page.contents_add(b"/H1 <</MCID 0>> BDC\n", prepend=True)
        page.contents_add(b"EMC /OC /Hidden BDC EMC")
        page.obj.StructParents = 0
        document.Root.StructTreeRoot = document.make_indirect(pikepdf.Dictionary())
        document.docinfo["/Author"] = SECRET
        document.save(made)
    return made.getvalue()


@pytest.mark.paragraph("P6.1")
def test_the_tags_and_the_author_of_an_attachment_stay_behind_and_its_layers_do_not():
    still = limited.still_pdf(tagged())

    with pikepdf.open(io.BytesIO(still)) as document:
        content = document.pages[0].obj.Contents.read_bytes()
        assert b"MCID" not in content
        assert b"/OC /Hidden BDC" in content
        assert "/StructTreeRoot" not in document.Root
        assert "/StructParents" not in document.pages[0].obj
    assert SECRET.encode() not in still


def program(folder: Path, script: str) -> Path:
    """A converter that does what the test wants."""
    made = folder / "soffice"
    made.write_text(f"#!/bin/sh\n{script}\n")
    made.chmod(made.stat().st_mode | stat.S_IXUSR)
    return made


@pytest.mark.paragraph("P6.1")
def test_a_document_is_converted_where_a_converter_is_installed(tmp_path):
    (tmp_path / "made.pdf").write_bytes(pdf(size=(300, 400)))
    # The given document is the last word; its folder takes what is made.
    script = f'for last; do :; done; cp "{tmp_path}/made.pdf" "${{last%.docx}}.pdf"'
    file = Beside(b"PK", "School, attachment 1.docx", WORD, AT)

    found = shown(file, converter=program(tmp_path, script))

    assert found.words == CONVERTED
    (page,) = pypdf.PdfReader(io.BytesIO(found.pages)).pages
    assert page.mediabox.width == 300


@pytest.mark.paragraph("P6.1")
@pytest.mark.parametrize(
    "script",
    ["exit 1", 'for last; do :; done; echo x > "${last%.docx}.pdf"', "sleep 60 & wait"],
    ids=["fails", "makes no PDF", "does not end"],
)
def test_a_converter_that_fails_leaves_the_file_to_be_attached(tmp_path, script):
    made = program(tmp_path, script)

    with pytest.raises(CannotConvert):
        office_pages(
            b"PK", WORD, with_converter=made, bounds=ConverterBounds(seconds=1.0)
        )
    assert shown(Beside(b"PK", "a.docx", WORD, AT), converter=None).pages is None


@pytest.mark.skipif(converter() is None, reason="LibreOffice is not installed here")
def test_libreoffice_turns_a_word_document_into_pages():
    made, document = io.BytesIO(), docx.Document()
    document.add_paragraph("Known words.")
    document.save(made)

    pages = office_pages(made.getvalue(), WORD, with_converter=converter())

    assert "Known words." in words(pages)[0]


@pytest.mark.parametrize("data", [b"%PDF-nothing", pdf(password="a")])
def test_a_pdf_that_cannot_be_opened_is_attached_as_it_is(data):
    found = shown(Beside(data, "a.pdf", "application/pdf", AT), converter=None)

    assert found.pages is None
    assert "attached to this PDF" in found.words


@pytest.mark.paragraph("P6.1")
def test_an_attached_file_keeps_its_bytes_its_name_and_its_kind():
    made = with_file(pdf(), Beside(b"PK words", "School, 1.docx", WORD, AT))

    reader = pypdf.PdfReader(io.BytesIO(made))
    (found,) = reader.attachment_list
    assert (found.name, found.content) == ("School, 1.docx", b"PK words")
    assert made == with_file(pdf(), Beside(b"PK words", "School, 1.docx", WORD, AT))


def test_pieces_of_a_spool_are_read_apart_and_leave_nothing_behind(tmp_path):
    with Spool() as spool:
        first, second = spool.add(b"one"), spool.add(b"second")
        again = second.opened()

        assert (first.read(), second.read(3), second.read()) == (b"one", b"sec", b"ond")
        assert (again.seek(-2, io.SEEK_END), again.read(), again.tell()) == (
            4,
            b"nd",
            6,
        )
        assert io.BufferedReader(first.opened()).read() == b"one"
        assert spool.size == 9

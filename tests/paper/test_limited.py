"""What comes from outside is opened in a process of its own, within limits."""

import io
import time

import pikepdf
import pytest

from rapidreview.paper import limited
from rapidreview.paper.limited import Bounds
from rapidreview.paper.refusal import Quarantined, Refusal
from tests.paper.papers import ANSWERS, ROWS, changed, form, pdf

EMAIL = "\r\n".join(
    [
        "From: Sam Netherlane <sam@harrowmead-homes.example>",
        "To: Partnership Team <team@northmere-scp.example>, b@c.example",
        "Subject: =?utf-8?q?Return_=E2=80=93_Harrowmead?=\r\n Homes",
        "Date: Thu, 05 Nov 2026 16:40:00 +0000",
        "MIME-Version: 1.0",
        'Content-Type: multipart/mixed; boundary="x"',
        "",
        "--x",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
        "",
        "Please find attached – Sam",
        "--x",
        "Content-Type: application/pdf",
        "Content-Transfer-Encoding: base64",
        'Content-Disposition: attachment; filename="../a.pdf"',
        "",
        "JVBERi0=",
        "--x--",
        "",
    ]
).encode()


def test_a_form_is_read_in_the_child_as_it_is_here():
    read = limited.read_form(form(), "form.docx")

    assert read.values == ANSWERS
    assert read.rows == ROWS


def test_a_file_is_sniffed_in_the_child():
    found = limited.sniff(form(), "..\\form\u202e.docx.exe")

    assert (found.extension, found.clean_name) == ("docx", "form.docx")


@pytest.mark.paragraph("P1.18")
def test_an_email_is_read_with_its_attachment():
    message = limited.read_email(EMAIL)

    assert message.subject == "Return – Harrowmead Homes"
    assert message.sender == "Sam Netherlane <sam@harrowmead-homes.example>"
    assert message.to[1] == "b@c.example"
    assert message.sent_at is not None
    assert message.sent_at.isoformat() == "2026-11-05T16:40:00+00:00"
    assert message.text.strip() == "Please find attached – Sam"
    assert message.attachments[0].content == b"%PDF-"


def test_a_refusal_and_a_quarantine_come_back_as_what_they_are():
    with pytest.raises(Refusal) as refused:
        limited.sniff(b"MZ", "a.docx")
    with pytest.raises(Quarantined):
        limited.sniff(changed(form(), {"word/activeX/a.xml": b"<a/>"}), "a.docx")

    assert "This is a program" in refused.value.words


def test_a_child_without_memory_refuses_in_words():
    small = Bounds(memory_bytes=120 * 1024 * 1024)
    large = bytes(100_000_000) + form()

    with pytest.raises(Refusal) as refused:
        limited.run("read_form", large, shown="a.docx", bounds=small)

    assert "‘a.docx’ cannot be opened" in refused.value.words


def test_a_child_that_takes_too_long_is_ended():
    started = time.monotonic()

    with pytest.raises(Refusal) as refused:
        limited.run(
            "sniff", form(), "a.docx", shown="a.docx", bounds=Bounds(seconds=0.01)
        )

    assert "takes too long" in refused.value.words
    assert time.monotonic() - started < 5


def test_an_oversized_file_is_refused_before_a_child_is_started():
    started = time.monotonic()

    with pytest.raises(Refusal):
        limited.sniff(b"a" * 1001, "a.txt", max_bytes=1000)

    assert time.monotonic() - started < 0.05


def test_what_is_not_an_email_is_refused():
    with pytest.raises(Refusal):
        limited.read_email(b"\n\nnothing")


def acting_pdf() -> bytes:
    """A page that runs a script when it is opened and carries a file."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as document:
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        document.Root.OpenAction = document.make_indirect(script)
        document.pages[0].obj.AA = pikepdf.Dictionary(O=script)
        document.attachments["a.exe"] = b"MZ hidden"
        document.save(made)
    return made.getvalue()


@pytest.mark.paragraph("P6.1")
def test_an_attachment_is_made_still_before_it_is_collated():
    still = limited.still_pdf(acting_pdf())

    with pikepdf.open(io.BytesIO(still)) as document:
        assert len(document.pages) == 1
        assert not document.attachments
        assert "/OpenAction" not in document.Root
    assert b"JavaScript" in acting_pdf()
    assert b"JavaScript" not in still


@pytest.mark.parametrize(
    ("data", "said"),
    [(pdf(password="a"), "password-protected"), (b"%PDF-nothing", "cannot be opened")],
)
def test_an_attachment_that_cannot_be_opened_is_refused(data, said):
    with pytest.raises(Refusal, match=said):
        limited.still_pdf(data)

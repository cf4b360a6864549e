"""E-mails as agencies and mail systems send them, in bytes."""

from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime

from rapidreview.evidence.answers import Answers
from rapidreview.mail.models import Letter
from rapidreview.scoping.answering import draft_of
from rapidreview.scoping.models import AgencyReturn
from rapidreview.scoping.word import DOCX, written_form
from tests.asking import ROW, SENT_AT, everything
from tests.compound_files import attached, inside, message_tree, msg

PDF_NAME = "genogram.pdf"


def email(
    sender: str,
    subject: str = "Our form",
    text: str = "Here it is.",
    *,
    message_id: str = "<first@school.example>",
    **headers: str,
) -> EmailMessage:
    """A plain message to the Team; a header is named with underscores."""
    message = EmailMessage()
    message["From"], message["Subject"] = sender, subject
    message["To"] = "partnership.team@northmere-scp.example"
    message["Date"], message["Message-ID"] = format_datetime(SENT_AT), message_id
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message


def with_form(message: EmailMessage, row: AgencyReturn, **answers: str) -> EmailMessage:
    """The same with a completed Word form of this request."""
    given = {**draft_of(row).values, **everything(), **answers}
    data = written_form(row, Answers(given, (ROW,)), at=SENT_AT, child_details=True)
    main, sub = DOCX.split("/")
    message.add_attachment(data, main, sub, filename="form.docx")
    return message


def bounced(letter: Letter, status: str = "5.1.1") -> bytes:
    """What a mail system sends back when it cannot deliver a letter of ours."""
    lines = [
        "From: Mail system <mailer-daemon@school.example>",
        "To: partnership.team@northmere-scp.example",
        "Subject: Undelivered Mail Returned to Sender",
        f"Message-ID: <bounce-{letter.pk}@school.example>",
        "MIME-Version: 1.0",
        'Content-Type: multipart/report; report-type=delivery-status; boundary="x"',
        "", "--x", "Content-Type: text/plain", "", "Not delivered.",
        "--x", "Content-Type: message/delivery-status", "",
        "Reporting-MTA: dns; mx.school.example", "",
        f"Final-Recipient: rfc822; {letter.to_email}", "Action: failed",
        f"Status: {status}", "",
        "--x", "Content-Type: text/rfc822-headers", "",
        f"Message-ID: {letter.message_id}", "Subject: Due", "", "--x--", "",
    ]  # fmt: skip
    return "\r\n".join(lines).encode()


def saved_by_outlook(
    message: EmailMessage, *, saved_at: datetime = SENT_AT, **properties: object
) -> bytes:
    """The same as a .msg file; ``saved_at`` stands in the file, not in the message.

    Further properties by tag, as ``x001A="REPORT.IPM.Note.NDR"``.
    """
    head = "".join(f"{name}: {words}\r\n" for name, words in message.items())
    body = message.get_body(("plain",))
    found = {
        0x007D: head, 0x0037: str(message["Subject"]), 0x3007: saved_at,
        0x1000: str(body.get_content()) if body else "",
    }  # fmt: skip
    files = [
        attached(bytes(one.get_payload(decode=True)), one.get_filename() or "")
        for one in message.iter_attachments()
    ]
    extra = {int(tag[1:], 16): value for tag, value in properties.items()}
    return msg(found | extra, files)


def returned_to_outlook(letter: Letter) -> bytes:
    """The report on a letter of ours that could not be delivered, as a .msg file."""
    ours = message_tree({0x0037: letter.subject, 0x1035: letter.message_id}, head=24)
    report = {
        0x0037: "Undeliverable: Due", 0x001A: "REPORT.IPM.Note.NDR",
        0x5D01: "mailer-daemon@school.example", 0x1000: "550 5.1.1 No such user.",
    }  # fmt: skip
    return msg(report, [inside(ours)])

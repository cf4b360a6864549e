"""Writing a message that was inside another as a file of its own (P1.18)."""

from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256

from rapidreview.paper.file_names import clean
from rapidreview.paper.mime import Email


def eml_of(email: Email) -> bytes:
    """The message as .eml, the same bytes each time: what is filed is known by its hash."""
    message = EmailMessage(policy=SMTP)
    sent = format_datetime(email.sent_at) if email.sent_at else ""
    head = {
        "From": email.sender, "To": ", ".join(email.to), "Date": sent,
        "Subject": email.subject,
    }  # fmt: skip
    for name, words in head.items():
        if words:
            message[name] = words
    message.set_content(email.text)
    seen = sha256(email.text.encode())
    for one in email.attachments:
        seen.update(one.content)
        message.add_attachment(
            one.content, "application", "octet-stream", filename=clean(one.name)
        )
    if email.attachments:
        message.set_boundary(seen.hexdigest())
    return _line_of_id(email) + message.as_bytes()


def _line_of_id(email: Email) -> bytes:
    """Written by hand: the library stumbles over some that mail systems give."""
    known = email.message_id.encode("ascii", "replace")
    return b"Message-ID: " + known + b"\r\n" if known else b""

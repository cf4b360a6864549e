"""Reading an e-mail that is to be filed (P1.18). Only in the limited subprocess."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime

from rapidreview.paper.refusal import Refusal

MOST_ATTACHMENTS = 20


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a message; its name is as the sender wrote it."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Email:
    """A message as values. ``sent_at`` is aware, or None where it cannot be read."""

    subject: str
    sender: str
    to: tuple[str, ...]
    sent_at: datetime | None
    text: str
    attachments: tuple[Attachment, ...] = ()


def read_email(data: bytes) -> Email:
    """The message in ``data`` (.eml). Raises Refusal where it is none."""
    message = message_from_bytes(data, policy=default)
    if not (message["from"] or message["subject"]):
        raise Refusal(
            "This is not an e-mail that can be read. Save the message again as .eml."
        )
    attached = list(message.iter_attachments()) if message.is_multipart() else []
    if len(attached) > MOST_ATTACHMENTS:
        raise Refusal(f"The e-mail has more than {MOST_ATTACHMENTS} attachments.")
    return Email(
        subject=_header(message, "subject"),
        sender=_header(message, "from"),
        to=_addresses(message),
        sent_at=_sent_at(message),
        text=_text(message),
        attachments=tuple(map(_attachment, attached)),
    )


def _header(message: EmailMessage, name: str) -> str:
    """On one line, without the control signs that would forge another header."""
    words = str(message[name] or "")
    return " ".join("".join(s if s.isprintable() else " " for s in words).split())


def _addresses(message: EmailMessage) -> tuple[str, ...]:
    found = [
        str(address)
        for name in ("to", "cc")
        for header in message.get_all(name, [])
        for address in getattr(header, "addresses", ())
    ]
    return tuple(found)


def _sent_at(message: EmailMessage) -> datetime | None:
    try:
        sent = parsedate_to_datetime(_header(message, "date"))
    except (TypeError, ValueError):
        return None
    return sent if sent.tzinfo else sent.replace(tzinfo=UTC)


def _text(message: EmailMessage) -> str:
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        return ""
    try:
        return str(body.get_content())
    except (LookupError, UnicodeError):
        payload = body.get_payload(decode=True)
        return payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""


def _attachment(part: EmailMessage) -> Attachment:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):  # a message inside the message
        payload = b"".join(inner.as_bytes() for inner in part.iter_parts())
        return Attachment(part.get_filename() or "message.eml", payload)
    return Attachment(part.get_filename() or "attachment", payload)

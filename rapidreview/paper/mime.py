"""Reading an e-mail that is to be filed (P1.18). Only in the limited subprocess."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.errors import MessageError
from email.message import EmailMessage, MIMEPart
from email.policy import default

from rapidreview.paper import mail_headers
from rapidreview.paper.html_text import text_of
from rapidreview.paper.mail_headers import MESSAGE_ID, ids
from rapidreview.paper.refusal import Refusal
from rapidreview.paper.returned import is_automatic, is_report, what_came_back

MOST_ATTACHMENTS = 20
MOST_PARTS = 200
LONGEST_TEXT = 200_000
WHERE_TO_LOOK = ("in-reply-to", "references", "message-id")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a message; its name is as the sender wrote it."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Email:
    """A message as values. ``sent_at`` is aware, or None where it cannot be read.

    ``refers_to`` are the Message-IDs it answers or returns. ``came_back`` says why a letter
    could not be delivered, ``automatic`` whether a machine answered and no person.
    """

    subject: str
    sender: str
    to: tuple[str, ...]
    sent_at: datetime | None
    text: str
    attachments: tuple[Attachment, ...] = ()
    sender_address: str = ""
    message_id: str = ""
    refers_to: tuple[str, ...] = ()
    came_back: str = ""
    automatic: bool = False


def read_email(data: bytes) -> Email:
    """The message in ``data`` (.eml). Raises Refusal where it is none."""
    try:
        return _read(data)
    except (MessageError, LookupError, ValueError, AttributeError) as error:
        # The library gives up in many ways on a message that was made to break it.
        raise Refusal(
            "This e-mail cannot be read. Save the message again as .eml."
        ) from error
    except RecursionError as error:
        raise Refusal(
            "This e-mail holds messages within messages without end. It was not opened."
        ) from error


def _read(data: bytes) -> Email:
    message = message_from_bytes(data, policy=default)
    if not (message["from"] or message["subject"]):
        raise Refusal(
            "This is not an e-mail that can be read. Save the message again as .eml."
        )
    parts = _parts(message)
    attached = list(message.iter_attachments()) if message.is_multipart() else []
    if len(attached) > MOST_ATTACHMENTS:
        raise Refusal(f"The e-mail has more than {MOST_ATTACHMENTS} attachments.")
    returned = is_report(message)
    return Email(
        subject=mail_headers.header(message, "subject"),
        sender=mail_headers.header(message, "from"),
        to=mail_headers.addresses(message),
        sent_at=mail_headers.sent_at(message),
        text=_text(message)[:LONGEST_TEXT],
        attachments=() if returned else tuple(map(_attachment, attached)),
        sender_address=mail_headers.sender_address(message),
        message_id=next(iter(ids(message, "message-id")), ""),
        refers_to=_refers_to(message, parts if returned else [message]),
        came_back=what_came_back(parts) if returned else "",
        automatic=is_automatic(message),
    )


def _parts(message: EmailMessage) -> list[EmailMessage]:
    """Every part, those inside forwarded messages too. Raises Refusal for too many."""
    found = []
    for part in message.walk():
        found.append(part)
        if len(found) > MOST_PARTS:
            raise Refusal(f"The e-mail has more than {MOST_PARTS} parts.")
    return found


def _refers_to(message: EmailMessage, parts: list[EmailMessage]) -> tuple[str, ...]:
    """What it answers; of a report, also the letter it gives back, whole or its head."""
    own = set(ids(message, "message-id"))
    found = [one for part in parts for one in _all_ids(part)]
    return tuple(dict.fromkeys(one for one in found if one not in own))


def _all_ids(part: EmailMessage) -> Iterator[str]:
    for name in WHERE_TO_LOOK:
        yield from ids(part, name)
    if part.get_content_type() == "text/rfc822-headers":
        yield from MESSAGE_ID.findall(_content(part))


def _text(message: EmailMessage) -> str:
    """The words of the message; HTML as text only, never as a page."""
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        return ""
    said = _content(body)
    return text_of(said) if body.get_content_type() == "text/html" else said


def _content(part: MIMEPart) -> str:
    try:
        return str(part.get_content())
    except (LookupError, UnicodeError):
        payload = part.get_payload(decode=True)
        return payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""


def _attachment(part: EmailMessage) -> Attachment:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):  # a message inside the message
        payload = b"".join(inner.as_bytes() for inner in part.iter_parts())
        return Attachment(part.get_filename() or "message.eml", payload)
    return Attachment(part.get_filename() or "attachment", payload)

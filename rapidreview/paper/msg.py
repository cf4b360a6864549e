"""Reading an e-mail that Outlook saved as .msg ([MS-OXMSG], P1.18). Only in the limited subprocess.

It becomes what a .eml becomes. What the mail systems wrote at the head of the message goes
before what Outlook made of it; a message inside is handed on as .eml.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email import message_from_string
from email.errors import MessageError
from email.message import EmailMessage
from email.policy import default

from rapidreview.paper import mail_headers
from rapidreview.paper.compound import Broken, streams_of
from rapidreview.paper.eml_writing import eml_of
from rapidreview.paper.file_names import suffix
from rapidreview.paper.html_text import text_of
from rapidreview.paper.mail_headers import MESSAGE_ID, ids, one_line
from rapidreview.paper.mime import (
    LONGEST_TEXT,
    MOST_ATTACHMENTS,
    MOST_PARTS,
    Attachment,
    Email,
)
from rapidreview.paper.msg_properties import (
    INTERNET_CODEPAGE,
    MESSAGE_CODEPAGE,
    Storage,
    message_in,
)
from rapidreview.paper.refusal import Refusal
from rapidreview.paper.returned import is_automatic, is_report, meaning_of

MOST_DEPTH = 5
LONGEST_HEAD = 100_000
# Outlook wrote this above the headers for some years; it is none.
PREAMBLE = re.compile(r"\AMicrosoft Mail Internet Headers[^\n]*\n")
EMPTY_LINE = re.compile(r"\r?\n\r?\n")
STATUS = re.compile(r"(?<![\d.])[45]\.\d{1,3}\.\d{1,3}(?!\.?\d)")
ADDRESS = re.compile(r"[^\s@<>,;:\"()]{1,64}@[^\s@<>,;:\"()]{1,255}", re.ASCII)
# A name with other signs stands in quotation marks.
PLAIN = re.compile(r"[\w .'’-]*")
ID_FIELDS = {"message-id": 0x1035, "in-reply-to": 0x1042, "references": 0x1039}
RECIPIENTS, ATTACHMENTS = "__recip_version1.0_#", "__attach_version1.0_#"
PICTURES = {"png", "jpg", "jpeg", "gif", "bmp"}
MACHINES = ("rules.ooftemplate", "rules.replytemplate")
TO, COPY = 1, 2
SHOWN_IN_TEXT = 4
AGAIN = "Save the message again from Outlook, as .msg or as .eml."


@dataclass(frozen=True, slots=True)
class _Attached:
    """An attachment, and the message that it is, if it is one."""

    file: Attachment
    inside: Email | None = None


def read_msg(data: bytes) -> Email:
    """The message in ``data`` (.msg). Raises Refusal where it is none."""
    try:
        return _read(message_in(Storage(streams_of(data))), MOST_DEPTH)
    except Broken as error:
        raise Refusal(
            f"This e-mail is damaged or not whole, so it was not opened. {AGAIN}"
        ) from error
    except (
        MessageError, LookupError, ValueError, AttributeError, TypeError, RecursionError
    ) as error:  # fmt: skip
        # The library of e-mail gives up in many ways on a head that was made to break it.
        raise Refusal(f"This e-mail cannot be read. {AGAIN}") from error


def _read(message: Storage, depth: int) -> Email:
    if not depth:
        raise Refusal(
            "This e-mail holds messages within messages without end. It was not opened."
        )
    head, (sender, address) = _head(message), _sender(message)
    if not (sender or "from" in head or head["subject"]):
        raise Refusal(f"This is not an e-mail that can be read. {AGAIN}")
    attached = [_attachment(one, depth) for one in _attachments(message)]
    kind = message.text(0x001A).lower()
    returned = kind.startswith("report.") or is_report(head)
    text = _text(message)
    return Email(
        subject=mail_headers.header(head, "subject"),
        sender=mail_headers.header(head, "from") or sender,
        to=mail_headers.addresses(head) or _recipients(message),
        sent_at=(
            mail_headers.sent_at(head) or message.moment(0x0039)
            or message.moment(0x0E06)
        ),
        text=text[:LONGEST_TEXT],
        attachments=() if returned else tuple(one.file for one in attached),
        sender_address=(
            mail_headers.sender_address(head) if "from" in head else address
        ),
        message_id=next(iter(_ids(message, head, "message-id")), ""),
        refers_to=_refers_to(message, head, attached if returned else []),
        came_back=_came_back(message, kind, text) if returned else "",
        automatic=is_automatic(head) or any(one in kind for one in MACHINES),
    )  # fmt: skip


def _head(message: Storage) -> EmailMessage:
    """The head as the mail systems wrote it, with the subject that Outlook shows."""
    written = PREAMBLE.sub("", message.text(0x007D)[:LONGEST_HEAD].lstrip())
    head = message_from_string(EMPTY_LINE.split(written, 1)[0], policy=default)
    if subject := one_line(message.text(0x0037)):
        del head["subject"]
        head["Subject"] = subject
    return head


def _sender(message: Storage) -> tuple[str, str]:
    """Name and address, and the address alone; those of whom it was sent for come last."""
    name = message.text(0x0C1A) or message.text(0x0042)
    places = (message.text(tag) for tag in (0x5D01, 0x0C1F, 0x5D02, 0x0065))
    return _person(name, places)


def _recipients(message: Storage) -> tuple[str, ...]:
    people = (
        _person(one.text(0x3001), (one.text(0x39FE), one.text(0x3003)))[0]
        for one in message.parts(RECIPIENTS)
        if one.number(0x0C15) in (TO, COPY)
    )
    return tuple(one for one in people if one)


def _person(name: str, places: Iterable[str]) -> tuple[str, str]:
    """As in a head. Inside an Exchange an address may be a path, which is none."""
    shown = one_line(name)
    address = next((one for one in places if ADDRESS.fullmatch(one)), "")
    if not address or shown in ("", address):
        return shown or address, address.lower()
    if not PLAIN.fullmatch(shown):
        shown = '"' + shown.replace("\\", "").replace('"', "") + '"'
    return f"{shown} <{address}>", address.lower()


def _text(message: Storage) -> str:
    """The words of the message; HTML as text only, never as a page."""
    said = message.text(0x1000)
    return said if said.strip() else text_of(_html(message))


def _html(message: Storage) -> str:
    page = message.binary(0x1013)
    if page is None:
        return message.text(0x1013)
    codec = message.codec_of(INTERNET_CODEPAGE, MESSAGE_CODEPAGE)
    return page.decode(codec, "replace").replace("\0", "").lstrip("\ufeff")


def _attachments(message: Storage) -> list[Storage]:
    """Those to file. A picture that stands in the text stays in the message."""
    found = message.parts(ATTACHMENTS)
    if len(found) > MOST_PARTS:
        raise Refusal(f"The e-mail has more than {MOST_PARTS} parts.")
    kept = [one for one in found if not _stands_in_text(one)]
    if len(kept) > MOST_ATTACHMENTS:
        raise Refusal(f"The e-mail has more than {MOST_ATTACHMENTS} attachments.")
    return kept


def _stands_in_text(part: Storage) -> bool:
    picture = part.text(0x370E).lower().startswith("image/")
    picture = picture or suffix(_name(part)) in PICTURES
    return picture and bool(part.number(0x7FFE) or part.number(0x3714) & SHOWN_IN_TEXT)


def _attachment(part: Storage, depth: int) -> _Attached:
    """A link or an object without a file is empty: whoever files it is told so by name."""
    within = part.embedded()
    if within is None:
        return _Attached(Attachment(_name(part), part.binary(0x3701) or b""))
    inside = _read(within, depth - 1)
    name = f"{inside.subject or 'message'}.eml"
    return _Attached(Attachment(name, eml_of(inside)), inside)


def _name(part: Storage) -> str:
    names = (part.text(tag) for tag in (0x3707, 0x3704, 0x3001))
    return next((one for one in names if one), "attachment")


def _refers_to(
    message: Storage, head: EmailMessage, returned: list[_Attached]
) -> tuple[str, ...]:
    """What it answers; of a report, also the letter it gives back."""
    own = _ids(message, head, "message-id")
    found = _ids(message, head, "in-reply-to") + _ids(message, head, "references")
    found += MESSAGE_ID.findall(message.text(0x1046))
    for one in returned:
        found += _ids_of(one)
    return tuple(dict.fromkeys(one for one in found if one not in own))


def _ids(message: Storage, head: EmailMessage, name: str) -> list[str]:
    return ids(head, name) or MESSAGE_ID.findall(message.text(ID_FIELDS[name]))


def _ids_of(returned: _Attached) -> Iterator[str]:
    """Of a letter that came back whole, or of its head in a file of text."""
    if returned.inside is not None:
        yield returned.inside.message_id
        yield from returned.inside.refers_to
    elif len(returned.file.content) < LONGEST_HEAD:
        yield from MESSAGE_ID.findall(returned.file.content.decode("ascii", "replace"))


def _came_back(message: Storage, kind: str, text: str) -> str:
    """Why it was not delivered; empty where the report says that it was."""
    if kind.endswith(".delayed"):
        return meaning_of("4.")
    if kind.startswith("report.") and not kind.endswith(".ndr"):
        return ""
    reports = [one.text(0x0C1B) for one in message.parts(RECIPIENTS)]
    found = STATUS.search("\n".join((*reports, message.text(0x1001), text)))
    return meaning_of(found[0] if found else "")

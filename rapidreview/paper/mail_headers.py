"""What the head of an e-mail says, as values: for .eml and .msg alike (P1.18)."""

import re
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

MESSAGE_ID = re.compile(r"<[^<>\s]{1,250}>")


def one_line(words: str) -> str:
    """On one line, without the control signs that would forge another header."""
    return " ".join("".join(s if s.isprintable() else " " for s in words).split())


def header(message: EmailMessage, name: str) -> str:
    """A header in words, on one line; empty where there is none."""
    return one_line(str(message[name] or ""))


def ids(message: EmailMessage, name: str) -> list[str]:
    """Every Message-ID that a header names; as it stands, for the library stumbles over some."""
    return [
        one
        for key, value in message.raw_items()
        if key.lower() == name
        for one in MESSAGE_ID.findall(str(value))
    ]


def sender_address(message: EmailMessage) -> str:
    """The address alone, in lower case; empty where there is not exactly one."""
    found = [one.addr_spec for one in getattr(message["from"], "addresses", [])]
    address = str(found[0]).lower() if len(found) == 1 else ""
    return address if "@" in address else ""


def addresses(message: EmailMessage) -> tuple[str, ...]:
    """To whom it went, copies too."""
    found = [
        str(address)
        for name in ("to", "cc")
        for value in message.get_all(name, [])
        for address in getattr(value, "addresses", ())
    ]
    return tuple(found)


def sent_at(message: EmailMessage) -> datetime | None:
    """The moment in Date, aware; None where it cannot be read."""
    try:
        sent = parsedate_to_datetime(header(message, "date"))
    except (TypeError, ValueError, OverflowError):
        return None
    return sent if sent.tzinfo else sent.replace(tzinfo=UTC)

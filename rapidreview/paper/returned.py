"""Messages that no person wrote: a letter that came back, an automatic answer (RFC 3464, 3834)."""

from collections.abc import Iterable
from email.message import EmailMessage, Message

# What the codes of a delivery report mean, by their beginning (RFC 3463).
MEANINGS = (
    ("5.1.", "mailbox unknown"),
    ("5.2.2", "mailbox full"),
    ("4.2.2", "mailbox full"),
    ("5.2.", "mailbox not in use"),
    ("5.3.4", "message too large"),
    ("5.7.", "refused by their mail system"),
    ("5.", "not delivered"),
    ("4.", "not delivered yet; their mail system is still trying"),
)
SUBJECTS = ("automatic reply", "auto reply", "autoreply", "out of office", "auto:")
REPORT = "delivery-status"


def is_report(message: EmailMessage) -> bool:
    """Whether this is a report on the delivery of a message."""
    if message.get_content_type() != "multipart/report":
        return False
    return str(message.get_param("report-type", "")).lower() == REPORT


def what_came_back(parts: Iterable[EmailMessage]) -> str:
    """Why it was not delivered, in a few plain words; empty where it was delivered."""
    for part in parts:
        if part.get_content_type() != f"message/{REPORT}":
            continue
        for block in _blocks(part):
            if str(block.get("action", "")).strip().lower() in ("failed", "delayed"):
                return meaning_of(str(block.get("status", "")).strip())
    return ""


def is_automatic(message: EmailMessage) -> bool:
    """Whether a machine answered: an out-of-office note, an automatic reply."""
    stated = str(message.get("auto-submitted", "no")).strip().lower()
    if stated.startswith("auto-replied"):
        return True
    if message.get("x-autoreply") or message.get("x-autorespond"):
        return True
    return str(message.get("subject", "")).strip().lower().startswith(SUBJECTS)


def meaning_of(status: str) -> str:
    """What the code of a delivery report says, in a few plain words."""
    found = (words for begins, words in MEANINGS if status.startswith(begins))
    return next(found, "not delivered")


def _blocks(part: EmailMessage) -> list[Message]:
    """One block of headers for each recipient, after one about the message."""
    payload = part.get_payload()
    blocks = payload if isinstance(payload, list) else []
    return [one for one in blocks if isinstance(one, Message)]

"""Reading a mailbox over IMAP: what is unseen, one message at a time, marked once it is kept."""

import imaplib
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Protocol

AT_ONCE = 20
PATIENCE = 30  # seconds for each answer of the server
Answer = bytes | tuple[bytes, bytes]  # a line, or a line with what was asked for
SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


class MailboxTrouble(Exception):
    """The mailbox cannot be reached or read; it says so without any password."""


class Account(Protocol):
    """Where a mailbox is, and who reads it."""

    @property
    def host(self) -> str:
        """The server."""
        ...

    @property
    def port(self) -> int:
        """Its port."""
        ...

    @property
    def user(self) -> str:
        """Who signs in."""
        ...

    @property
    def password(self) -> str:
        """With what."""
        ...

    @property
    def folder(self) -> str:
        """Which folder is read."""
        ...

    @property
    def encrypted(self) -> bool:
        """Whether by TLS."""
        ...


@dataclass(frozen=True, slots=True)
class Found:
    """A message as it lies there; not ``whole``: too large, and only its head was read."""

    data: bytes
    whole: bool = True


def read_unseen(account: Account, *, most_bytes: int) -> Iterator[Found]:
    """Each message that was not seen; it is marked as seen when the next one is asked for.

    So a message counts as read only once the caller has stored it. Raises MailboxTrouble.
    """
    with _open(account) as box:
        found = b" ".join(map(_line, _ask(box, "SEARCH", None, "UNSEEN")))
        for number in found.split()[:AT_ONCE]:
            uid = number.decode()
            yield _fetch(box, uid, most_bytes)
            _ask(box, "STORE", uid, "+FLAGS", r"(\Seen)")


@contextmanager
def _open(account: Account) -> Iterator[imaplib.IMAP4]:
    kind = imaplib.IMAP4_SSL if account.encrypted else imaplib.IMAP4
    try:
        box = kind(account.host, account.port, timeout=PATIENCE)
        try:
            box.login(account.user, account.password)
            box.select(_quoted(account.folder))
            yield box
        finally:
            with suppress(OSError, imaplib.IMAP4.error):
                box.logout()
    except (OSError, imaplib.IMAP4.error) as error:
        raise MailboxTrouble(type(error).__name__) from error


def _fetch(box: imaplib.IMAP4, uid: str, most_bytes: int) -> Found:
    """The message, without marking it; of a message that is too large only the head."""
    told = b" ".join(map(_line, _ask(box, "FETCH", uid, "(RFC822.SIZE)")))
    size = SIZE.search(told)
    whole = size is not None and int(size[1]) <= most_bytes
    part = "BODY.PEEK[]" if whole else "BODY.PEEK[HEADER]"
    for one in _ask(box, "FETCH", uid, f"({part})"):
        if isinstance(one, tuple):
            return Found(one[1], whole)
    raise MailboxTrouble("a message could not be fetched")


def _ask(box: imaplib.IMAP4, command: str, *given: str | None) -> list[Answer]:
    answer, data = box.uid(command, *given)  # type: ignore[arg-type]
    if answer != "OK":
        raise MailboxTrouble(f"{command} was refused")
    return [one for one in data if one is not None]


def _line(answer: Answer) -> bytes:
    return answer[0] if isinstance(answer, tuple) else answer


def _quoted(folder: str) -> str:
    return '"' + folder.replace("\\", "\\\\").replace('"', '\\"') + '"'

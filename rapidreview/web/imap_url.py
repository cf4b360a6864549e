"""The address of the mailbox that is read, from ``IMAP_URL``; a wrong one refuses to start."""

from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SCHEMES = {"imap+ssl": 993, "imap": 143}
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


@dataclass(frozen=True, slots=True)
class ImapAccount:
    """Where a mailbox is, who reads it, and which folder of it."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    folder: str = "INBOX"
    encrypted: bool = True


def imap_account(url: str) -> ImapAccount | None:
    """``imap+ssl://user:password@mail.example/INBOX``; None for an empty one.

    Raises ImproperlyConfigured, without saying the password: without encryption only a
    mailbox on this machine is read.
    """
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme not in SCHEMES or not (parts.hostname and parts.username):
        raise ImproperlyConfigured(
            "IMAP_URL must look like imap+ssl://user:password@mail.example/INBOX."
        )
    encrypted = parts.scheme == "imap+ssl"
    if not encrypted and parts.hostname not in LOOPBACK:
        raise ImproperlyConfigured(
            "IMAP_URL must begin with imap+ssl:// unless the mailbox is on this machine."
        )
    return ImapAccount(
        parts.hostname,
        parts.port or SCHEMES[parts.scheme],
        unquote(parts.username),
        unquote(parts.password or ""),
        unquote(parts.path.strip("/")) or "INBOX",
        encrypted,
    )

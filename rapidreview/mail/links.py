"""Links in letters: a signed locator, rendered at delivery and stored nowhere.

A link finds a row and proves nothing about who opens it: the page behind it asks for a
code. Whether it still opens anything is decided by the row it names.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.conf import settings
from django.core import signing

from rapidreview.procedure.errors import LinkDead

SHAPE = re.compile(r"([0-9a-f]{32})-([A-Za-z0-9_-]{1,40})")
DEAD = (
    "This link does not open anything any more. It may have been used, replaced or "
    "copied in part. Telephone the partnership team: they can send you a new one."
)


class LinkKind(StrEnum):
    """Which page a link opens; the value is the first part of its address."""

    ANSWER = "answer"
    SIGN = "sign"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Link:
    """What a letter links to: an invitation's row and nonce, or a page of the product.

    ``path`` is for the kind "page" only; the person who follows it has to sign in.
    """

    kind: str
    ref: UUID | None = None
    nonce: str = ""
    path: str = ""


def token(ref: UUID, nonce: str) -> str:
    """The signed token of a row and its nonce."""
    return _signer().sign(f"{ref.hex}-{nonce}")


def read(given: str) -> tuple[UUID, str]:
    """Row and nonce again. Raises LinkDead for anything that we did not sign (P1.10)."""
    try:
        found = SHAPE.fullmatch(_signer().unsign(given))
    except signing.BadSignature as error:
        raise LinkDead(DEAD, "P1.10") from error
    if found is None:
        raise LinkDead(DEAD, "P1.10")
    return UUID(found[1]), found[2]


def address(link: Link) -> str:
    """The whole address that the reader of a letter follows."""
    if link.kind == LinkKind.PAGE or link.ref is None:
        return f"{settings.SITE_URL}{link.path}"
    return f"{settings.SITE_URL}/{link.kind}/{token(link.ref, link.nonce)}/"


def _signer() -> signing.Signer:
    return signing.Signer(sep=".", salt="rapidreview.mail.links")

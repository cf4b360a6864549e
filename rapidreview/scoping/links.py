"""The agency's way in: a link that finds, a code that proves, a cookie that remembers.

A link in a letter is a locator, never an authenticator (trust, decision 1). It opens a page
that says nothing; a single-use code goes to the address it was made for; after the code
a signed cookie, bound to the invitation and to its part, opens the form. The row decides
each time: author and senior manager have links, codes and cookies of their own.
"""

import secrets
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.core import signing
from django.db import transaction
from django.db.models import F

from rapidreview.mail.actions import queue
from rapidreview.mail.links import DEAD, Link, read
from rapidreview.mail.words import Recipient
from rapidreview.people.actor import Actor
from rapidreview.procedure.errors import LinkDead, ProcedureError
from rapidreview.procedure.vocabulary import Role
from rapidreview.scoping.letters import DOORS, link_of
from rapidreview.scoping.models import AgencyReturn, Invitation
from rapidreview.scoping.rounds import author_of, latest_round

CODE_DIGITS = 8
AUTHOR = Invitation.Part.AUTHOR
SALT = "rapidreview.scoping.links"


class TooManyTries(ProcedureError):
    """The code was typed wrongly too often; the words say until when to wait."""

    status = 429


class ReviewEnded(LinkDead):
    """The case has ended, or was closed: nobody is asked for anything any more."""


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody of an agency, past the code: their invitation and the round it opens."""

    invitation: Invitation
    agency_return: AgencyReturn


def invitation_from(
    token: str, at: datetime, part: Invitation.Part = AUTHOR
) -> Invitation:
    """The invitation a link of this part finds. Raises LinkDead where it opens nothing any
    more, and for a link of the other part."""
    ref, nonce = read(token)
    invitation = _found(ref, nonce, part)
    _require_alive(invitation, at)
    if latest_round(invitation.request).state == AgencyReturn.State.RECEIVED:
        raise _dead(invitation)
    return invitation


def link_for(agency_return: AgencyReturn) -> Link:
    """The link of the author who is to answer this round; for letters of later stages."""
    return link_of(author_of(agency_return.request))


@transaction.atomic
def send_code(invitation: Invitation, *, at: datetime) -> None:
    """Send a fresh single-use code to the address the link was made for.

    Raises TooManyTries while the last code is locked.
    """
    _require_unlocked(invitation, at)
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
    Invitation.objects.filter(pk=invitation.pk).update(
        code_hash=make_password(code), code_sent_at=at, code_tries=0
    )
    invitation.refresh_from_db(fields=["code_hash", "code_sent_at", "code_tries"])
    queue(
        "code",
        case=invitation.case,
        partnership=invitation.case.partnership,
        to=Recipient(invitation.name, invitation.email),
        words={"minutes": str(_minutes())},
        key=f"code:{invitation.pk}:{secrets.token_hex(8)}",
        at=at,
        code=f"{code[:4]} {code[4:]}",
    )


@transaction.atomic
def check_code(invitation: Invitation, typed: str, *, at: datetime) -> bool:
    """Whether this is the code that was sent: right once, within ten minutes, of five tries.

    Spaces and full-width digits are forgiven. The try is counted before it is judged, so
    that tries sent at once count too. Raises TooManyTries at the sixth.
    """
    _require_unlocked(invitation, at)
    open_row = Invitation.objects.filter(
        pk=invitation.pk, code_tries__lt=settings.CODE_TRIES
    )
    if open_row.update(code_tries=F("code_tries") + 1) != 1:
        raise _too_many(invitation)
    invitation.refresh_from_db(fields=["code_hash", "code_sent_at", "code_tries"])
    if not _in_time(invitation, at):
        return False
    if not check_password(canonical_code(typed), invitation.code_hash):
        return False
    used = Invitation.objects.filter(pk=invitation.pk, code_hash=invitation.code_hash)
    return used.update(code_hash="", code_tries=0, opened_at=at) == 1


def canonical_code(typed: str) -> str:
    """The digits of what was typed, whatever their width, spaces and hyphens left out."""
    plain = unicodedata.normalize("NFKC", typed)
    return "".join(sign for sign in plain if not sign.isspace() and sign != "-")


def tries_left(invitation: Invitation) -> int:
    """How many more tries the code has."""
    return max(settings.CODE_TRIES - invitation.code_tries, 0)


def code_is_out(invitation: Invitation, at: datetime) -> bool:
    """Whether a code was sent that can still be typed."""
    return bool(invitation.code_hash) and _in_time(invitation, at)


def masked(email: str) -> str:
    """An address that its owner knows again and nobody else learns: k…@school.example."""
    name, _, domain = email.partition("@")
    return f"{name[:1]}…@{domain}"


def actor_of(invitation: Invitation) -> Actor:
    """Who acts when the form is written or signed through this link."""
    role = Role.AGENCY_AUTHOR if invitation.part == AUTHOR else Role.SENIOR_MANAGER
    return Actor(
        invitation.person_id_in_log, invitation.name, role.words, frozenset({role})
    )


def cookie_for(invitation: Invitation, at: datetime) -> str:
    """The signed value that remembers who passed the code, and when."""
    given = {"ref": str(invitation.pk), "nonce": invitation.nonce, "at": at.timestamp()}
    return signing.dumps(given, salt=f"{SALT}.{invitation.part}")


def cookie_of(part: Invitation.Part) -> tuple[str, str]:
    """The name of the cookie of a part, and the path below which it is sent."""
    return DOORS[part].value, f"/{DOORS[part]}/"


def visit_from(cookie: str, at: datetime, part: Invitation.Part = AUTHOR) -> Visit:
    """The visit a cookie of this part remembers; the invitation is asked again each time.

    Raises LinkDead for no cookie, an old or forged one, one of the other part, or a link
    withdrawn meanwhile.
    """
    try:
        given = signing.loads(cookie, salt=f"{SALT}.{part}")
    except signing.BadSignature as error:
        raise LinkDead(OVER) from error
    began = datetime.fromtimestamp(given["at"], UTC)
    if not began <= at <= began + settings.LINK_SESSION_LIFE:
        raise LinkDead(OVER)
    invitation = _found(UUID(given["ref"]), given["nonce"], part)
    _require_alive(invitation, at)
    return Visit(invitation, latest_round(invitation.request))


OVER = (
    "You have been away for a while, or came here without your link. Open the link in "
    "our letter again and we will send you a new code. What you had saved is safe."
)


def _found(ref: UUID, nonce: str, part: Invitation.Part) -> Invitation:
    invitation = (
        Invitation.objects.select_related(
            "case__partnership", "request__agency", "request__case"
        )
        .filter(pk=ref, nonce=nonce, part=part)
        .first()
    )
    if invitation is None:
        raise LinkDead(DEAD, "P1.10")
    return invitation


def _require_alive(invitation: Invitation, at: datetime) -> None:
    if invitation.revoked_at is not None:
        raise _dead(invitation)
    if not invitation.case.is_open:
        raise _ended(invitation)
    if at >= invitation.expires_at:
        raise _dead(invitation)


def _ended(invitation: Invitation) -> ReviewEnded:
    """Only who holds a link that was theirs reads this; it says nothing of why (3.2)."""
    partnership = invitation.case.partnership
    return ReviewEnded(
        "The review for which you were sent this link has ended. Nothing more is needed from "
        f"you. If you have a question, telephone {partnership.name} on {partnership.phone}."
    )


def _dead(invitation: Invitation) -> LinkDead:
    """Neutral words: whom to ring, and nothing of why or for whom it was."""
    partnership = invitation.case.partnership
    return LinkDead(
        f"It may have been used or replaced. Telephone {partnership.name} on "
        f"{partnership.phone}: they can send you a new one."
    )


def _in_time(invitation: Invitation, at: datetime) -> bool:
    sent_at = invitation.code_sent_at
    return sent_at is not None and sent_at <= at < sent_at + settings.CODE_LIFE


def _require_unlocked(invitation: Invitation, at: datetime) -> None:
    invitation.refresh_from_db(fields=["code_hash", "code_sent_at", "code_tries"])
    if tries_left(invitation) == 0 and _in_time(invitation, at):
        raise _too_many(invitation)


def _too_many(invitation: Invitation) -> TooManyTries:
    return TooManyTries(
        f"The code was typed wrongly {settings.CODE_TRIES} times, so it no longer works. "
        f"Wait {_minutes()} minutes from the moment it was sent; then ask for a new one. "
        f"Or telephone {invitation.case.partnership.phone}."
    )


def _minutes() -> int:
    return int(settings.CODE_LIFE.total_seconds() // 60)

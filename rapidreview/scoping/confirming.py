"""The senior manager's three ways (P1.11): sign and send, give it back, pass it to another."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from rapidreview.dailylog import actions as dailylog
from rapidreview.people.actor import Actor
from rapidreview.procedure.errors import Incomplete, LinkDead, Stale
from rapidreview.procedure.logkinds import LogKind
from rapidreview.scoping.answering import fill_in_signature
from rapidreview.scoping.letters import to_author, to_team
from rapidreview.scoping.models import (
    AgencyReturn,
    Invitation,
    Signature,
    SignerComment,
)
from rapidreview.scoping.prefilled import in_full
from rapidreview.scoping.receiving import WEB, receive, require_complete
from rapidreview.scoping.rounds import (
    Named,
    author_of,
    lock_with_signer,
    signer_of,
)
from rapidreview.scoping.signatures import DECLARATIONS, fingerprint_of, sign
from rapidreview.scoping.to_signer import (
    give_to,
    is_author,
    require_another,
    to_the_author_again,
)

SIGNED_HERE = "Signed through a link of their own"


@transaction.atomic
def sign_and_send(
    agency_return: AgencyReturn,
    *,
    shown: str,
    name: str,
    role: str,
    declarations: Sequence[str],
    statement: str,
    by: Actor,
    at: datetime,
    late_reason: str = "",
) -> Signature:
    """Sign exactly the text that was shown, and send it: the return is received (P1.11).

    ``shown`` is the fingerprint of the text on the signer's page. Raises Stale where the
    text is another by now, NotSigned where author and signer are one (4.2 q), Incomplete
    without all four statements, AlreadyDone once it is not with a senior manager any more.
    """
    held, invitation = _hold(agency_return, by)
    if shown != fingerprint_of(held):
        raise Stale(
            "The form was changed after you opened this page, so nothing was signed. What "
            "stands below is the form as it is now. Please read it again before you sign."
        )
    require_complete(held)
    _require_confirmed(name, role, declarations)
    for one in (name, invitation.name):
        require_another(held, one, invitation.email)
    given = {
        "J1": "\n".join(declarations),
        "J2": name,
        "J3": role,
        "J4": SIGNED_HERE,
        "J5": in_full(at),
    }
    if late_reason:
        given["J6"] = late_reason
    fill_in_signature(held, given, by=by, at=at)
    signature = sign(
        held,
        how=SIGNED_HERE,
        statement=statement,
        by=by,
        at=at,
        same_person_reason=_reason_used(held, name, invitation),
    )
    receive(held, signature, channel=WEB, received_at=at, by=by, at=at)
    return signature


@transaction.atomic
def return_with_comment(
    agency_return: AgencyReturn, *, comment: str, by: Actor, at: datetime
) -> SignerComment:
    """Give the form back to its author, who gets a letter and sees the comment (P1.11)."""
    held, invitation = _hold(agency_return, by)
    if not comment.strip():
        raise Incomplete("Say what the author should look at again.", "P1.11")
    kept = SignerComment.objects.create(
        case=held.case,
        agency_return=held,
        name=invitation.name,
        words=comment,
        at=at,
    )
    to_the_author_again(held, at=at)
    dailylog.write(
        held.case,
        LogKind.RETURN_FROM_SIGNER,
        by=by,
        at=at,
        subject=held,
        agency=held.agency.name,
        to=author_of(held.request).name,
        text="Given back to the author with a comment, unsigned.",
    )
    to_author(
        "sign_returned",
        author_of(held.request),
        held,
        key=f"sign-returned:{kept.pk}",
        at=at,
        signer=invitation.name,
    )
    return kept


@transaction.atomic
def pass_on(
    agency_return: AgencyReturn,
    *,
    name: str,
    role: str,
    email: str,
    by: Actor,
    at: datetime,
) -> Invitation:
    """Another senior manager is to sign: a link of their own, this one dead, the Team told."""
    held, before = _hold(agency_return, by)
    invitation = give_to(held, Named(name, email, role), by=by, at=at)
    to_team(
        "signer_passed",
        held,
        key=f"signer-passed:{invitation.pk}",
        at=at,
        old=before.name,
        new=f"{name}, {role}",
    )
    return invitation


def _hold(agency_return: AgencyReturn, by: Actor) -> tuple[AgencyReturn, Invitation]:
    """The round and the live link for signing it. Raises LinkDead for anybody else's."""
    held = lock_with_signer(agency_return)
    invitation = signer_of(held.request)
    if (
        invitation is None
        or invitation.revoked_at is not None
        or invitation.person_id_in_log != by.id
    ):
        raise LinkDead(
            "This form is not with you any more. If you think it should be, telephone "
            f"{held.case.partnership.phone}.",
            "P1.11",
        )
    return held, invitation


def _require_confirmed(name: str, role: str, declarations: Sequence[str]) -> None:
    if not name.strip() or not role.strip():
        raise Incomplete("Enter your name and your role.", "P1.11")
    if set(declarations) != set(DECLARATIONS):
        raise Incomplete("Confirm each of the four statements.", "P1.11")


def _reason_used(held: AgencyReturn, name: str, invitation: Invitation) -> str:
    """The manager's reason, where it is what lets this person sign."""
    names = (name, invitation.name)
    needed = any(is_author(held, one, invitation.email) for one in names)
    return held.request.same_person_reason if needed else ""

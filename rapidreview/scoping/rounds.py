"""Which round of a return is the current one, whose it is, and how a round begins."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from rapidreview.evidence.form import FORM_VERSION
from rapidreview.people.models import AgencyPerson
from rapidreview.procedure.errors import AlreadyDone, NotYet
from rapidreview.procedure.requirements import require_still_open
from rapidreview.scoping.models import AgencyReturn, Invitation, ReturnRequest
from rapidreview.scoping.references import new_nonce, new_reference

# A late return must still find its way in; the row decides, not the date (trust, 1).
LINK_OUTLIVES_DUE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody an invitation is for."""

    name: str
    email: str
    role: str = ""
    person: AgencyPerson | None = None


def latest_round(request: ReturnRequest) -> AgencyReturn:
    """The newest round of a request."""
    return request.rounds.select_related(
        "case__partnership", "agency", "request"
    ).latest("round")


def author_of(request: ReturnRequest) -> Invitation:
    """The author's newest invitation, dead or alive."""
    return (
        request.invitations.select_related("case", "person")
        .filter(part=Invitation.Part.AUTHOR)
        .latest("made_at", "id")
    )


def begin_round(
    request: ReturnRequest,
    *,
    number: int,
    children: int,
    due_at: datetime,
    at: datetime,
) -> AgencyReturn:
    """A fresh round, saved and empty."""
    return AgencyReturn.objects.create(
        case=request.case,
        request=request,
        agency=request.agency,
        round=number,
        form_version=FORM_VERSION,
        children=children,
        asked_at=at,
        due_at=due_at,
        reference=new_reference(),
    )


def invite(
    request: ReturnRequest,
    named: Named,
    *,
    due_at: datetime,
    at: datetime,
    as_in_log: UUID | None = None,
) -> Invitation:
    """A new link for one named person; every earlier one for the request dies.

    ``as_in_log`` keeps the identity of a person who was invited before.
    """
    request.invitations.filter(revoked_at__isnull=True).update(revoked_at=at)
    return Invitation.objects.create(
        case=request.case,
        request=request,
        part=Invitation.Part.AUTHOR,
        person=named.person,
        person_id_in_log=as_in_log or uuid4(),
        name=named.name,
        role=named.role,
        email=named.email,
        nonce=new_nonce(),
        made_at=at,
        expires_at=max(due_at, at) + LINK_OUTLIVES_DUE,
    )


def invite_again(
    request: ReturnRequest, current: AgencyReturn, *, at: datetime
) -> Invitation:
    """A new link for the author there is."""
    before = author_of(request)
    named = Named(before.name, before.email, before.role, before.person)
    return invite(
        request,
        named,
        due_at=current.due_at,
        at=at,
        as_in_log=before.person_id_in_log,
    )


def leave_without_link(invitation: Invitation, *, at: datetime) -> None:
    """The form went out by other ways before: no link works until one is sent (P14.6)."""
    invitation.revoked_at = at
    invitation.save(update_fields=["revoked_at"])


def never_had_link(invitation: Invitation) -> bool:
    """Whether no link was ever sent for it."""
    return invitation.revoked_at == invitation.made_at


def lock(agency_return: AgencyReturn) -> AgencyReturn:
    """Read the round again and hold it, so that two writers come one after the other.

    Raises AlreadyDone once the case has ended: its returns are history.
    """
    agency_return.refresh_from_db(
        from_queryset=AgencyReturn.objects.select_for_update(
            of=("self",)
        ).select_related("case__partnership", "agency", "request")
    )
    require_still_open(is_open=agency_return.case.is_open)
    return agency_return


def lock_draft(agency_return: AgencyReturn) -> AgencyReturn:
    """Hold a round that can still be written. Raises AlreadyDone once it was received."""
    lock(agency_return)
    require_draft(agency_return)
    return agency_return


def require_draft(agency_return: AgencyReturn) -> None:
    """Raise AlreadyDone for a round that was received: its text no longer changes; and for
    any round of a case that has ended."""
    require_still_open(is_open=agency_return.case.is_open)
    if agency_return.state == AgencyReturn.State.RECEIVED:
        raise AlreadyDone(
            "This return has been received and can no longer be changed. If something "
            "is wrong in it, ask for another round.",
            "P2.3",
        )


def require_received(agency_return: AgencyReturn, what: str) -> None:
    """Raise NotYet for a round that has not come."""
    if agency_return.state != AgencyReturn.State.RECEIVED:
        raise NotYet(f"The return has not been received yet, so {what}.", "P2.3")


def attached_hashes(agency_return: AgencyReturn) -> Sequence[str]:
    """The SHA-256 of every file sent with the round: part of what is signed."""
    return list(agency_return.attachments.values_list("version__sha256", flat=True))

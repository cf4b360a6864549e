"""Which round of a return is the current one, whose it is, and how a round begins."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db.models import QuerySet

from rapidreview.evidence.form import FORM_VERSION
from rapidreview.people.models import AgencyPerson
from rapidreview.procedure.errors import AlreadyDone, NotYet
from rapidreview.procedure.requirements import require_still_open
from rapidreview.scoping.models import AgencyReturn, Invitation, ReturnRequest
from rapidreview.scoping.references import new_nonce, new_reference

# A late return must still find its way in; the row decides, not the date (trust, 1).
LINK_OUTLIVES_DUE = timedelta(days=30)
AUTHOR, SIGNER = Invitation.Part.AUTHOR, Invitation.Part.SIGNER


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
    return _invited(request, AUTHOR).latest("made_at", "id")


def signer_of(request: ReturnRequest) -> Invitation | None:
    """The senior manager's newest invitation, dead or alive; before one is asked, none."""
    return _invited(request, SIGNER).order_by("made_at", "id").last()


def holder_of(agency_return: AgencyReturn) -> Invitation:
    """Whose turn it is: the senior manager's while the round is with them, else the author's."""
    if agency_return.state == AgencyReturn.State.WITH_SIGNER:
        return signer_of(agency_return.request) or author_of(agency_return.request)
    return author_of(agency_return.request)


def _invited(request: ReturnRequest, part: Invitation.Part) -> QuerySet[Invitation]:
    return request.invitations.select_related("case", "person").filter(part=part)


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
    part: Invitation.Part = AUTHOR,
    as_in_log: UUID | None = None,
) -> Invitation:
    """A new link for one named person; every earlier one for the same part dies.

    ``as_in_log`` keeps the identity of a person who was invited before.
    """
    end_links(request, part, at=at)
    return Invitation.objects.create(
        case=request.case,
        request=request,
        part=part,
        person=named.person,
        person_id_in_log=as_in_log or uuid4(),
        name=named.name,
        role=named.role,
        email=named.email,
        nonce=new_nonce(),
        made_at=at,
        expires_at=max(due_at, at) + LINK_OUTLIVES_DUE,
    )


def end_links(request: ReturnRequest, *parts: Invitation.Part, at: datetime) -> int:
    """From now on no link of these parts opens anything; how many did."""
    live = request.invitations.filter(revoked_at__isnull=True, part__in=parts)
    return live.update(revoked_at=at)


def invite_again(
    request: ReturnRequest, current: AgencyReturn, before: Invitation, *, at: datetime
) -> Invitation:
    """A new link for somebody who was invited before."""
    named = Named(before.name, before.email, before.role, before.person)
    return invite(
        request,
        named,
        due_at=current.due_at,
        at=at,
        part=Invitation.Part(before.part),
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
    """Hold a round that can be written. Raises AlreadyDone once it is with the senior
    manager, or was received."""
    lock(agency_return)
    require_draft(agency_return)
    return agency_return


def lock_awaited(agency_return: AgencyReturn) -> AgencyReturn:
    """Hold a round that has not come, wherever in the agency it lies."""
    lock(agency_return)
    require_awaited(agency_return)
    return agency_return


def lock_with_signer(agency_return: AgencyReturn) -> AgencyReturn:
    """Hold a round that is with the senior manager. Raises AlreadyDone for any other."""
    lock_awaited(agency_return)
    if agency_return.state != AgencyReturn.State.WITH_SIGNER:
        raise AlreadyDone(
            "This form is not with a senior manager any more: its author has it again.",
            "P1.11",
        )
    return agency_return


def require_draft(agency_return: AgencyReturn) -> None:
    """Raise AlreadyDone for a round whose text no longer changes: it is with the senior
    manager, or was received, or its case has ended."""
    require_awaited(agency_return)
    if agency_return.state == AgencyReturn.State.WITH_SIGNER:
        raise AlreadyDone(
            "This return is with the senior manager and cannot be changed now. Take it "
            "back first.",
            "P1.11",
        )


def require_awaited(agency_return: AgencyReturn) -> None:
    """Raise AlreadyDone for a round that was received, and for any of a case that has
    ended."""
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

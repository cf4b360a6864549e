"""Who else may write or sign (P1.10, P1.11): a colleague takes over, an author may sign."""

from datetime import datetime

from django.db import transaction

from rapidreview.dailylog import actions as dailylog
from rapidreview.people.actor import Actor
from rapidreview.procedure.errors import Incomplete, Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.requirements import require_manager
from rapidreview.scoping.actions import reassign
from rapidreview.scoping.letters import to_team
from rapidreview.scoping.models import Invitation, ReturnRequest
from rapidreview.scoping.rounds import author_of, latest_round


@transaction.atomic
def hand_over(
    request: ReturnRequest,
    *,
    name: str,
    role: str,
    email: str,
    by: Actor,
    at: datetime,
) -> Invitation:
    """The author asks a colleague to write the return; the Team is told (P1.10).

    Their own link is dead at once; what they wrote is kept. Raises Incomplete without name
    or address, Refused for their own address.
    """
    before = author_of(request)
    if not name.strip() or not email.strip():
        raise Incomplete("Enter your colleague’s name and e-mail address.", "P1.10")
    if email.lower() == before.email.lower():
        raise Refused("That is your own address. Enter your colleague’s.", "P1.10")
    invitation = reassign(request, name=name, role=role, email=email, by=by, at=at)
    to_team(
        "handed_over",
        latest_round(request),
        key=f"handed-over:{invitation.pk}",
        at=at,
        old=before.name,
        new=f"{name}, {role}" if role else name,
    )
    return invitation


@transaction.atomic
def allow_same_person(
    request: ReturnRequest, *, reason: str, by: Actor, at: datetime
) -> None:
    """The manager lets the author sign too, with the reason (4.2 q).

    Raises NotPermitted for anybody else, Incomplete without a reason.
    """
    require_manager(by.roles)
    if not reason.strip():
        raise Incomplete("Say why the author may sign as well.", "P1.11")
    request.same_person_reason = reason
    request.save(update_fields=["same_person_reason"])
    dailylog.write(
        request.case,
        LogKind.SAME_PERSON_ALLOWED,
        by=by,
        at=at,
        subject=latest_round(request),
        agency=request.agency.name,
        text="Whoever writes this return may sign it too.",
        reason=reason,
    )

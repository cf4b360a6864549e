"""Who has which role on a case until when, and who stands in (P0.6)."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from rapidreview.case.access import held_at, holders
from rapidreview.case.models import Appointment, Case
from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.models import LogEntry
from rapidreview.people.actor import Actor
from rapidreview.people.models import Agency, Membership, User
from rapidreview.planning.inviting import withdraw_from
from rapidreview.planning.spoken import spoken
from rapidreview.procedure.errors import AlreadyDone, Refused
from rapidreview.procedure.keeping import STAY
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.requirements import require_open
from rapidreview.procedure.vocabulary import Role

LEFT = "You have no part in this review any more."
STOOD_IN_FOR = (Role.PARTNERSHIP_MANAGER, Role.JCR_CHAIR)


@transaction.atomic
def appoint(
    case: Case,
    user: User,
    role: Role,
    *,
    by: Actor,
    at: datetime,
    agency: Agency | None = None,
    from_at: datetime | None = None,
    to_at: datetime | None = None,
) -> Appointment:
    """Give somebody of the partnership a role on the case, from and to (P0.6).

    A case that has ended is kept for decades, so it gets a new manager, officer or Chair;
    nobody else. Raises AlreadyDone if they hold it, Refused for dates out of order or an
    outsider.
    """
    if role not in STAY:
        require_open(case_facts(case))
    _require_known(case, user, at)
    begins = from_at or at
    _require_order(begins, to_at)
    if case.appointments.filter(
        held_at(begins), user=user, role=role, agency=agency
    ).exists():
        raise AlreadyDone(f"{user.name} is {role.words} on this case already.", "P0.6")
    row = Appointment.objects.create(
        case=case, user=user, role=role, agency=agency, from_at=begins, to_at=to_at
    )
    until = f" until {spoken(to_at)}" if to_at else ""
    dailylog.write(
        case,
        LogKind.APPOINTMENT_MADE,
        by=by,
        at=at,
        subject=row,
        to=user.name,
        agency=agency.name if agency else "",
        text=f"{user.name}: {role.words} from {spoken(begins)}{until}.",
    )
    return row


@transaction.atomic
def end_appointment(
    appointment: Appointment, *, by: Actor, at: datetime, reason: str
) -> LogEntry:
    """End a role on the case, and with it what the person may open. Raises AlreadyDone.

    Who has no other role on it is not invited to its meetings any more. The last Partnership
    Manager stays: a case without one would be nobody's.
    """
    case, role = appointment.case, Role(appointment.role)
    if role is Role.PARTNERSHIP_MANAGER and not _others_manage(appointment, at):
        raise Refused(
            "This case would have no Partnership Manager. Appoint another one first.",
            "P1.3",
        )
    _end(appointment, at)
    if appointment.user not in holders(case, *Role, at=at):
        withdraw_from(case, appointment.user, because=LEFT, by=by, at=at)
    return dailylog.write(
        case,
        LogKind.APPOINTMENT_ENDED,
        by=by,
        at=at,
        subject=appointment,
        to=appointment.user.name,
        text=f"{appointment.user.name} is no longer {role.words} on this case.",
        reason=reason,
    )


@transaction.atomic
def stand_in(
    case: Case,
    *,
    user: User,
    for_user: User,
    role: Role,
    from_at: datetime,
    to_at: datetime,
    tasks: str,
    by: Actor,
    at: datetime,
) -> Appointment:
    """A deputy for the absent manager or Chair: who, for whom, which tasks, from, to (P0.6).

    Also on a case that has ended: its manager may be away on the day of a review.
    Raises Refused where nobody is absent from that role, or the dates are out of order.
    """
    _require_known(case, user, at)
    _require_order(from_at, to_at)
    if role not in STOOD_IN_FOR or for_user not in holders(case, role, at=at):
        raise Refused(
            "Somebody stands in for the Partnership Manager or for the JCR Chair of this "
            "case. Choose one of them.",
            "P0.6",
        )
    if user == for_user:
        raise Refused(
            "Nobody can stand in for themselves. Choose somebody else.", "P0.6"
        )
    row = Appointment.objects.create(
        case=case,
        user=user,
        role=role,
        from_at=from_at,
        to_at=to_at,
        stands_in_for=for_user,
        tasks=tasks,
    )
    dailylog.write(
        case,
        LogKind.STANDING_IN_BEGAN,
        by=by,
        at=at,
        subject=row,
        to=user.name,
        text=f"{user.name} stands in for {for_user.name} as {role.words} from "
        f"{spoken(from_at)} until {spoken(to_at)}. Tasks: {tasks or 'all of the role.'}",
    )
    return row


@transaction.atomic
def stop_standing_in(appointment: Appointment, *, by: Actor, at: datetime) -> LogEntry:
    """The manager or Chair is back before the planned end (P0.6). Raises AlreadyDone."""
    absent = appointment.stands_in_for
    if absent is None:
        raise Refused("This is nobody's deputy: end the role itself instead.", "P0.6")
    _end(appointment, at)
    return dailylog.write(
        appointment.case,
        LogKind.STANDING_IN_ENDED,
        by=by,
        at=at,
        subject=appointment,
        to=absent.name,
        text=f"{appointment.user.name} no longer stands in for {absent.name}.",
    )


def _require_known(case: Case, user: User, at: datetime) -> None:
    known = Membership.objects.filter(
        held_at(at), partnership_id=case.partnership_id, user=user
    )
    if not known.exists():
        raise Refused("Choose somebody of this partnership.", "P0.6")


def _require_order(from_at: datetime, to_at: datetime | None) -> None:
    if to_at is not None and to_at <= from_at:
        raise Refused(
            f"It would end, {spoken(to_at)}, before it begins, {spoken(from_at)}.",
            "P0.6",
        )


def _others_manage(appointment: Appointment, at: datetime) -> bool:
    return (
        appointment.case.appointments.filter(
            held_at(at), role=Role.PARTNERSHIP_MANAGER, stands_in_for=None
        )
        .exclude(pk=appointment.pk)
        .exists()
    )


def _end(appointment: Appointment, at: datetime) -> None:
    """End it now; one that has not begun ends as it begins."""
    ends = max(at, appointment.from_at)
    running = Q(to_at__isnull=True) | Q(to_at__gt=at)
    changed = Appointment.objects.filter(running, pk=appointment.pk).update(to_at=ends)
    if changed != 1:
        raise AlreadyDone("This has ended already.", "P0.6")
    appointment.to_at = ends

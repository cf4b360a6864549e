"""A case begins: the call becomes a folder, a log and a team (P1.1-P1.3, P1.12)."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from rapidreview.case.access import held_at
from rapidreview.case.models import Appointment, Case, FamilyMember
from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.plans import procedure_for
from rapidreview.opening.call_record import file_the_call
from rapidreview.opening.children import store_child
from rapidreview.opening.given import (
    ChildGiven,
    FamilyGiven,
    Incident,
    Notification,
    problems,
)
from rapidreview.opening.outlook import taken_in_on_day
from rapidreview.people.actor import Actor
from rapidreview.people.models import Membership, Partnership, User
from rapidreview.people.procedures import in_force, keep_shipped
from rapidreview.planning.anchors import NAME_NOT_KNOWN
from rapidreview.planning.spoken import listed
from rapidreview.procedure.calendar import london_day
from rapidreview.procedure.errors import Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.naming import case_label, initials
from rapidreview.procedure.vocabulary import Role, Subfolder

# Others are named for a case one by one: senior officers, executive leaders, the scrutineer.
STANDING_TEAM = (
    Role.PARTNERSHIP_MANAGER,
    Role.PARTNERSHIP_OFFICER,
    Role.MINUTE_TAKER,
    Role.JCR_CHAIR,
    Role.JCR_VICE_CHAIR,
    Role.JCR_MEMBER,
)


@transaction.atomic
def open_case(
    partnership: Partnership,
    notification: Notification,
    incident: Incident,
    children: Sequence[ChildGiven],
    *,
    by: Actor,
    at: datetime,
    family: Sequence[FamilyGiven] = (),
    period_from: date | None = None,
    period_to: date | None = None,
    manager: User | None = None,
) -> Case:
    """Open a case from the call that a SIN is intended.

    1. The case, its key, label and opaque reference; its procedure, kept; children and family.
    2. The Daily Log, whose first entry is the call itself: its day is Day 1.
    3. The folder with I to IV and the record of the call in it, the standing team, and who holds oversight.
    4. Where the call was on an earlier day of the review: that it is taken in (P14.6).

    Raises Refused for dates that cannot be true, or without a child or a manager.
    """
    _require_sense(notification, incident, children, at)
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    case = _new_case(partnership, notification, incident, children, at)
    keep_shipped(partnership, procedure_for(case), by=by, at=at)
    case.period_from, case.period_to = period_from, period_to
    case.save()
    dailylog.open_log(case)
    _log_the_call(case, notification, incident, by=by, at=at)
    for number, child in enumerate(children, 1):
        store_child(case, number, child, by=by, at=at)
    for number, member in enumerate(family, 1):
        _store_member(case, number, member)
    _make_folder(case, by=by, at=at)
    file_the_call(case, notification, by=by, at=at)
    held = _appoint_standing_team(case, by=by, at=at)
    _hand_oversight(case, manager or _manager_of(held, by), by=by, at=at)
    _say_if_taken_in(case, notification, by=by, at=at)
    return case


def _require_sense(
    notification: Notification,
    incident: Incident,
    children: Sequence[ChildGiven],
    at: datetime,
) -> None:
    first = next(problems(notification, incident, children, at=at), None)
    if first is not None:
        raise Refused(first.words, "P1.1")
    if not any(child.is_subject for child in children):
        raise Refused(
            "A review is about at least one child. A name may be unknown.", "P1.2"
        )


def _new_case(
    partnership: Partnership,
    notification: Notification,
    incident: Incident,
    children: Sequence[ChildGiven],
    at: datetime,
) -> Case:
    """The row, not saved yet. The folder label takes the first named child (4.2 c)."""
    earlier = Case.objects.filter(partnership=partnership)
    number = (earlier.aggregate(last=Max("number"))["last"] or 0) + 1
    named = [one for one in children if one.is_subject and one.name]
    procedure = in_force(partnership, london_day(notification.received_at))
    case = Case(
        partnership=partnership,
        number=number,
        reference=f"{partnership.case_prefix}-{number:04d}",
        label=case_label(
            london_day(notification.received_at),
            initials(named[0].name) if named else NAME_NOT_KNOWN,
            set(earlier.values_list("label", flat=True)),
        ),
        procedure=procedure.id,
        procedure_version=procedure.version,
        procedure_hash=procedure.hash,
        guidance=procedure.guidance_words,
        opened_at=at,
    )
    case.make_key()
    case.incident, case.incident_place = incident.words, incident.place
    return case


def _log_the_call(
    case: Case,
    notification: Notification,
    incident: Incident,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """The anchors, in the order in which they became known; the call first."""
    caller = f"{notification.from_name}, {notification.from_role}".strip(", ")
    dailylog.write(
        case,
        LogKind.NOTIFICATION_RECEIVED,
        by=by,
        at=at,
        occurred_at=notification.received_at,
        channel=notification.channel,
        text=f"From {caller}. {notification.words}".strip(),
    )
    dailylog.write(case, LogKind.CASE_OPENED, by=by, at=at, text=case.reference)
    dailylog.write(
        case,
        LogKind.INCIDENT_RECORDED,
        by=by,
        at=at,
        occurred_at=incident.occurred_at,
        text=f"{incident.words} Place: {incident.place}"
        if incident.place
        else incident.words,
    )
    if incident.la_aware_at:
        dailylog.write(
            case,
            LogKind.LA_AWARE_RECORDED,
            by=by,
            at=at,
            occurred_at=incident.la_aware_at,
            text=incident.la_aware_how,
        )


def _store_member(case: Case, number: int, given: FamilyGiven) -> None:
    row = FamilyMember(
        case=case,
        number=number,
        relationship=given.relationship,
        household=given.household,
    )
    row.name, row.born = given.name, given.born
    row.address, row.ethnicity = given.address, given.ethnicity
    row.save()


def _make_folder(case: Case, *, by: Actor, at: datetime) -> None:
    subfolders = "; ".join(one.words for one in Subfolder)
    dailylog.write(
        case, LogKind.FOLDER_MADE, by=by, at=at, location=f"{case.label}: {subfolders}"
    )


def _appoint_standing_team(case: Case, *, by: Actor, at: datetime) -> list[Appointment]:
    """Everybody who has a standing role works on every case; one entry names them all."""
    members = Membership.objects.filter(
        held_at(at), partnership_id=case.partnership_id, role__in=STANDING_TEAM
    ).select_related("user", "agency")
    held = [
        Appointment(
            case=case,
            user=one.user,
            role=one.role,
            agency=one.agency,
            from_at=at,
            to_at=one.to_at,
        )
        for one in members
    ]
    Appointment.objects.bulk_create(held)
    named = listed(f"{one.user.name} ({Role(one.role).words})" for one in held)
    dailylog.write(case, LogKind.APPOINTMENT_MADE, by=by, at=at, text=named)
    return held


def _manager_of(held: list[Appointment], by: Actor) -> User:
    """The manager who opens the case, else the first. Raises Refused without any."""
    managers = [one.user for one in held if one.role == Role.PARTNERSHIP_MANAGER]
    if not managers:
        raise Refused(
            "The partnership has no Partnership Manager to oversee a case.", "P1.3"
        )
    return next((one for one in managers if one.id == by.id), managers[0])


def _hand_oversight(case: Case, manager: User, *, by: Actor, at: datetime) -> None:
    dailylog.write(
        case,
        LogKind.OVERSIGHT_TAKEN,
        by=by,
        at=at,
        to=manager.name,
        text=f"{manager.name} oversees the review from now on.",
    )


def _say_if_taken_in(
    case: Case, notification: Notification, *, by: Actor, at: datetime
) -> None:
    day = taken_in_on_day(case.partnership, notification, at=at)
    if day:
        dailylog.write(
            case,
            LogKind.CASE_TAKEN_IN,
            by=by,
            at=at,
            text=f"Taken in on Day {day}. What was done before is entered with its true "
            "dates, and each such entry is marked late.",
        )

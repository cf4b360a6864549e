"""Oversight, agreed dates, contact with the Chair, invitations, mistyped anchors (P1.3-P1.6, P1.13)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from rapidreview.case.access import holders
from rapidreview.case.models import AgreedDate, Case
from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.models import LogEntry
from rapidreview.dailylog.plans import calendar_of, procedure_for
from rapidreview.people.actor import Actor
from rapidreview.planning.previews import agreed_or_planned, require_agreeable
from rapidreview.planning.spoken import Channel, spoken
from rapidreview.procedure.errors import AlreadyDone, NotPermitted, NotYet, Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.requirements import after_statutory, require_open
from rapidreview.procedure.vocabulary import Role


@transaction.atomic
def take_oversight(
    case: Case,
    *,
    by: Actor,
    at: datetime,
    text: str = "",
    occurred_at: datetime | None = None,
) -> LogEntry:
    """The manager, or who stands in, takes oversight (P1.3). Raises NotPermitted for others."""
    require_open(case_facts(case))
    if by.id not in {one.id for one in holders(case, Role.PARTNERSHIP_MANAGER, at=at)}:
        raise NotPermitted(
            "Oversight is held by the Partnership Manager or by the officer who stands in. "
            "Record first who stands in, and from when.",
            "P1.3",
        )
    return dailylog.write(
        case, LogKind.OVERSIGHT_TAKEN, by=by, at=at, occurred_at=occurred_at, text=text
    )


@transaction.atomic
def agree_date(
    case: Case,
    task_id: str,
    due_at: datetime,
    *,
    agreed_with: str,
    by: Actor,
    at: datetime,
    reason: str = "",
    subject: str = "",
    occurred_at: datetime | None = None,
    among: Mapping[str, datetime] | None = None,
) -> AgreedDate:
    """Agree a date for a task, or change one, old to new, with its reason (P1.5, P1.6).

    ``among`` are the dates that are agreed together with it. Raises Refused for a day that
    is not worked; for one after the statutory day, outside the task's window or out of
    order, without a reason; AlreadyDone where the date stands already.
    """
    facts = case_facts(case)
    require_open(facts)
    earlier = facts.agreed.get((task_id, subject or None))
    planned = agreed_or_planned(case, facts, task_id, subject, at=at)
    if earlier == due_at:
        raise AlreadyDone(f"This date stands already: {spoken(due_at)}.", "P1.5")
    if earlier and not reason:
        raise Refused(
            "Say why the date is changed: the Daily Log keeps the reason.", "P1.5"
        )
    agreed = {**facts.agreed}
    agreed |= {(task, None): day for task, day in (among or {}).items()}
    together = replace(facts, agreed=agreed)
    require_agreeable(case, together, task_id, due_at, reason)
    calendar = calendar_of(case, facts)
    beyond = after_statutory(procedure_for(case), facts, calendar, task_id, due_at)
    row = AgreedDate.objects.create(
        case=case,
        task=task_id,
        subject=subject,
        due_at=due_at,
        previous_at=planned.due_at,
        reason=reason,
        agreed_with=agreed_with,
        recorded_at=at,
    )
    dailylog.write(
        case,
        LogKind.DATE_CHANGED if earlier else LogKind.DATE_AGREED,
        by=by,
        at=at,
        occurred_at=occurred_at,
        subject=row,
        text=planned.title,
        task=task_id,
        to=agreed_with,
        old=spoken(planned.due_at) if planned.due_at else "",
        new=spoken(due_at),
        reason=f"{reason} {beyond}".strip(),
    )
    return row


@transaction.atomic
def set_timescales(
    case: Case,
    dates: Mapping[str, datetime],
    *,
    agreed_with: str,
    by: Actor,
    at: datetime,
    text: str = "",
    occurred_at: datetime | None = None,
) -> list[AgreedDate]:
    """The timescales set with the Chair, and each agreed date as its own entry (P1.4, P1.6)."""
    require_open(case_facts(case))
    if not dates:
        raise Refused("Agree at least one date with the Chair.", "P1.4")
    dailylog.write(
        case,
        LogKind.TIMESCALES_SET,
        by=by,
        at=at,
        occurred_at=occurred_at,
        to=agreed_with,
        text=text,
    )
    return [
        agree_date(
            case,
            task_id,
            due_at,
            agreed_with=agreed_with,
            by=by,
            at=at,
            reason=text,
            occurred_at=occurred_at,
            among=dates,
        )
        for task_id, due_at in dates.items()
    ]


@transaction.atomic
def record_contact(
    case: Case,
    *,
    with_name: str,
    channel: Channel | str,
    on_target: bool,
    text: str,
    by: Actor,
    at: datetime,
    occurred_at: datetime | None = None,
) -> LogEntry:
    """Contact with the Chair or the alternative professional, and whether all is on target (P1.13)."""
    require_open(case_facts(case))
    target = (
        "Every stage is on target." if on_target else "Not every stage is on target."
    )
    return dailylog.write(
        case,
        LogKind.CHAIR_CONTACTED,
        by=by,
        at=at,
        occurred_at=occurred_at,
        to=with_name,
        channel=channel,
        text=f"{target} {text}".strip(),
    )


@transaction.atomic
def discuss_timeline(
    case: Case,
    *,
    with_name: str,
    channel: Channel | str,
    text: str,
    by: Actor,
    at: datetime,
    occurred_at: datetime | None = None,
) -> LogEntry:
    """The overall timeline, discussed with the Chair once the SIN is in (P1.5)."""
    facts = case_facts(case)
    require_open(facts)
    if not facts.has(LogKind.SIN_SUBMITTED):
        raise NotYet(
            "The overall timeline is discussed once the SIN is submitted. Record the SIN "
            "first; until then record a contact with the Chair.",
            "P1.5",
        )
    return dailylog.write(
        case,
        LogKind.TIMELINE_DISCUSSED,
        by=by,
        at=at,
        occurred_at=occurred_at,
        to=with_name,
        channel=channel,
        text=text,
    )

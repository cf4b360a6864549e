"""Who does what: delegated tasks, lead professional, senior officers, minute-taker (P0.4, P1.4, P1.6, P1.14)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from rapidreview.case.access import held_at, holders
from rapidreview.case.models import Case
from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.models import LogEntry
from rapidreview.people.actor import Actor
from rapidreview.people.models import User
from rapidreview.planning.appointing import appoint
from rapidreview.planning.spoken import listed
from rapidreview.procedure.errors import Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.requirements import require_open
from rapidreview.procedure.vocabulary import Role


@transaction.atomic
def delegate(
    case: Case,
    *,
    tasks: str,
    to: User,
    by: Actor,
    at: datetime,
    occurred_at: datetime | None = None,
) -> LogEntry:
    """Hand tasks to somebody who works on the case (P1.4, P1.10). Raises Refused for others."""
    require_open(case_facts(case))
    if not case.appointments.filter(held_at(at), user=to).exists():
        raise Refused(
            f"{to.name} does not work on this case. Appoint them first.", "P1.4"
        )
    return dailylog.write(
        case,
        LogKind.TASK_DELEGATED,
        by=by,
        at=at,
        occurred_at=occurred_at,
        subject=to,
        to=to.name,
        text=tasks,
    )


@transaction.atomic
def confirm_lead_professional(
    case: Case,
    user: User,
    *,
    by: Actor,
    at: datetime,
    occurred_at: datetime | None = None,
    text: str = "",
) -> LogEntry:
    """The Chair, or the vice chair, as lead professional for the report (P1.14)."""
    require_open(case_facts(case))
    if user not in holders(case, Role.JCR_CHAIR, Role.JCR_VICE_CHAIR, at=at):
        raise Refused(
            "The lead professional is the JCR Chair or the vice chair.", "P1.14"
        )
    return dailylog.write(
        case,
        LogKind.LEAD_PROFESSIONAL_CONFIRMED,
        by=by,
        at=at,
        occurred_at=occurred_at,
        subject=user,
        to=user.name,
        text=text,
    )


@transaction.atomic
def confirm_senior_officers(
    case: Case,
    users: Sequence[User],
    *,
    by: Actor,
    at: datetime,
    occurred_at: datetime | None = None,
    text: str = "",
) -> LogEntry:
    """The senior officers of the statutory partners who take part (P1.6)."""
    require_open(case_facts(case))
    if not users:
        raise Refused("Choose at least one senior officer.", "P1.6")
    there = holders(case, Role.SENIOR_OFFICER, at=at)
    for user in users:
        if user not in there:
            appoint(case, user, Role.SENIOR_OFFICER, by=by.now(), at=at)
    return dailylog.write(
        case,
        LogKind.SENIOR_OFFICERS_CONFIRMED,
        by=by,
        at=at,
        occurred_at=occurred_at,
        to=listed(one.name for one in users),
        text=text,
    )


@transaction.atomic
def name_minute_taker(
    case: Case,
    user: User,
    *,
    by: Actor,
    at: datetime,
    occurred_at: datetime | None = None,
    text: str = "",
) -> LogEntry:
    """Who takes the minutes of every meeting of this case (P0.4)."""
    require_open(case_facts(case))
    if user not in holders(case, Role.MINUTE_TAKER, at=at):
        appoint(case, user, Role.MINUTE_TAKER, by=by.now(), at=at)
    return dailylog.write(
        case,
        LogKind.MINUTE_TAKER_NAMED,
        by=by,
        at=at,
        occurred_at=occurred_at,
        to=user.name,
        text=f"{user.name} takes the minutes of every meeting of this case. {text}".strip(),
    )

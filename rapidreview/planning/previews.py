"""What a changed date would move, before anybody confirms it (P1.5): old to new, task by task."""

from dataclasses import dataclass, replace
from datetime import datetime

from rapidreview.case.models import Case
from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.plans import calendar_of, duties_for, plan_for, procedure_for
from rapidreview.planning.effects import Effect, effect_on
from rapidreview.procedure.agreeing import require_order, to_be_answered
from rapidreview.procedure.changes import Change, Moved
from rapidreview.procedure.errors import Refused
from rapidreview.procedure.facts import CaseFacts, Fact
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.requirements import require_window
from rapidreview.procedure.timetable import PlannedTask

MILESTONES = (
    "return_due",
    "send_invitations",
    "rapid_review_meeting",
    "begin_report",
    "report_to_chair",
    "signed_report",
    "executive_meeting",
)


@dataclass(frozen=True, slots=True)
class DueMoment:
    """A task and the moment it is due now, by agreement or by the plan."""

    task: str
    title: str
    due_at: datetime | None


Dates = dict[tuple[str, str | None], DueMoment]


def agreed_or_planned(
    case: Case, facts: CaseFacts, task_id: str, subject: str = "", *, at: datetime
) -> DueMoment:
    """When a task is due now. Raises Refused for a task that the procedure does not have."""
    planned = next(
        (one for one in plan_for(case, facts).tasks if one.id == task_id), None
    )
    if planned is None:
        raise Refused(
            "The procedure has no such task. Choose one of the timeline.", "P1.4"
        )
    due_at = _due(facts, _dates(case, facts, at), planned, subject)
    return DueMoment(task_id, planned.title, due_at)


def milestones(case: Case, facts: CaseFacts, *, at: datetime) -> list[DueMoment]:
    """The dates that are agreed on Day 1, as they stand now (P1.6)."""
    planned = {one.id: one for one in plan_for(case, facts).tasks}
    own = _dates(case, facts, at)
    return [
        DueMoment(task, planned[task].title, _due(facts, own, planned[task]))
        for task in MILESTONES
        if task in planned
    ]


def changeable(case: Case, facts: CaseFacts, *, at: datetime) -> list[DueMoment]:
    """Every task whose date can be agreed otherwise: dated, of the case, not of each agency."""
    own = _dates(case, facts, at)
    return [
        DueMoment(one.id, one.title, due_at)
        for one in plan_for(case, facts).tasks
        if (due_at := _due(facts, own, one)) and not _is_one_of_many(case, one.id)
    ]


def _is_one_of_many(case: Case, task_id: str) -> bool:
    return procedure_for(case).tasks[task_id].for_each is not None


def preview_change(
    case: Case,
    task_id: str,
    due_at: datetime,
    subject: str = "",
    *,
    at: datetime,
    reason: str = "",
) -> Effect:
    """Everything that moves if this date is agreed: that task first, then what hangs on it.

    Raises Refused where the date could not be agreed for this reason.
    """
    facts = case_facts(case)
    require_agreeable(case, facts, task_id, due_at, reason)
    now = agreed_or_planned(case, facts, task_id, subject, at=at)
    agreed = {**facts.agreed, (task_id, subject or None): due_at}
    then = replace(facts, agreed=agreed)
    effect = effect_on(case, facts, then, at=at, first=task_id)
    if any((one.task, one.subject or "") == (task_id, subject) for one in effect.tasks):
        return effect
    itself = Moved(
        task_id,
        subject or None,
        now.title,
        Change.MOVED,
        None,
        now.due_at,
        None,
        due_at,
    )
    return replace(effect, tasks=(itself, *effect.tasks))


def require_agreeable(
    case: Case, facts: CaseFacts, task_id: str, due_at: datetime, reason: str
) -> None:
    """Raise Refused for a date that cannot be, or not without a reason (P1.6, P0.7)."""
    told = (procedure_for(case), facts, calendar_of(case, facts), task_id, due_at)
    require_window(*told, reason)
    require_order(*told, reason)


def reasons_wanted(case: Case, task_id: str, due_at: datetime) -> tuple[str, ...]:
    """What the reason for this date must answer, in words (P1.5, P1.6)."""
    facts = case_facts(case)
    calendar = calendar_of(case, facts)
    return to_be_answered(procedure_for(case), facts, calendar, task_id, due_at)


def preview_anchor(
    case: Case, kind: LogKind, new_at: datetime, *, at: datetime
) -> Effect:
    """Everything that moves if the instant of this fact is corrected."""
    facts = case_facts(case)
    corrected = Fact(
        kind=kind,
        subject=None,
        at=new_at,
        recorded_at=at,
        actor="",
        seq=len(facts.facts) + 1,
    )
    then = replace(facts, facts=(*facts.facts, corrected))
    return effect_on(case, facts, then, at=at)


def _due(
    facts: CaseFacts, own: Dates, planned: PlannedTask, subject: str = ""
) -> datetime | None:
    key = (planned.id, subject or None)
    duty = own.get(key)
    return facts.agreed.get(key) or (duty.due_at if duty else None) or planned.latest


def _dates(case: Case, facts: CaseFacts, at: datetime) -> Dates:
    return {
        (duty.task, duty.subject): DueMoment(duty.task, duty.title, duty.due_at)
        for duty in duties_for(case, facts, at)
    }

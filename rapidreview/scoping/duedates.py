"""When a return is due: the procedure's moment, or another with its reason (4.2 a, o, p)."""

from datetime import datetime

from rapidreview.case.models import Case
from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.plans import calendar_of_case, procedure_for
from rapidreview.people.actor import Actor
from rapidreview.planning import actions as planning
from rapidreview.procedure.duedates import return_due
from rapidreview.procedure.errors import NotYet, Refused
from rapidreview.procedure.facts import CaseFacts
from rapidreview.scoping.models import AgencyReturn
from rapidreview.scoping.prefilled import in_full

TASK = "return_due"
ANCHOR = "intention_notified"


def usual_due(case: Case, facts: CaseFacts, *, sent_at: datetime) -> datetime:
    """The deadline agreed for all returns (P1.6); else the procedure's own (4.2 a)."""
    if agreed := facts.agreed.get((TASK, None)):
        return agreed
    anchor = facts.anchor(ANCHOR)
    if anchor is None:
        raise NotYet("The date of the notification is not recorded yet.", "P1.1")
    return return_due(sent_at, anchor, calendar_of_case(case), procedure_for(case))


def asked_moment(
    case: Case,
    facts: CaseFacts,
    *,
    sent_at: datetime,
    due_at: datetime | None,
    why: str,
) -> datetime:
    """The moment asked for. Raises Refused for another one without its reason."""
    usual = usual_due(case, facts, sent_at=sent_at)
    if due_at is None or due_at == usual:
        return _not_past(usual, due_at, sent_at)
    if not why.strip():
        raise Refused(
            f"The form is due {in_full(usual)}. If you ask for another moment, say why.",
            "P1.10",
        )
    return _not_past(due_at, due_at, sent_at)


def agree_due(
    agency_return: AgencyReturn,
    *,
    by: Actor,
    at: datetime,
    why: str,
    occurred_at: datetime | None = None,
) -> None:
    """Record the round's own moment where the timetable would have said another."""
    facts = case_facts(agency_return.case)
    usual = usual_due(agency_return.case, facts, sent_at=agency_return.asked_at)
    if agency_return.due_at != usual:
        agree(
            agency_return,
            agreed_with="",
            by=by,
            at=at,
            why=why,
            occurred_at=occurred_at,
        )


def agree(
    agency_return: AgencyReturn,
    *,
    agreed_with: str,
    by: Actor,
    at: datetime,
    why: str,
    occurred_at: datetime | None = None,
) -> None:
    """The round's moment as an agreed date of the timetable (P1.6)."""
    planning.agree_date(
        agency_return.case,
        TASK,
        agency_return.due_at,
        agreed_with=agreed_with or agency_return.agency.name,
        by=by,
        at=at,
        reason=why,
        subject=str(agency_return.pk),
        occurred_at=occurred_at,
    )


def _not_past(due_at: datetime, asked: datetime | None, sent_at: datetime) -> datetime:
    if due_at <= sent_at and asked is None:
        raise Refused(
            f"The usual moment, {in_full(due_at)}, has passed. Name another, and say why.",
            "P1.10",
        )
    if due_at <= sent_at:
        raise Refused("The form cannot be due before it is sent.", "P1.10")
    return due_at

"""A case's calendar, procedure, timetable and duties: the core, asked about one case.

It stands with the log because the core needs what the log knows, and because every entry
names the version of the calendar it was made under.
"""

from dataclasses import dataclass
from datetime import datetime

from rapidreview.case.models import Case
from rapidreview.dailylog.closures import working_days
from rapidreview.people.models import Partnership
from rapidreview.procedure.calendar import WorkingDays
from rapidreview.procedure.definition import Procedure, shipped
from rapidreview.procedure.duties import Duty, duties
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.timetable import Timetable, plan

LOCAL, PANEL = "local", "panel"


@dataclass(frozen=True, slots=True)
class DayOfCase:
    """The day of the local clock, of how many, in words; and the Panel's, if it runs."""

    number: int
    of: int
    words: str
    panel_words: str


def calendar_for(owner: Case | Partnership) -> WorkingDays:
    """The working days of the partnership, its closures and overrides included."""
    return working_days(owner.partnership_id if isinstance(owner, Case) else owner.pk)


def procedure_for(case: Case) -> Procedure:
    """The procedure under which the case was opened."""
    return shipped(case.procedure)


def calendar_of(facts: CaseFacts) -> WorkingDays:
    """The calendar that the facts of a case carry; asks no database."""
    return WorkingDays.england(facts.overrides, facts.closures)


def plan_for(case: Case, facts: CaseFacts) -> Timetable:
    """Every task with its dates, from the anchors that the log knows (P1.4)."""
    return plan(
        procedure_for(case), facts.anchors(), calendar_of(facts), facts=facts.kinds
    )


def duties_for(case: Case, facts: CaseFacts, at: datetime) -> list[Duty]:
    """What is due on the case, most urgent first."""
    return duties(procedure_for(case), facts, calendar_of(facts), at)

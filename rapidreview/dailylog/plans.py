"""A case's calendar, procedure, timetable and duties: the core, asked about one case.

It stands with the log because the core needs what the log knows, and because every entry
names the version of the calendar it was made under.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from rapidreview.case.models import Case
from rapidreview.dailylog.closures import working_days
from rapidreview.people.models import Partnership
from rapidreview.procedure.calendar import WorkingDays, london_day
from rapidreview.procedure.clocks import day_number
from rapidreview.procedure.definition import Procedure, shipped
from rapidreview.procedure.duties import Duty, duties
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.timetable import Timetable, plan
from rapidreview.procedure.windows import Clock

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
        procedure_for(case), facts.anchors(), calendar_of(facts), facts=facts.names
    )


def duties_for(case: Case, facts: CaseFacts, at: datetime) -> list[Duty]:
    """What is due on the case, most urgent first."""
    return duties(procedure_for(case), facts, calendar_of(facts), at)


def day_words(case: Case, facts: CaseFacts, at: datetime) -> DayOfCase:
    """Which day of the case it is at ``at``: "Day 4 of 15" on every page (P1.4).

    Once the report is submitted no clock runs any more: then on which day it was.
    """
    procedure = procedure_for(case)
    calendar = calendar_of(facts)
    ours = procedure.clocks[LOCAL]
    if is_beyond(at, calendar):
        return DayOfCase(0, ours.length, f"After day {ours.length}", "")
    number = _number(ours, facts, at, calendar)
    if sent := facts.all(LogKind.REPORT_SUBMITTED):
        sent_on = _number(ours, facts, sent[0].at, calendar)
        words = f"Submitted on day {sent_on} of {ours.length}"
        return DayOfCase(number, ours.length, words, "")
    words = _day_in_words(number, ours.length)
    panel = procedure.clocks.get(PANEL)
    panel_number = _number(panel, facts, at, calendar) if panel else 0
    panel_words = f"National Panel day {panel_number}" if panel_number else ""
    return DayOfCase(number, ours.length, words, panel_words)


def day_counter(
    case: Case, started_at: datetime | None, calendar: WorkingDays
) -> Callable[[datetime], str]:
    """What gives the day of our own clock of many instants, in words: "Day 4"."""
    ours = procedure_for(case).clocks[LOCAL]

    def day_of(instant: datetime) -> str:
        if is_beyond(instant, calendar):
            return f"After day {ours.length}"
        day = london_day(instant)
        number = day_number(ours, started_at, day, calendar) if started_at else 0
        return f"Day {number}" if number else "Before day 1"

    return day_of


def is_beyond(instant: datetime, calendar: WorkingDays) -> bool:
    """Whether working days can no longer be counted then: a case is kept for decades."""
    return london_day(instant).year > calendar.last_year


def _day_in_words(number: int, length: int) -> str:
    if number > length:
        return f"Day {number}, {number - length} beyond the {length}"
    return f"Day {number} of {length}" if number else "Before day 1"


def _number(clock: Clock, facts: CaseFacts, at: datetime, calendar: WorkingDays) -> int:
    """The day's number on a clock; 0 while the clock does not run yet."""
    started_at = facts.anchor(clock.anchor)
    if started_at is None:
        return 0
    return day_number(clock, started_at, london_day(at), calendar)

"""A case's calendar, procedure, timetable and duties: the core, asked about one case.

It stands with the log because the core needs what the log knows, and because every entry
names the version of the calendar it was made under.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from rapidreview.case.models import Case
from rapidreview.dailylog.closures import working_days
from rapidreview.people.models import Partnership
from rapidreview.people.procedures import in_force, kept
from rapidreview.procedure.calendar import WorkingDays, london_day
from rapidreview.procedure.clocks import day_number
from rapidreview.procedure.definition import Procedure
from rapidreview.procedure.duties import Duty, duties
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.running import Running, is_beyond, running
from rapidreview.procedure.timetable import Timetable, calendar_for, plan


@dataclass(frozen=True, slots=True)
class DayOfCase:
    """The day of the partnership's own clock, of how many, in words; and every clock of
    the whole review, its own first."""

    number: int
    of: int
    words: str
    clocks: tuple[Running, ...]


def procedure_for(case: Case) -> Procedure:
    """The procedure that the case follows: the one it was opened with, unless moved."""
    return kept(case.partnership_id, case.procedure, case.procedure_hash)


def calendar_of_case(case: Case) -> WorkingDays:
    """The working days of a case: of its procedure's nation, and of its partnership."""
    return working_days(case.partnership_id, procedure_for(case))


def calendar_on(partnership: Partnership, on: date) -> WorkingDays:
    """The working days of a partnership, by the procedure that is in force on a day."""
    return working_days(partnership.pk, in_force(partnership, on))


def calendar_of(case: Case, facts: CaseFacts) -> WorkingDays:
    """The working days of a case from the facts at hand; asks no database."""
    return calendar_for(procedure_for(case), facts)


def plan_for(case: Case, facts: CaseFacts) -> Timetable:
    """Every task with its dates, from the anchors and agreed dates that the log knows (P1.4)."""
    return plan(
        procedure_for(case),
        facts.anchors(),
        calendar_of(case, facts),
        facts=facts,
        rules=facts.rules,
    )


def duties_for(case: Case, facts: CaseFacts, at: datetime) -> list[Duty]:
    """What is due on the case, most urgent first."""
    return duties(procedure_for(case), facts, calendar_of(case, facts), at)


def day_words(
    case: Case, facts: CaseFacts, at: datetime, timetable: Timetable | None = None
) -> DayOfCase:
    """Which day of the case it is at ``at``: "Day 4 of 15" on every page (P1.4).

    Once the report is submitted no clock runs any more: then on which day it was.
    ``timetable`` is the plan, where the caller has it already.
    """
    planned = timetable or plan_for(case, facts)
    sent = facts.all(LogKind.REPORT_SUBMITTED)
    clocks = running(
        procedure_for(case),
        planned,
        calendar_of(case, facts),
        facts.names,
        sent[0].at if sent else at,
    )
    if sent:
        clocks = tuple(map(_at_submission, clocks))
    ours = clocks[0]
    words = "Before day 1" if ours.waits else ours.words
    return DayOfCase(ours.number, ours.of, words, clocks)


def _at_submission(clock: Running) -> Running:
    if clock.waits or not clock.whole:
        return clock
    words = f"Submitted on day {clock.number} of {clock.of}"
    return replace(clock, words=words, ended=True)


def day_counter(
    case: Case, started_at: datetime | None, calendar: WorkingDays
) -> Callable[[datetime], str]:
    """What gives the day of our own clock of many instants, in words: "Day 4"."""
    procedure = procedure_for(case)
    ours = procedure.clocks[procedure.main_clock]

    def day_of(instant: datetime) -> str:
        if is_beyond(instant, calendar):
            return f"After day {ours.length}"
        day = london_day(instant)
        number = day_number(ours, started_at, day, calendar) if started_at else 0
        return f"Day {number}" if number else "Before day 1"

    return day_of

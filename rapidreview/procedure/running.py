"""How the clocks of a case stand at an instant: what is said of them on every page (P1.4)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from rapidreview.procedure.anchors import anchor_words
from rapidreview.procedure.calendar import WorkingDays, london_day
from rapidreview.procedure.clocks import day_number
from rapidreview.procedure.definition import Procedure
from rapidreview.procedure.timetable import PlannedClock, Timetable
from rapidreview.procedure.windows import Clock, Unit


@dataclass(frozen=True, slots=True)
class Running:
    """A clock at an instant: which day it is, of how many, and by when it must be done.

    ``words`` say the day, or what is waited for; ``rule`` how it counts. ``latest_on`` is
    the latest day that is permissible; ``target_on`` the day before it where it is not sure
    whether the first day counts (3.1). ``ends_first``: before the partnership's own clock.
    ``ended``: what it was for has come.
    """

    name: str
    title: str
    started_at: datetime | None
    number: int
    of: int
    words: str
    rule: str
    latest_on: date | None
    target_on: date | None
    ends_first: bool
    whole: bool
    ended: bool = False

    @property
    def waits(self) -> bool:
        """Whether what it counts from has not happened yet."""
        return self.started_at is None


def running(
    procedure: Procedure,
    timetable: Timetable,
    calendar: WorkingDays,
    known: Collection[str],
    at: datetime,
) -> tuple[Running, ...]:
    """The clocks of the case: the partnership's own, those of the whole review, and those
    that somebody outside keeps, as the SIN's, until one of the ``known`` facts ends it."""
    own_end = timetable.clocks[procedure.main_clock].ends_on
    outside = (name for name, clock in procedure.clocks.items() if not clock.ours)
    names = dict.fromkeys((*procedure.whole_clocks, *outside))
    found = (
        _running(name, timetable.clocks[name], own_end, calendar, at) for name in names
    )
    return tuple(
        replace(one, words="Ended", ended=True)
        if _is_met(one, procedure, known)
        else one
        for one in found
    )


def day_in_words(number: int, length: int) -> str:
    """The day of a clock, of how many; after the end by how much it is beyond."""
    if number > length:
        return f"Day {number}, {number - length} beyond the {length}"
    return f"Day {number} of {length}" if number else "Before day 1"


def is_beyond(instant: datetime, calendar: WorkingDays) -> bool:
    """Whether working days can no longer be counted then: a case is kept for decades."""
    return london_day(instant).year > calendar.last_year


def _is_met(clock: Running, procedure: Procedure, known: Collection[str]) -> bool:
    """Whether what somebody outside owes by this clock has come."""
    owed = (
        fact
        for task in procedure.tasks.values()
        if task.latest and task.latest.clock == clock.name
        for fact in task.done_when
    )
    return not clock.whole and not clock.waits and any(one in known for one in owed)


def _running(
    name: str,
    planned: PlannedClock,
    own_end: date | None,
    calendar: WorkingDays,
    at: datetime,
) -> Running:
    clock, length, _ = planned.counted
    number, words = _now(clock, length, planned.started_at, calendar, at)
    target = planned.target_days.get(length) if not clock.ours else None
    first = target or planned.ends_on
    return Running(
        name=name,
        title=planned.title,
        started_at=planned.started_at,
        number=number,
        of=length,
        words=words,
        rule=planned.words,
        latest_on=planned.ends_on,
        target_on=target if target != planned.ends_on else None,
        whole=planned.whole,
        ends_first=bool(planned.whole and own_end and first and first < own_end),
    )


def _now(
    clock: Clock,
    length: int,
    started_at: datetime | None,
    calendar: WorkingDays,
    at: datetime,
) -> tuple[int, str]:
    if started_at is None:
        each = clock.anchors or (clock.anchor,)
        return 0, f"waits for {' or '.join(anchor_words(one) for one in each)}"
    if clock.unit is Unit.HOUR:
        return 0, f"{length} hours"
    if is_beyond(at, calendar):
        return 0, f"After day {length}"
    number = day_number(clock, started_at, london_day(at), calendar)
    return number, day_in_words(number, length)

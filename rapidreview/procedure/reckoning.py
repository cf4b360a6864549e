"""From the bound of a window to the instant: one set of rules for plan, duties and letters.

The anchors, agreed dates and calendar of one case are held while its tasks are reckoned;
each day of a clock is computed once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from rapidreview.procedure.calendar import LONDON, WorkingDays, at_time, london_day
from rapidreview.procedure.clocks import nth_day
from rapidreview.procedure.definition import (
    Bound,
    Clock,
    CountsFrom,
    Procedure,
    SameDay,
    Unit,
)

START_OF_DAY, END_OF_DAY = time(0, 0), time(23, 59)
AgreedDates = Mapping[tuple[str, str | None], datetime]
Started = Callable[[str, str | None], datetime | None]


class Due(NamedTuple):
    """An instant, and the strict one where it was rolled to a working day (4.2 b)."""

    at: datetime
    strict_at: datetime | None = None


@dataclass(slots=True)
class Reckoning:
    """Reckons the bounds of one case.

    ``started`` gives the instant of an anchor, of one subject if it has that; ``counts_from``
    replaces the rule of the partnership's own clocks.
    """

    procedure: Procedure
    calendar: WorkingDays
    started: Started
    agreed: AgreedDates = field(default_factory=dict)
    counts_from: CountsFrom | None = None
    _days: dict[tuple[str, datetime, int], date] = field(default_factory=dict)

    def opens(self, bound: Bound | None, subject: str | None = None) -> datetime | None:
        """When a window opens, or None while that cannot be known."""
        due = self._due(bound, subject, START_OF_DAY) if bound else None
        return due.at if due else None

    def due(self, bound: Bound | None, subject: str | None = None) -> Due | None:
        """When a window closes, or None while that cannot be known."""
        return self._due(bound, subject, END_OF_DAY) if bound else None

    def due_of(self, task_id: str, subject: str | None = None) -> Due | None:
        """When a task is due: by its agreed date if it has one, else by its window.

        A date agreed for the task as a whole holds for a subject that has none of its own.
        """
        agreed = self.agreed.get((task_id, subject)) or self.agreed.get((task_id, None))
        if agreed:
            return Due(agreed)
        return self.due(self.procedure.tasks[task_id].latest, subject)

    def day(self, name: str, number: int, subject: str | None = None) -> date | None:
        """The day of this number on a clock, or None while it is not running."""
        clock = self.procedure.clocks[name]
        started_at = self.started(clock.anchor, subject)
        if started_at is None:
            return None
        key = (name, started_at, number)
        if key not in self._days:
            self._days[key] = nth_day(
                clock, started_at, number, self.calendar, self.rule(clock)
            )
        return self._days[key]

    def rule(self, clock: Clock) -> CountsFrom | None:
        """Whether the anchor's day counts on this clock."""
        return (self.counts_from if clock.ours else None) or clock.counts_from

    def _due(self, bound: Bound, subject: str | None, default: time) -> Due | None:
        if bound.clock:
            return self._by_clock(bound, subject, default)
        if bound.earliest_of:
            each = [self._due(one, subject, default) for one in bound.earliest_of]
            known = [one for one in each if one]
            return min(known, key=lambda one: one.at, default=None)
        if bound.of_task:
            return self.due_of(bound.of_task)
        if bound.same_day:
            received_at = self.started(bound.same_day.anchor, subject)
            return self._same_day(bound.same_day, received_at) if received_at else None
        happened_at = self.started(bound.at_once or "", subject)
        return Due(happened_at) if happened_at else None

    def _by_clock(self, bound: Bound, subject: str | None, default: time) -> Due | None:
        name = bound.clock or ""
        clock = self.procedure.clocks[name]
        if clock.unit is Unit.HOUR:
            started_at = self.started(clock.anchor, subject)
            return self._after_hours(clock, started_at) if started_at else None
        day = self.day(name, clock.length if bound.day is None else bound.day, subject)
        return Due(at_time(day, bound.at or default)) if day else None

    def _after_hours(self, clock: Clock, started_at: datetime) -> Due:
        """So many hours on; where the clock rolls, on a working day at that time of day."""
        strict_at = started_at + timedelta(hours=clock.length)
        day = london_day(strict_at)
        calendar = self.calendar if clock.ours else self.calendar.national
        if not clock.rolls or calendar.is_working_day(day):
            return Due(strict_at)
        time_of_day = strict_at.astimezone(LONDON).time()
        return Due(at_time(calendar.next_working_day(day), time_of_day), strict_at)

    def _same_day(self, rule: SameDay, received_at: datetime) -> Due:
        day = london_day(received_at)
        in_time = received_at.astimezone(LONDON).time() <= rule.cut_off
        if in_time and self.calendar.is_working_day(day):
            return Due(at_time(day, rule.by))
        return Due(at_time(self.calendar.add(day, 1), rule.next_day))

"""From the bound of a window to the instant: one set of rules for plan, duties and letters.

The anchors, agreed dates and calendar of one case are held while its tasks are reckoned;
each day of a clock is computed once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from rapidreview.procedure.calendar import LONDON, WorkingDays, at_time, london_day
from rapidreview.procedure.clocks import calendar_of, nth_day
from rapidreview.procedure.definition import Procedure
from rapidreview.procedure.parts import DatedRule
from rapidreview.procedure.windows import Bound, Clock, CountsFrom, SameDay, Unit

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
    replaces the rule of the partnership's own clocks; ``known`` are the facts that there are;
    ``rules`` hold for a time besides those of the file, the last one first of all.
    """

    procedure: Procedure
    calendar: WorkingDays
    started: Started
    agreed: AgreedDates = field(default_factory=dict)
    counts_from: CountsFrom | None = None
    known: Collection[str] = ()
    rules: Sequence[DatedRule] = ()
    _dues: dict[tuple[str, str | None], Due | None] = field(default_factory=dict)
    _begun: dict[tuple[str, str | None], datetime | None] = field(default_factory=dict)
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
        if self.agreed:
            agreed = self.agreed.get((task_id, subject))
            if agreed := agreed or self.agreed.get((task_id, None)):
                return Due(agreed)
        key = (task_id, subject)
        if key not in self._dues:
            self._dues[key] = self.due(self.latest(task_id, subject), subject)
        return self._dues[key]

    def latest(self, task_id: str, subject: str | None = None) -> Bound | None:
        """The end of a task's window, by the dated rule that is in force for it, if any."""
        for rule in self._rules(task_id):
            clock = rule.latest.clock if rule.latest else None
            started_at = self.begun(clock, subject) if clock else None
            if started_at and rule.holds(london_day(started_at)):
                return rule.latest
        return self.procedure.tasks[task_id].latest

    def length(self, name: str, started_at: datetime | None) -> int:
        """How far a clock goes, by the dated rule in force on the day it began, if any."""
        for rule in self._rules(name):
            if rule.length and started_at and rule.holds(london_day(started_at)):
                return rule.length
        return self.procedure.clocks[name].length

    def _rules(self, name: str) -> Iterator[DatedRule]:
        """The dated rules of a clock or a task, the newest first."""
        yield from (one for one in self.rules[::-1] if name in (one.clock, one.task))
        yield from self.procedure.dated_rules.get(name, ())

    def begun(self, name: str, subject: str | None = None) -> datetime | None:
        """When a clock began: with the first of its anchors, or on the date of a task."""
        key = (name, subject)
        if key not in self._begun:
            self._begun[key] = self._first(self.procedure.clocks[name], subject)
        return self._begun[key]

    def _first(self, clock: Clock, subject: str | None) -> datetime | None:
        if clock.of_task:
            due = self.due_of(clock.of_task, subject)
            return due.at if due else None
        each = [self.started(anchor, subject) for anchor in clock.anchors]
        return min((at for at in each if at), default=None)

    def day(self, name: str, number: int, subject: str | None = None) -> date | None:
        """The day of this number on a clock, or None while it is not running."""
        started_at = self.begun(name, subject)
        return self.counted(name, started_at, number) if started_at else None

    def counted(self, name: str, started_at: datetime, number: int) -> date:
        """The same for a clock that began then; each day is computed once."""
        key = (name, started_at, number)
        if key not in self._days:
            clock = self.procedure.clocks[name]
            self._days[key] = nth_day(
                clock, started_at, number, self.calendar, self.rule(clock)
            )
        return self._days[key]

    def rule(self, clock: Clock) -> CountsFrom | None:
        """Whether the anchor's day counts on this clock."""
        chosen = self.counts_from if clock.ours and clock.counts_from else None
        return chosen or clock.counts_from

    def _due(self, bound: Bound, subject: str | None, default: time) -> Due | None:
        if bound.only_if and bound.only_if not in self.known:
            return None
        if bound.clock:
            return self._by_clock(bound.clock, bound, subject, default)
        if bound.earliest_of:
            each = [self._due(one, subject, default) for one in bound.earliest_of]
            known = [one for one in each if one]
            return min(known, key=lambda one: one.at, default=None)
        if bound.of_task:
            return self.due_of(bound.of_task, subject)
        if bound.same_day:
            received_at = self.started(bound.same_day.anchor, subject)
            return self._same_day(bound.same_day, received_at) if received_at else None
        happened_at = self.started(bound.at_once or "", subject)
        return Due(happened_at) if happened_at else None

    def _by_clock(
        self, name: str, bound: Bound, subject: str | None, default: time
    ) -> Due | None:
        clock, started_at = self.procedure.clocks[name], self.begun(name, subject)
        if started_at is None:
            return None
        if clock.unit is Unit.HOUR:
            hours = timedelta(hours=self.length(name, started_at))
            return self._rolled(clock, started_at + hours)
        number = bound.day or (
            -bound.before if bound.before else self.length(name, started_at)
        )
        day = self.counted(name, started_at, number)
        return self._rolled(clock, at_time(day, bound.at or default))

    def _rolled(self, clock: Clock, strict_at: datetime) -> Due:
        """Where the clock rolls, the same time of day on the next working day."""
        if not clock.rolls:
            return Due(strict_at)
        day, calendar = london_day(strict_at), calendar_of(clock, self.calendar)
        if calendar.is_working_day(day):
            return Due(strict_at)
        time_of_day = strict_at.astimezone(LONDON).time()
        return Due(at_time(calendar.next_working_day(day), time_of_day), strict_at)

    def _same_day(self, rule: SameDay, received_at: datetime) -> Due:
        day = london_day(received_at)
        in_time = received_at.astimezone(LONDON).time() <= rule.cut_off
        if in_time and self.calendar.is_working_day(day):
            return Due(at_time(day, rule.by))
        return Due(at_time(self.calendar.add(day, 1), rule.next_day))

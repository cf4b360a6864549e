"""Where a task stands before anything is done: its clock, its days, and whether it is wanted."""

from collections.abc import Collection
from dataclasses import dataclass

from rapidreview.procedure.definition import Procedure
from rapidreview.procedure.parts import Stage, Task
from rapidreview.procedure.windows import Bound

UNANCHORED, CONDITIONAL, NOT_NEEDED = "unanchored", "conditional", "not_needed"


@dataclass(frozen=True, slots=True)
class Conditions:
    """The facts that are known to be, and those that are known not to be."""

    known: Collection[str]
    denied: Collection[str]

    def state(self, task: Task, *, dated: bool) -> str | None:
        """How a task stands, before anything is done."""
        if task.unless and task.unless in self.known:
            return NOT_NEEDED
        if task.only_if and task.only_if not in self.known:
            decided = task.only_if in self.denied or task.settled_by in self.known
            return NOT_NEEDED if decided else CONDITIONAL
        return None if dated else UNANCHORED


def clock_of(bound: Bound | None, procedure: Procedure) -> str | None:
    """The clock a bound counts on; of several, or of another task's, the first."""
    if bound is None or bound.clock:
        return bound.clock if bound else None
    if bound.of_task:
        return clock_of(procedure.tasks[bound.of_task].latest, procedure)
    return next((each.clock for each in bound.earliest_of), None)


def days_of(
    stage: Stage, earliest: Bound | None, latest: Bound | None, procedure: Procedure
) -> tuple[int, int] | None:
    """The first and last day of a window on the clock of its stage, if it ends on that."""
    clock = stage.clock or procedure.main_clock
    last = _day_of(latest, clock, procedure)
    if last is None:
        return None
    first = _day_of(earliest, clock, procedure)
    if first is None:
        first = stage.days[0] if stage.days else last
    return (min(first, last), last)


def _day_of(bound: Bound | None, clock: str, procedure: Procedure) -> int | None:
    if bound is None:
        return None
    if bound.of_task:
        return _day_of(procedure.tasks[bound.of_task].latest, clock, procedure)
    for each in (bound, *bound.earliest_of):
        if each.clock == clock and not each.before:
            return each.day or procedure.clocks[clock].length
    return None

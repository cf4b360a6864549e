"""Where a task stands on the days of its stage: its clock, its first and its last day."""

from rapidreview.procedure.definition import Procedure
from rapidreview.procedure.parts import Bound, Stage


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

"""What somebody who reads a timetable must be told at once, in sentences."""

from collections.abc import Iterator
from datetime import date

from rapidreview.procedure.anchors import anchor_words
from rapidreview.procedure.calendar import london_day
from rapidreview.procedure.clocks import calendar_of, nth_day, started_day
from rapidreview.procedure.naming import spoken_date
from rapidreview.procedure.parts import Clock, CountsFrom, Unit
from rapidreview.procedure.reckoning import Reckoning


def cautions(reckoning: Reckoning) -> Iterator[str]:
    """Anchors and ends on closed days, clocks that end before ours, closures on the way."""
    yield from _closed_anchors(reckoning)
    yield from _closed_ends(reckoning)
    yield from _clocks_that_end_first(reckoning)
    yield from _came_late(reckoning)
    yield from _closures(reckoning)


def _closed_anchors(reckoning: Reckoning) -> Iterator[str]:
    for name, clock in _clocks(reckoning, Unit.WORKING_DAY):
        started_at = reckoning.begun(name)
        day = started_day(clock, started_at) if started_at else None
        closed = calendar_of(clock, reckoning.calendar).name_of(day) if day else None
        first = reckoning.day(name, 1)
        if day and closed and first:
            yield (
                f"{clock.title}: {spoken_date(day)} is not a working day ({closed}); "
                f"day 1 is {spoken_date(first)}."
            )


def _closed_ends(reckoning: Reckoning) -> Iterator[str]:
    """A clock of calendar days, weeks or months may end when nobody works."""
    for name, clock in _clocks(
        reckoning, Unit.CALENDAR_DAY, Unit.WEEK, Unit.MONTH
    ):
        last, calendar = _last(name, reckoning), calendar_of(clock, reckoning.calendar)
        closed = calendar.name_of(last) if last else None
        if last and closed:
            then = ""
            if clock.rolls:
                then = f"; what is due then is due on {spoken_date(calendar.add(last, 0))}"
            yield (
                f"{clock.title}: it ends on {spoken_date(last)}, which is not a working "
                f"day ({closed}){then}."
            )


def _clocks_that_end_first(reckoning: Reckoning) -> Iterator[str]:
    """A clock of the whole review that runs out before the partnership's own (3.1)."""
    main, *others = reckoning.procedure.whole_clocks
    ours, own_end = reckoning.procedure.clocks[main], _last(main, reckoning)
    for name in others:
        clock = reckoning.procedure.clocks[name]
        aim, last = (
            _last(name, reckoning, rule)
            for rule in (CountsFrom.SAME_DAY, CountsFrom.NEXT_DAY)
        )
        if own_end and aim and last and aim < own_end:
            yield (
                f"{clock.title}: it ends before the {ours.title.lower()}: target "
                f"{spoken_date(aim)}, latest {spoken_date(last)}, against "
                f"{spoken_date(own_end)}. Work to the earlier day."
            )


def _came_late(reckoning: Reckoning) -> Iterator[str]:
    """What somebody else owed by a clock of theirs, and brought after it (P1.2)."""
    for task in reckoning.procedure.tasks.values():
        name = task.latest.clock if task.latest else None
        due = reckoning.due_of(task.id)
        if name is None or due is None or reckoning.procedure.clocks[name].ours:
            continue
        for fact in task.done_when:
            came_at = reckoning.started(fact, None)
            if came_at and came_at > due.at:
                yield (
                    f"{reckoning.procedure.clocks[name].title}: {anchor_words(fact)} was "
                    f"due by {spoken_date(london_day(due.at))} and came on "
                    f"{spoken_date(london_day(came_at))}."
                )


def _closures(reckoning: Reckoning) -> Iterator[str]:
    """Local closures that move days of the partnership's own clock."""
    main = reckoning.procedure.main_clock
    first, last = reckoning.day(main, 1), _last(main, reckoning)
    if first is None or last is None:
        return
    national = reckoning.calendar.national
    days = national.run(first, national.between(first, last) + 1)
    closed = [day for day in days if not reckoning.calendar.is_working_day(day)]
    if closed:
        yield (
            f"Local closure on {', '.join(map(spoken_date, closed))}: it moves the "
            "partnership's own days, never the Panel or SIN clock."
        )


def _last(
    name: str, reckoning: Reckoning, rule: CountsFrom | None = None
) -> date | None:
    """The last day of a clock by its own rule or by this one; None if it has none."""
    clock, started_at = reckoning.procedure.clocks[name], reckoning.begun(name)
    if started_at is None or clock.unit is Unit.HOUR:
        return None
    length = reckoning.length(name, started_at)
    if rule is None:
        return reckoning.counted(name, started_at, length)
    return nth_day(clock, started_at, length, reckoning.calendar, rule)


def _clocks(reckoning: Reckoning, *units: Unit) -> Iterator[tuple[str, Clock]]:
    for name, clock in reckoning.procedure.clocks.items():
        if clock.unit in units:
            yield name, clock

"""What somebody who reads a timetable must be told at once, in sentences."""

from collections.abc import Iterator
from datetime import date, datetime

from rapidreview.procedure.anchors import anchor_words
from rapidreview.procedure.calendar import london_day
from rapidreview.procedure.clocks import calendar_of, latest, started_day, target
from rapidreview.procedure.naming import spoken_date
from rapidreview.procedure.parts import Task
from rapidreview.procedure.reckoning import Reckoning
from rapidreview.procedure.windows import Clock, Unit


def cautions(reckoning: Reckoning) -> Iterator[str]:
    """Anchors and ends on closed days, clocks that end before ours, closures on the way."""
    yield from _closed_anchors(reckoning)
    yield from _closed_ends(reckoning)
    yield from _clocks_that_end_first(reckoning)
    yield from _came_late(reckoning)
    yield from _out_of_order(reckoning)
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
    for name, clock in _clocks(reckoning, Unit.CALENDAR_DAY, Unit.WEEK, Unit.MONTH):
        last, calendar = _last(name, reckoning), calendar_of(clock, reckoning.calendar)
        closed = calendar.name_of(last) if last else None
        if last and closed:
            then = ""
            if clock.rolls:
                then = (
                    f"; what is due then is due on {spoken_date(calendar.add(last, 0))}"
                )
            yield (
                f"{clock.title}: it ends on {spoken_date(last)}, which is not a working "
                f"day ({closed}){then}."
            )


def _clocks_that_end_first(reckoning: Reckoning) -> Iterator[str]:
    """A clock of the whole review that runs out before the partnership's own (3.1)."""
    main, *others = reckoning.procedure.whole_clocks
    ours, own_end = reckoning.procedure.clocks[main], _last(main, reckoning)
    for name in others:
        clock, started_at = reckoning.procedure.clocks[name], reckoning.begun(name)
        if started_at is None or own_end is None:
            continue
        given = (clock, started_at, reckoning.calendar)
        length = reckoning.length(name, started_at)
        if target(*given, length) < own_end:
            yield (
                f"{clock.title}: it ends before the {ours.title.lower()}: target "
                f"{spoken_date(target(*given, length))}, latest "
                f"{spoken_date(latest(*given, length))}, against "
                f"{spoken_date(own_end)}. Work to the earlier day."
            )


def _came_late(reckoning: Reckoning) -> Iterator[str]:
    """What somebody else owed by a clock of theirs, and brought after it (P1.2)."""
    for task in reckoning.procedure.tasks.values():
        name = task.latest.clock if task.latest else None
        if name and not reckoning.procedure.clocks[name].ours:
            title, due = (
                reckoning.procedure.clocks[name].title,
                reckoning.due_of(task.id),
            )
            for fact in task.done_when if due else ():
                came_at = reckoning.started(fact, None)
                if due and came_at and came_at > due.at:
                    yield (
                        f"{title}: {anchor_words(fact)} was due by "
                        f"{spoken_date(london_day(due.at))} and came on "
                        f"{spoken_date(london_day(came_at))}."
                    )


def _out_of_order(reckoning: Reckoning) -> Iterator[str]:
    """A task that is due before one that it needs, as the dates have fallen."""
    tasks = reckoning.procedure.tasks
    for task in tasks.values():
        for needed in (tasks[name] for name in task.needs):
            due, first = reckoning.due_of(task.id), reckoning.due_of(needed.id)
            if (
                due
                and first
                and first.at > due.at
                and _are_wanted(reckoning, task, needed)
                and not _still_fits(reckoning, task, needed, due.at)
            ):
                yield (
                    f"“{task.title}” is due on {spoken_date(london_day(due.at))}, before "
                    f"“{needed.title}”, which it needs and which is due on "
                    f"{spoken_date(london_day(first.at))}. Agree another date for one."
                )


def _still_fits(
    reckoning: Reckoning, task: Task, needed: Task, due_at: datetime
) -> bool:
    """A date that people agreed asks only for what comes first to be done sooner (P1.6)."""
    if (task.id, None) not in reckoning.agreed:
        return False
    if (needed.id, None) in reckoning.agreed:
        return False
    opens_at = reckoning.opens(needed.earliest)
    return opens_at is None or opens_at < due_at


def _are_wanted(reckoning: Reckoning, *tasks: Task) -> bool:
    """Whether it is known that these tasks are to be done in this case."""
    known = reckoning.known
    return all(
        (task.only_if is None or task.only_if in known)
        and (task.unless is None or task.unless not in known)
        for task in tasks
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


def _last(name: str, reckoning: Reckoning) -> date | None:
    """The last day of a clock; None if it does not run, or counts hours."""
    started_at = reckoning.begun(name)
    if started_at is None or reckoning.procedure.clocks[name].unit is Unit.HOUR:
        return None
    return reckoning.counted(name, started_at, reckoning.length(name, started_at))


def _clocks(reckoning: Reckoning, *units: Unit) -> Iterator[tuple[str, Clock]]:
    for name, clock in reckoning.procedure.clocks.items():
        if clock.unit in units:
            yield name, clock

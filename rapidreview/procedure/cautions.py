"""What somebody who reads a timetable must be told at once, in sentences."""

from collections.abc import Iterator
from datetime import date

from rapidreview.procedure.anchors import anchor_words
from rapidreview.procedure.calendar import london_day
from rapidreview.procedure.clocks import latest, started_day, target
from rapidreview.procedure.definition import Clock, Unit
from rapidreview.procedure.naming import spoken_date
from rapidreview.procedure.reckoning import Reckoning


def cautions(reckoning: Reckoning) -> Iterator[str]:
    """Anchors on closed days, clocks that end before ours, closures on the way."""
    yield from _closed_anchors(reckoning)
    yield from _clocks_that_end_first(reckoning)
    yield from _late_notification(reckoning)
    yield from _closures(reckoning)


def _closed_anchors(reckoning: Reckoning) -> Iterator[str]:
    for name, clock in _day_clocks(reckoning):
        started_at = reckoning.started(clock.anchor, None)
        calendar = reckoning.calendar if clock.ours else reckoning.calendar.national
        day = started_day(clock, started_at) if started_at else None
        closed = calendar.name_of(day) if day else None
        first = reckoning.day(name, 1)
        if day and closed and first:
            yield (
                f"{clock.title}: {spoken_date(day)} is not a working day ({closed}); "
                f"day 1 is {spoken_date(first)}."
            )


def _clocks_that_end_first(reckoning: Reckoning) -> Iterator[str]:
    """A clock of the same length that runs out before the partnership's own (3.1)."""
    main = reckoning.procedure.main_clock
    ours = reckoning.procedure.clocks[main]
    own_end = reckoning.day(main, ours.length)
    if own_end is None:
        return
    for _, clock in _day_clocks(reckoning):
        started_at = reckoning.started(clock.anchor, None)
        if clock.ours or started_at is None or clock.length != ours.length:
            continue
        last = latest(clock, started_at, reckoning.calendar)
        aim = target(clock, started_at, reckoning.calendar)
        if aim < own_end:
            yield (
                f"{clock.title}: it ends before the {ours.title.lower()}: target "
                f"{spoken_date(aim)}, latest {spoken_date(last)}, against "
                f"{spoken_date(own_end)}. Work to the earlier day."
            )


def _late_notification(reckoning: Reckoning) -> Iterator[str]:
    """A notification that went to the Panel after its own limit (P1.2)."""
    sent_at = reckoning.started("sin_submitted", None)
    for name, clock in _day_clocks(reckoning):
        limit = (
            reckoning.day(name, clock.length) if clock.anchor == "la_aware" else None
        )
        if sent_at and limit and london_day(sent_at) > limit:
            yield (
                f"{clock.title}: {anchor_words('sin_submitted')} was due by "
                f"{spoken_date(limit)} and was sent on {spoken_date(london_day(sent_at))}."
            )


def _closures(reckoning: Reckoning) -> Iterator[str]:
    """Local closures that move days of the partnership's own clock."""
    main = reckoning.procedure.main_clock
    length = reckoning.procedure.clocks[main].length
    first, last = reckoning.day(main, 1), reckoning.day(main, length)
    if first is None or last is None:
        return
    national = reckoning.calendar.national
    days = national.run(first, national.between(first, last) + 1)
    closed = [day for day in days if not reckoning.calendar.is_working_day(day)]
    if closed:
        yield (
            f"Local closure on {_listed(closed)}: it moves the partnership's own days, "
            "never the Panel or SIN clock."
        )


def _listed(days: list[date]) -> str:
    return ", ".join(spoken_date(day) for day in days)


def _day_clocks(reckoning: Reckoning) -> Iterator[tuple[str, Clock]]:
    for name, clock in reckoning.procedure.clocks.items():
        if clock.unit is Unit.WORKING_DAY:
            yield name, clock

"""Clocks: from an instant and a way of counting to days (handbook, 3.1 and 5).

``same_day`` makes the anchor's day day 1, or the next working day if it is none;
``next_day`` makes it day 0. A negative day counts back from the anchor. Nothing counts
down: a day is computed from the anchor each time it is asked for.
"""

from calendar import monthrange
from datetime import date, datetime, timedelta

from rapidreview.procedure.calendar import LONDON, WorkingDays, london_day
from rapidreview.procedure.definition import Clock, CountsFrom, Unit


def started_day(clock: Clock, started_at: datetime) -> date:
    """The anchor's day; after the clock's cut-off it is the day after (4.2 r)."""
    day = london_day(started_at)
    if clock.cut_off and started_at.astimezone(LONDON).time() > clock.cut_off:
        return day + timedelta(days=1)
    return day


def nth_day(
    clock: Clock,
    started_at: datetime,
    number: int,
    calendar: WorkingDays,
    counts_from: CountsFrom | None = None,
) -> date:
    """The day that has this number: a working day, or the end of so many weeks or months.

    Raises CalendarUnknown beyond the years whose holidays are known.
    """
    start = started_day(clock, started_at)
    rule = counts_from or clock.counts_from
    days = _calendar_of(clock, calendar)
    if clock.unit is Unit.WORKING_DAY:
        return _nth_working_day(start, number, rule, days)
    counted = 1 if rule is CountsFrom.SAME_DAY and number > 0 else 0
    match clock.unit:
        case Unit.MONTH:
            end = add_months(start, number)
        case Unit.WEEK:
            end = start + timedelta(weeks=number)
        case _:
            end = start + timedelta(days=number)
    return end - timedelta(days=counted)


def _nth_working_day(
    start: date, number: int, rule: CountsFrom | None, days: WorkingDays
) -> date:
    if number <= 0:
        return days.add(start, number)
    if rule is CountsFrom.SAME_DAY:
        return days.add(days.next_working_day(start), number - 1)
    return days.add(start, number)


def day_table(
    clock: Clock,
    started_at: datetime,
    calendar: WorkingDays,
    length: int | None = None,
    counts_from: CountsFrom | None = None,
) -> dict[int, date]:
    """The days of a clock by number; a clock of hours has none."""
    if clock.unit is Unit.HOUR:
        return {}
    last = clock.length if length is None else length
    if clock.unit is Unit.WORKING_DAY:
        first = nth_day(clock, started_at, 1, calendar, counts_from)
        days = _calendar_of(clock, calendar).run(first, last)
        return dict(enumerate(days, start=1))
    return {
        number: nth_day(clock, started_at, number, calendar, counts_from)
        for number in range(1, last + 1)
    }


def day_number(
    clock: Clock, started_at: datetime, on: date, calendar: WorkingDays
) -> int:
    """Which day of the clock ``on`` is; 0 before day 1.

    A day that is no working day has the number of the last working day before it.
    """
    first = nth_day(clock, started_at, 1, calendar)
    if on < first:
        return 0
    if clock.unit is Unit.WORKING_DAY:
        return _calendar_of(clock, calendar).between(first, on) + 1
    return (on - first).days + 1


def latest(clock: Clock, started_at: datetime, calendar: WorkingDays) -> date:
    """The last day if the anchor's day does not count: the latest that can be meant."""
    return nth_day(clock, started_at, clock.length, calendar, CountsFrom.NEXT_DAY)


def target(clock: Clock, started_at: datetime, calendar: WorkingDays) -> date:
    """The last day if the anchor's day counts: the day to aim at."""
    return nth_day(clock, started_at, clock.length, calendar, CountsFrom.SAME_DAY)


def add_months(day: date, months: int) -> date:
    """The same day so many months on, or the last day of a month that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _calendar_of(clock: Clock, calendar: WorkingDays) -> WorkingDays:
    """Local closures move our own clocks, never the Panel's or the SIN's."""
    return calendar if clock.ours else calendar.national

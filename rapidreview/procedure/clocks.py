"""Clocks: from an instant and a way of counting to days (handbook, 3.1 and 5).

``same_day`` makes the anchor's day day 1, or the next working day if it is none;
``next_day`` makes it day 0. A negative day counts back from the anchor. Nothing counts
down: a day is computed from the anchor each time it is asked for.
"""

from calendar import monthrange
from datetime import date, datetime, timedelta

from rapidreview.procedure.anchors import anchor_words
from rapidreview.procedure.calendar import LONDON, WorkingDays, london_day
from rapidreview.procedure.windows import Clock, CountsFrom, Unit


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
    if clock.unit is Unit.WORKING_DAY:
        return _nth_working_day(start, number, rule, calendar_of(clock, calendar))
    counted = 1 if rule is CountsFrom.SAME_DAY and number > 0 else 0
    return later(start, clock.unit, number) - timedelta(days=counted)


def later(day: date, unit: Unit, number: int) -> date:
    """So many calendar days, weeks or months after a day, before it if negative."""
    if unit is Unit.MONTH:
        return add_months(day, number)
    return day + timedelta(days=number * (7 if unit is Unit.WEEK else 1))


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
        days = calendar_of(clock, calendar).run(first, last)
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
        return calendar_of(clock, calendar).between(first, on) + 1
    return (on - first).days + 1


def latest(
    clock: Clock, started_at: datetime, calendar: WorkingDays, length: int | None = None
) -> date:
    """The last day if the anchor's day does not count: the latest that can be meant."""
    last = length or clock.length
    return nth_day(clock, started_at, last, calendar, CountsFrom.NEXT_DAY)


def target(
    clock: Clock, started_at: datetime, calendar: WorkingDays, length: int | None = None
) -> date:
    """The last day if the anchor's day counts: the day to aim at."""
    last = length or clock.length
    return nth_day(clock, started_at, last, calendar, CountsFrom.SAME_DAY)


def add_months(day: date, months: int) -> date:
    """The same day so many months on, or the last day of a month that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def calendar_of(clock: Clock, calendar: WorkingDays) -> WorkingDays:
    """Local closures move our own clocks, never the Panel's or the SIN's."""
    return calendar if clock.ours else calendar.national


def rolled(clock: Clock, day: date, calendar: WorkingDays) -> date:
    """The day itself or, where the clock rolls, the next on which people work."""
    return calendar_of(clock, calendar).next_working_day(day) if clock.rolls else day


def rule_in_words(clock: Clock, length: int, counts_from: CountsFrom | None) -> str:
    """How a clock counts, in words: "15 working days from the SIN, that day not counted"."""
    unit = clock.unit.value.replace("_", " ")
    from_ = " or ".join(anchor_words(one) for one in clock.anchors or (clock.anchor,))
    words = f"{length} {unit}{'' if length == 1 else 's'} from {from_}"
    if len(clock.anchors) > 1:
        words += ", whichever comes first"
    if clock.unit is not Unit.HOUR:
        counted = counts_from is CountsFrom.SAME_DAY
        words += f", that day {'counted' if counted else 'not counted'}"
    if clock.rolls:
        words += ", or then the next working day"
    return (
        f"{words}; after {clock.cut_off:%H:%M} the next day" if clock.cut_off else words
    )

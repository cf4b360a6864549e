"""The days of a case from left to right: wide where people work, narrow where nobody does."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from rapidreview.procedure.calendar import WorkingDays
from rapidreview.procedure.timetable import Timetable

# A day on which nobody works takes this part of another's width.
NARROW = 0.4
# Of a review of many months the axis shows the first year.
MOST_DAYS = 366
WEEKEND = ("Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Day:
    """One day: where it begins, how wide it is, and why it is not worked, if so.

    ``numbers`` are its numbers on the clocks that run on it, by the clock's name.
    """

    on: date
    x: float
    width: float
    closed: str
    numbers: Mapping[str, int]
    today: bool

    @property
    def end(self) -> float:
        """Where it ends."""
        return self.x + self.width

    @property
    def middle(self) -> float:
        """Its middle, for a text."""
        return self.x + self.width / 2

    @property
    def holiday(self) -> str:
        """The name of a holiday or closure; weekends go without saying."""
        return "" if self.closed in WEEKEND else self.closed


def days_of(
    timetable: Timetable,
    calendar: WorkingDays,
    today: date,
    *,
    clocks: Iterable[str],
    left: float = 0,
    right: float = 1,
) -> list[Day]:
    """Each day from the first of these clocks to the last, between two edges.

    Empty while none of them runs.
    """
    tables = {name: timetable.clocks[name].days for name in clocks}
    shown = [day for table in tables.values() for day in table.values()]
    if not shown:
        return []
    numbers = {
        name: {day: number for number, day in table.items()}
        for name, table in tables.items()
    }
    return _placed(
        _every_day(min(shown), max(shown)), calendar, numbers, today, left, right
    )


def _every_day(first: date, last: date) -> list[date]:
    count = min((last - first).days + 1, MOST_DAYS)
    return [first + timedelta(days=number) for number in range(count)]


def _placed(
    every: list[date],
    calendar: WorkingDays,
    numbers: Mapping[str, Mapping[date, int]],
    today: date,
    left: float,
    right: float,
) -> list[Day]:
    closed = {day: calendar.name_of(day) or "" for day in every}
    shares = {day: NARROW if closed[day] else 1.0 for day in every}
    unit = (right - left) / sum(shares.values())
    placed, x = [], left
    for day in every:
        width = shares[day] * unit
        on_it = {name: table[day] for name, table in numbers.items() if day in table}
        placed.append(
            Day(day, round(x, 1), round(width, 1), closed[day], on_it, day == today)
        )
        x += width
    return placed

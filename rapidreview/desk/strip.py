"""The same days downwards, one below the other: the timeline as a telephone shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rapidreview.desk.axis import Day

WIDTH, BOX, HEAD = 345, 34, 22
WORKED, HOLIDAY, WEEKEND = 34, 24, 9
# What fits beside the boxes of the clocks.
FITS, FITS_WITH_MORE = 44, 32


@dataclass(frozen=True, slots=True)
class Row:
    """One day: where it stands, its number on each clock (or nothing), and what is due."""

    y: int
    high: int
    day: Day
    numbers: tuple[int | None, ...]
    words: str
    due: str


@dataclass(frozen=True, slots=True)
class Strip:
    """All that the template draws; ``heads`` name the columns of numbers."""

    height: int
    at: int
    heads: tuple[str, ...]
    rows: tuple[Row, ...]


def strip(
    days: Sequence[Day],
    clocks: Mapping[str, str],
    due_on: Mapping[date, tuple[str, ...]],
) -> Strip:
    """A row for each day; ``clocks`` are the titles of the clocks by name."""
    rows, y = [], HEAD
    for day in days:
        high = _high(day)
        numbers = tuple(day.numbers.get(name) for name in clocks)
        rows.append(
            Row(y, high, day, numbers, _words(day), _due(due_on.get(day.on, ())))
        )
        y += high
    heads = tuple(title.split()[0][:6] for title in clocks.values())
    return Strip(y, BOX * len(clocks) + 6, heads, tuple(rows))


def _high(day: Day) -> int:
    if day.holiday:
        return HOLIDAY
    return WEEKEND if day.closed else WORKED


def _words(day: Day) -> str:
    plain = f"{day.on:%a} {day.on.day} {day.on:%b}"
    if day.holiday:
        return _short(f"{plain}: {day.holiday}", FITS)
    return f"{plain}, today" if day.today else plain


def _due(titles: Sequence[str]) -> str:
    if not titles:
        return ""
    if len(titles) == 1:
        return _short(titles[0], FITS)
    return f"{_short(titles[0], FITS_WITH_MORE)} and {len(titles) - 1} more"


def _short(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"

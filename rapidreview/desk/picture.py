"""The timeline as a picture: numbers for an SVG that the template draws."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from rapidreview.procedure.calendar import london_day
from rapidreview.procedure.timetable import PlannedTask, Timetable

WIDTH, LEFT, TOP, ROW = 960, 150, 46, 30
MILESTONES = {
    "return_due": "Returns due",
    "rapid_review_meeting": "Rapid Review meeting",
    "submit": "Report to the National Panel",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One working day of the local clock."""

    x: float
    width: float
    number: int
    weekday: str
    words: str
    today: bool
    new_week: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """One stage, from the first day it opens to the last day it closes."""

    y: float
    x: float
    width: float
    words: str
    state: str


@dataclass(frozen=True, slots=True)
class Picture:
    """All that the template draws."""

    width: int
    height: int
    left: int
    columns: list[Column]
    bars: list[Bar]
    described: str


def picture(timetable: Timetable, *, titles: dict[str, str], at: datetime) -> Picture:
    """The fifteen days as columns, the stages as bars; ``titles`` names the stages."""
    days = timetable.clocks["local"].days
    columns = _columns(days, london_day(at))
    if not columns:  # the clock waits for its first date
        return Picture(WIDTH, TOP, LEFT, [], [], "")
    by_day = {column.number: column for column in columns}
    bars = [
        _bar(stage, words, tasks, by_day, number)
        for number, (stage, words) in enumerate(titles.items())
        if (tasks := [one for one in timetable.tasks if one.stage == stage and one.day])
    ]
    bars = [
        Bar(TOP + ROW * row, bar.x, bar.width, bar.words, bar.state)
        for row, bar in enumerate(bars)
    ]
    return Picture(
        WIDTH, TOP + ROW * max(len(bars), 1) + 16, LEFT, columns, bars, _described(bars)
    )


def _columns(days: dict[int, date], today: date) -> list[Column]:
    if not days:
        return []
    wide = (WIDTH - LEFT) / len(days)
    before: date | None = None
    columns = []
    for index, (number, day) in enumerate(sorted(days.items())):
        columns.append(
            Column(
                x=round(LEFT + index * wide, 1),
                width=round(wide, 1),
                number=number,
                weekday=f"{day:%a}",
                words=f"{day.day} {day:%b}",
                today=day == today,
                new_week=before is not None
                and day.isocalendar()[1] != before.isocalendar()[1],
            )
        )
        before = day
    return columns


def _bar(
    stage: str,
    words: str,
    tasks: Iterable[PlannedTask],
    columns: dict[int, Column],
    number: int,
) -> Bar:
    spans = [one.day for one in tasks if one.day]
    last_number = max(columns, default=1)
    first = columns[max(1, min(min(span[0] for span in spans), last_number))]
    last = columns[max(1, min(max(span[1] for span in spans), last_number))]
    return Bar(
        TOP + ROW * number,
        first.x + 2,
        round(last.x + last.width - first.x - 4, 1),
        f"{words}: day {first.number} to day {last.number}",
        stage,
    )


def _described(bars: list[Bar]) -> str:
    return "; ".join(bar.words for bar in bars)

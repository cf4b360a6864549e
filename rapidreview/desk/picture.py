"""The timeline as a picture: numbers and words for an SVG that the template draws."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from rapidreview.desk.axis import Day, days_of
from rapidreview.desk.strip import Strip, strip
from rapidreview.procedure.calendar import WorkingDays, london_day
from rapidreview.procedure.definition import Procedure
from rapidreview.procedure.duties import TaskState
from rapidreview.procedure.naming import spoken_date, spoken_moment
from rapidreview.procedure.timetable import PlannedTask, Timetable

WIDTH, LEFT, HEAD, BAND, ROW = 960, 150, 44, 24, 26
# Where a day is narrower only Mondays are named, and every fifth number stands.
NAMED, NUMBERED = 34, 15
MILESTONES = (
    "return_due",
    "rapid_review_meeting",
    "executive_meeting",
    "signed_report",
    "submit",
)
MOST_MILESTONES = 8
OVER = (TaskState.DONE, TaskState.NOT_NEEDED)
States = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Band:
    """A clock: its days as numbered cells, or what it waits for."""

    y: float
    title: str
    cells: tuple[tuple[Day, str], ...]
    words: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One stage, from the first day it opens to the last day it closes."""

    y: float
    x: float
    width: float
    title: str
    words: str
    state: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A date that everybody plans by; ``before``: its words stand on its left."""

    y: float
    x: float
    words: str
    before: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """All that the templates draw, from left to right and, on a telephone, downwards."""

    width: int
    height: float
    left: int
    days: tuple[Day, ...]
    bands: tuple[Band, ...]
    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]
    closed: tuple[str, ...]
    described: str
    strip: Strip

    @property
    def names_days(self) -> bool:
        """Whether every day is wide enough for its name."""
        return any(one.width >= NAMED for one in self.days)


def picture(
    procedure: Procedure,
    timetable: Timetable,
    calendar: WorkingDays,
    states: States,
    *,
    at: datetime,
) -> Picture:
    """The clocks of the whole review above, the stages below, then the dates to plan by.

    ``states`` are those of the duties, by task; empty while no clock runs.
    """
    clocks = procedure.whole_clocks
    days = days_of(
        timetable, calendar, london_day(at), clocks=clocks, left=LEFT, right=WIDTH - 4
    )
    y = float(HEAD)
    bands = [
        _band(name, timetable, days, y + BAND * n) for n, name in enumerate(clocks)
    ]
    y += BAND * len(bands) + 8
    bars = list(_bars(procedure, timetable, days, states, y))
    y += ROW * len(bars) + 6
    marks = list(_marks(procedure, timetable, days, y, at))
    return Picture(
        width=WIDTH,
        height=y + ROW * len(marks) + 4,
        left=LEFT,
        days=tuple(days),
        bands=tuple(bands),
        bars=tuple(bars),
        marks=tuple(marks),
        closed=tuple(
            f"{spoken_date(one.on)}: {one.holiday}" for one in days if one.holiday
        ),
        described="; ".join(
            [*(bar.words for bar in bars), *(mark.words for mark in marks)]
        ),
        strip=strip(
            days,
            {name: timetable.clocks[name].title for name in clocks},
            _due_on(timetable.tasks),
        ),
    )


def _band(name: str, timetable: Timetable, days: Sequence[Day], y: float) -> Band:
    clock = timetable.clocks[name]
    cells = tuple((day, _number(day, name)) for day in days if name in day.numbers)
    return Band(y, clock.title, cells, "" if cells else "not running yet")


def _number(day: Day, clock: str) -> str:
    number = day.numbers[clock]
    return str(number) if day.width >= NUMBERED or number % 5 == 0 else ""


def _bars(
    procedure: Procedure,
    timetable: Timetable,
    days: Sequence[Day],
    states: States,
    y: float,
) -> Iterable[Bar]:
    row = 0
    for stage in procedure.stages:
        tasks = [one for one in timetable.tasks if one.stage == stage.id and one.latest]
        ends = [end for one in tasks for end in (one.earliest, one.latest) if end]
        if not ends or not days:
            continue
        first = _day_at(days, london_day(min(ends)))
        last = _day_at(days, london_day(max(ends)))
        held = [state for one in tasks for state in states.get(one.id, ())]
        state = _state(held)
        words = f"{stage.title}: {spoken_date(first.on)} to {spoken_date(last.on)}"
        yield Bar(
            y + ROW * row,
            first.x + 1,
            round(last.end - first.x - 2, 1),
            stage.title,
            f"{words}, {state}" if state else words,
            state,
        )
        row += 1


def _state(held: Sequence[str]) -> str:
    """Late if anything is; done once nothing is left."""
    if TaskState.LATE in held:
        return "late"
    return "done" if held and all(one in OVER for one in held) else ""


def _marks(
    procedure: Procedure,
    timetable: Timetable,
    days: Sequence[Day],
    y: float,
    at: datetime,
) -> Iterable[Mark]:
    """The dates that everybody plans by; of an own procedure the last of each stage."""
    wanted = _milestones(procedure, timetable)
    dated = [one for one in wanted if one.latest and _is_shown(days, one.latest)]
    dated.sort(key=lambda one: one.latest or at)
    for row, task in enumerate(dated[:MOST_MILESTONES]):
        if task.latest:
            x = _day_at(days, london_day(task.latest)).middle
            words = f"{task.title}, {spoken_moment(task.latest, at)}"
            yield Mark(y + ROW * row, round(x, 1), words, x > (LEFT + WIDTH) / 2)


def _milestones(procedure: Procedure, timetable: Timetable) -> list[PlannedTask]:
    tasks = {one.id: one for one in timetable.tasks}
    known = [tasks[name] for name in MILESTONES if name in tasks]
    if known:
        return known
    stages = ([tasks[one.id] for one in stage.tasks] for stage in procedure.stages)
    dated = ([one for one in those if one.latest] for those in stages)
    return [those[-1] for those in dated if those]


def _is_shown(days: Sequence[Day], at: datetime) -> bool:
    return bool(days) and days[0].on <= london_day(at) <= days[-1].on


def _day_at(days: Sequence[Day], on: date) -> Day:
    """The day itself, or the first or last one that is shown."""
    number = (on - days[0].on).days
    return days[max(0, min(number, len(days) - 1))]


def _due_on(tasks: Iterable[PlannedTask]) -> Mapping[date, tuple[str, ...]]:
    """What is due on each day, by its title; what everybody plans by comes first."""
    found: dict[date, tuple[str, ...]] = {}
    for one in sorted(tasks, key=lambda one: one.id not in MILESTONES):
        if one.latest and one.state is None:
            day = london_day(one.latest)
            found[day] = (*found.get(day, ()), one.title)
    return found

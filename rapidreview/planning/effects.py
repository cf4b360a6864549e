"""What a change of dates does to a running case, worked out before anybody confirms it (P1.5).

What is done keeps its date; what people agreed is not moved by a closed day, but named.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from rapidreview.case.models import Case
from rapidreview.dailylog.plans import (
    calendar_of,
    day_words,
    duties_for,
    procedure_for,
)
from rapidreview.dailylog.reading import agencies_about
from rapidreview.planning.spoken import spoken
from rapidreview.procedure.calendar import LONDON, london_day
from rapidreview.procedure.changes import (
    Moved,
    MovedClock,
    moved_clocks,
    moved_duties,
)
from rapidreview.procedure.duties import Duty, TaskState
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.naming import spoken_date
from rapidreview.procedure.parts import Task

OVER = (TaskState.DONE, TaskState.NOT_NEEDED)
NO_DATE = "no date"
_LAST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Effect:
    """What moves on a case: tasks and the last days of clocks, old beside new.

    ``kept`` are duties that are done and would have moved; ``closed`` those whose agreed
    date falls on a day that is not worked any more.
    """

    case: Case
    tasks: tuple[Moved, ...]
    clocks: tuple[MovedClock, ...]
    kept: tuple[Duty, ...]
    closed: tuple[Duty, ...]

    @property
    def count(self) -> int:
        """How many dates move."""
        return len(self.tasks) + len(self.clocks)


@dataclass(frozen=True, slots=True)
class Line:
    """One date that moves, ready to be read."""

    title: str
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.title}: {self.old} → {self.new}"


def effect_on(
    case: Case, now: CaseFacts, then: CaseFacts, *, at: datetime, first: str = ""
) -> Effect:
    """What ``then`` moves that stands so ``now``; the task ``first`` before the others.

    Raises CalendarUnknown where a date lies beyond the known years.
    """
    before, after = duties_for(case, now, at), duties_for(case, then, at)
    moved = sorted(
        moved_duties(before, after),
        key=lambda one: (one.task != first, one.new_at or one.old_at or _LAST),
    )
    old, new = day_words(case, now, at).clocks, day_words(case, then, at).clocks
    return Effect(
        case,
        tuple(moved),
        moved_clocks(old, new),
        tuple(_kept(case, before, after, then)),
        tuple(_closed(case, after, now, then)),
    )


def _kept(
    case: Case, before: Iterable[Duty], after: Iterable[Duty], then: CaseFacts
) -> Iterator[Duty]:
    """Duties, as they stood, that are done and would be due at another moment."""
    due, tasks = {(one.task, one.subject): one.due_at for one in after}, _tasks(case)
    for one in before:
        key = (one.task, one.subject)
        settled = key in then.agreed or tasks[one.task].every
        if one.state is TaskState.DONE and not settled and due.get(key) != one.due_at:
            yield one


def _closed(
    case: Case, duties: Iterable[Duty], now: CaseFacts, then: CaseFacts
) -> Iterator[Duty]:
    """Duties still to be done whose agreed day is not worked any more."""
    tasks = _tasks(case)
    was, is_now = calendar_of(case, now), calendar_of(case, then)
    for one in duties:
        agreed = {(one.task, one.subject), (one.task, None)} & then.agreed.keys()
        if not agreed or one.state in OVER or tasks[one.task].after_end:
            continue
        day = london_day(one.due_at) if one.due_at else None
        if day and is_now.name_of(day) and was.is_working_day(day):
            yield one


def _tasks(case: Case) -> Mapping[str, Task]:
    return procedure_for(case).tasks


def lines_of(effect: Effect) -> list[Line]:
    """Every date that moves, the clocks first; a task of an agency with its name."""
    subjects = {one.subject for one in effect.tasks if one.subject}
    names = agencies_about(effect.case, subjects) if subjects else {}
    tasks = [_task_line(one, names.get(one.subject or "", "")) for one in effect.tasks]
    return [*map(_clock_line, effect.clocks), *tasks]


def nameless_lines(effect: Effect) -> list[str]:
    """The same for a letter: by title only, each once, with how many there are."""
    every = [
        *map(_clock_line, effect.clocks),
        *(_task_line(one, "") for one in effect.tasks),
    ]
    counted = Counter(map(str, every))
    return [f"{one} ({n} times)" if n > 1 else one for one, n in counted.items()]


def closed_lines(effect: Effect) -> list[str]:
    """The agreed dates that fall on a closed day, each in words."""
    subjects = {one.subject for one in effect.closed if one.subject}
    names = agencies_about(effect.case, subjects) if subjects else {}
    return [
        f"{_named(one.title, names.get(one.subject or '', ''))}, {spoken(one.due_at)}"
        for one in effect.closed
        if one.due_at
    ]


def _clock_line(one: MovedClock) -> Line:
    return Line(f"{one.title}: last day", _day(one.old_on), _day(one.new_on))


def _task_line(one: Moved, agency: str) -> Line:
    """By when it is due; where only its beginning moves, from when it can be done."""
    title = _named(one.title, agency)
    if one.old_at == one.new_at:
        return Line(title, _opens(one.old_opens_at), _opens(one.new_opens_at))
    return Line(title, _due(one.old_at), _due(one.new_at))


def _named(title: str, agency: str) -> str:
    return f"{agency}: {title}" if agency else title


def _due(instant: datetime | None) -> str:
    return spoken(instant) if instant else NO_DATE


def _opens(instant: datetime | None) -> str:
    if instant is None:
        return NO_DATE
    midnight = instant.astimezone(LONDON).time() == time(0)
    return f"from {_day(london_day(instant)) if midnight else spoken(instant)}"


def _day(on: date | None) -> str:
    return spoken_date(on) if on else NO_DATE

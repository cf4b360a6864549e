"""Two timetables side by side: what is moved, added, taken away, and how the clocks end.

One pair for a start that somebody chooses (a procedure beside the one in force), or one for
a running case (its own procedure beside the one it is to follow). Nothing here is stored.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from rapidreview.case.models import Case
from rapidreview.dailylog.closures import rules_of, working_days
from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.plans import procedure_for
from rapidreview.people.models import Partnership
from rapidreview.people.procedures import in_force
from rapidreview.planning.spoken import spoken
from rapidreview.procedure.anchors import anchor_words
from rapidreview.procedure.calendar import LONDON, london_day
from rapidreview.procedure.changes import Change, Moved, moved_duties, moved_tasks
from rapidreview.procedure.definition import Procedure
from rapidreview.procedure.duties import duties
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.naming import spoken_date
from rapidreview.procedure.timetable import (
    PlannedClock,
    PlannedTask,
    Timetable,
    calendar_for,
    plan,
)

USUAL_HOUR = time(10)
NO_DATE = "no date yet"
NOT_THERE = "not there"
LAST_MINUTE = (23, 59)


@dataclass(frozen=True, slots=True)
class Start:
    """What a timetable is tried with: when the notification comes, and two more anchors."""

    at: datetime
    sin_at: datetime | None = None
    aware_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A task with its window in words, old and new; ``change`` is empty where both agree."""

    title: str
    old: str
    new: str
    change: str

    @property
    def words(self) -> str:
        """The line as a sentence of the Daily Log says it."""
        if self.change == Change.MOVED:
            return f"{self.title}: {self.old} → {self.new}."
        return f"{self.title}: {self.change}, {self.new if self.change == Change.ADDED else self.old}."


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two procedures side by side; warnings are those of each.

    ``moved`` are the duties of a running case that differ, for those who are to be told.
    """

    old: Procedure
    new: Procedure
    clocks: tuple[Line, ...]
    lines: tuple[Line, ...]
    old_warnings: tuple[str, ...]
    new_warnings: tuple[str, ...]
    moved: tuple[Moved, ...] = ()

    @property
    def changed(self) -> tuple[Line, ...]:
        """Clocks and tasks that differ."""
        return tuple(one for one in (*self.clocks, *self.lines) if one.change)

    @property
    def told(self) -> str:
        """All that differs, a line each; what the Daily Log keeps."""
        return "\n".join(one.words for one in self.changed) or "No date moves."

    @property
    def mark(self) -> str:
        """A mark of what was shown: another comparison has another."""
        said = f"{self.old.hash}\n{self.new.hash}\n{self.told}"
        return hashlib.sha256(said.encode()).hexdigest()


def usual_start(partnership: Partnership, at: datetime) -> datetime:
    """The start that is tried first: the next working day at ten."""
    today = london_day(at)
    calendar = working_days(partnership.pk, in_force(partnership, today))
    next_day = calendar.next_working_day(today + timedelta(days=1))
    return datetime.combine(next_day, USUAL_HOUR, LONDON)


def preview(partnership: Partnership, procedure: Procedure, start: Start) -> Comparison:
    """A procedure beside the one that would be in force for this start.

    Raises CalendarUnknown beyond the years whose holidays are known.
    """
    now = in_force(partnership, london_day(start.at))
    before, after = (timetable(partnership, one, start) for one in (now, procedure))
    return Comparison(
        old=now,
        new=procedure,
        clocks=tuple(_clocks(before, after)),
        lines=tuple(_every_task(before, after)),
        old_warnings=before.warnings,
        new_warnings=after.warnings,
    )


def timetable(
    partnership: Partnership, procedure: Procedure, start: Start
) -> Timetable:
    """The plan of a case that began so. A procedure whose own clock waits for something
    else than the notification is taken to begin with that."""
    anchors = dict.fromkeys(procedure.clocks[procedure.main_clock].anchors, start.at)
    anchors["intention_notified"] = start.at
    if start.sin_at:
        anchors["sin_submitted"] = start.sin_at
    if start.aware_at:
        anchors["la_aware"] = start.aware_at
    return plan(
        procedure,
        anchors,
        working_days(partnership.pk, procedure),
        facts=[*anchors],
        rules=rules_of(partnership.pk),
    )


def compare_case(case: Case, to: Procedure, *, at: datetime) -> Comparison:
    """A running case by its own procedure, and by another: what is done keeps its date.

    Raises CalendarUnknown beyond the years whose holidays are known.
    """
    facts, own = case_facts(case), procedure_for(case)
    before, after = (_plan_of_case(one, facts) for one in (own, to))
    due_before, due_after = (
        duties(one, facts, calendar_for(one, facts), at) for one in (own, to)
    )
    moved = moved_duties(due_before, due_after)
    return Comparison(
        old=own,
        new=to,
        clocks=tuple(_clocks(before, after)),
        lines=tuple(_counted(map(_moved_line, moved))),
        old_warnings=before.warnings,
        new_warnings=after.warnings,
        moved=moved,
    )


def _plan_of_case(procedure: Procedure, facts: CaseFacts) -> Timetable:
    return plan(
        procedure,
        facts.anchors(),
        calendar_for(procedure, facts),
        facts=facts.names,
        rules=facts.rules,
    )


def _every_task(before: Timetable, after: Timetable) -> Iterator[Line]:
    moved = {one.task: one for one in moved_tasks(before, after)}
    new = {task.id for task in after.tasks}
    gone = [task for task in before.tasks if task.id not in new]
    for task in (*after.tasks, *gone):
        change = moved.get(task.id)
        yield _moved_line(change) if change else _same(task)


def _same(task: PlannedTask) -> Line:
    window = _window(task.earliest, task.latest)
    return Line(task.title, window, window, "")


def _moved_line(moved: Moved) -> Line:
    old = _window(moved.old_opens_at, moved.old_at)
    new = _window(moved.new_opens_at, moved.new_at)
    return Line(
        moved.title,
        NOT_THERE if moved.change is Change.ADDED else old,
        NOT_THERE if moved.change is Change.TAKEN_AWAY else new,
        moved.change,
    )


def _counted(lines: Iterable[Line]) -> Iterator[Line]:
    """Duties of many that move alike are one line with their number."""
    numbers: dict[Line, int] = {}
    for one in lines:
        numbers[one] = numbers.get(one, 0) + 1
    for one, many in numbers.items():
        title = f"{one.title} ({many} of them)" if many > 1 else one.title
        yield Line(title, one.old, one.new, one.change)


def _clocks(before: Timetable, after: Timetable) -> Iterator[Line]:
    for name in dict.fromkeys((*after.clocks, *before.clocks)):
        old, new = before.clocks.get(name), after.clocks.get(name)
        title = next(one.title for one in (new, old) if one)
        was, becomes = (_ends(one) if one else NOT_THERE for one in (old, new))
        change = Change.MOVED if old and new else Change.TAKEN_AWAY
        change = Change.ADDED if not old else change
        yield Line(title, was, becomes, change if was != becomes else "")


def _ends(clock: PlannedClock) -> str:
    """How a clock counts, and its last day: "15 working days from …: last day …"."""
    if clock.started_at is None:
        each = clock.counted[0].anchors or (clock.anchor,)
        return f"{clock.words}; waits for {' or '.join(map(anchor_words, each))}"
    if clock.ends_on is None:
        return clock.words
    last = f"{clock.words}; last day {spoken_date(clock.ends_on)}"
    if not clock.latest_on or clock.latest_on == clock.ends_on:
        return last
    return f"{last}, latest {spoken_date(clock.latest_on)}"


def _window(opens_at: datetime | None, due_at: datetime | None) -> str:
    opens = f"from {spoken_date(london_day(opens_at))}" if opens_at else ""
    due = f"by {_moment(due_at)}" if due_at else ""
    return ", ".join(one for one in (opens, due) if one) or NO_DATE


def _moment(instant: datetime) -> str:
    local = instant.astimezone(LONDON)
    if (local.hour, local.minute) == LAST_MINUTE:
        return f"the end of {spoken_date(local.date())}"
    return spoken(instant)


def named(procedure: Procedure) -> str:
    """A procedure so that nobody can mistake it: title, version and hash."""
    return f"{procedure.title}, version {procedure.version} ({procedure.hash})"

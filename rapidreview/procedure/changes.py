"""What a change of dates moves: old and new side by side, before anybody confirms it.

One pair of timetables (a procedure beside the one in force), or one pair of lists of
duties (a running case before and after): what is done keeps its date.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from rapidreview.procedure.duties import Duty, TaskState
from rapidreview.procedure.running import Running
from rapidreview.procedure.timetable import PlannedTask, Timetable


class Change(StrEnum):
    """What became of a task."""

    MOVED = "moved"
    ADDED = "added"
    TAKEN_AWAY = "taken away"


@dataclass(frozen=True, slots=True)
class Moved:
    """A task whose window moves; an end is None where it has no date.

    ``subject`` is what the duty is about, None for the task as a whole.
    """

    task: str
    subject: str | None
    title: str
    change: Change
    old_opens_at: datetime | None
    old_at: datetime | None
    new_opens_at: datetime | None
    new_at: datetime | None


@dataclass(frozen=True, slots=True)
class MovedClock:
    """A clock whose last day moves; None where it has none."""

    name: str
    title: str
    old_on: date | None
    new_on: date | None


_Ends = tuple[datetime | None, datetime | None]
_Known = dict[tuple[str, str | None], tuple[str, _Ends]]
_OVER = (TaskState.DONE, TaskState.NOT_NEEDED)


def moved_tasks(before: Timetable, after: Timetable) -> tuple[Moved, ...]:
    """Every task of either plan whose window differs, in the order of the new plan."""
    return _moved(_of_tasks(before.tasks), _of_tasks(after.tasks))


def moved_duties(before: Iterable[Duty], after: Iterable[Duty]) -> tuple[Moved, ...]:
    """Every duty whose window differs and that is still to be done, in the new order."""
    now = list(after)
    over = {(one.task, one.subject) for one in now if one.state in _OVER}
    old = [one for one in before if (one.task, one.subject) not in over]
    new = [one for one in now if (one.task, one.subject) not in over]
    return _moved(_of_duties(old), _of_duties(new))


def moved_clocks(
    before: Iterable[Running], after: Iterable[Running]
) -> tuple[MovedClock, ...]:
    """Every clock that still runs and whose last day differs, in the new order."""
    old = {one.name: one.latest_on for one in before}
    return tuple(
        MovedClock(one.name, one.title, old.get(one.name), one.latest_on)
        for one in after
        if not one.ended and old.get(one.name) != one.latest_on
    )


def _of_tasks(tasks: Iterable[PlannedTask]) -> _Known:
    return {
        (task.id, None): (task.title, (task.earliest, task.latest)) for task in tasks
    }


def _of_duties(duties: Iterable[Duty]) -> _Known:
    return {
        (one.task, one.subject): (one.title, (one.opens_at, one.due_at))
        for one in duties
    }


def _moved(before: _Known, after: _Known) -> tuple[Moved, ...]:
    none: _Ends = (None, None)
    found = []
    for key in dict.fromkeys((*after, *before)):
        title = (after.get(key) or before[key])[0]
        old = before[key][1] if key in before else none
        new = after[key][1] if key in after else none
        change = Change.MOVED
        if key not in before:
            change = Change.ADDED
        elif key not in after:
            change = Change.TAKEN_AWAY
        if change is not Change.MOVED or old != new:
            found.append(Moved(*key, title, change, *old, *new))
    return tuple(found)

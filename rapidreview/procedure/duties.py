"""The duties of a case: what is to be done now, by whom, by when, and why.

A duty is done when, and only when, the log says so. Nothing counts down: each duty is
worked out from the facts, the procedure and the calendar at the instant that is asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from rapidreview.procedure.anchors import anchor_words, fact_name
from rapidreview.procedure.calendar import WorkingDays, at_time, london_day
from rapidreview.procedure.clocks import later
from rapidreview.procedure.definition import Procedure
from rapidreview.procedure.facts import CaseFacts, Fact
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.parts import Stage, Task
from rapidreview.procedure.reckoning import END_OF_DAY, Due, Reckoning
from rapidreview.procedure.vocabulary import Role
from rapidreview.procedure.windows import Span, Unit

_NO_DATE = datetime.max.replace(tzinfo=UTC)


class TaskState(StrEnum):
    """How a duty stands; in this order it is urgent."""

    LATE = "late"
    DUE_TODAY = "due_today"
    OPEN = "open"
    WAITING = "waiting"
    NOT_YET = "not_yet"
    DONE = "done"
    NOT_NEEDED = "not_needed"

    @property
    def words(self) -> str:
        """The state as people read it."""
        return self.value.replace("_", " ")


_URGENCY = {state: number for number, state in enumerate(TaskState)}
_LIVE = (TaskState.LATE, TaskState.DUE_TODAY, TaskState.OPEN)


@dataclass(frozen=True, slots=True)
class Duty:
    """One task for one subject (a return, a meeting), as it stands at an instant.

    ``strict_due_at`` is the 24 hours of P0.5 where ``due_at`` was rolled to a working day;
    ``blocked_by`` the tasks that come first; ``answerable`` answers for it without doing it.
    """

    task: str
    subject: str | None
    state: TaskState
    opens_at: datetime | None
    due_at: datetime | None
    strict_due_at: datetime | None
    owner: Role
    title: str
    why: str
    paragraph: str
    stage: str
    blocked_by: tuple[str, ...]
    done_at: datetime | None
    done_by: str | None
    answerable: Role | None = None


def duties(
    procedure: Procedure, facts: CaseFacts, calendar: WorkingDays, at: datetime
) -> list[Duty]:
    """Every duty of a case at ``at``, the most urgent first."""
    view = _View(procedure, facts, calendar, at)
    found = [
        (task, view.duty(stage, task, subject))
        for stage, task in procedure.placed
        for subject in (facts.subjects(task.for_each) if task.for_each else (None,))
    ]
    return [duty for _, duty in sorted(found, key=_most_urgent)]


def states_by_task(found: Iterable[Duty]) -> dict[str, str]:
    """The most urgent state of each task, for `timetable.as_json`."""
    states: dict[str, TaskState] = {}
    for duty in found:
        states.setdefault(duty.task, duty.state)
        states[duty.task] = min(states[duty.task], duty.state, key=_URGENCY.__getitem__)
    return {task: state.value for task, state in states.items()}


def _most_urgent(pair: tuple[Task, Duty]) -> tuple[int, datetime]:
    task, duty = pair
    first = task.first and duty.state in _LIVE
    return -1 if first else _URGENCY[duty.state], duty.due_at or _NO_DATE


class _View:
    """The facts of a case as the rules of one instant see them."""

    __slots__ = ("at", "calendar", "ended", "facts", "procedure", "reckoning", "today")

    def __init__(
        self,
        procedure: Procedure,
        facts: CaseFacts,
        calendar: WorkingDays,
        at: datetime,
    ) -> None:
        self.procedure, self.facts, self.calendar = procedure, facts, calendar
        self.at, self.today = at, london_day(at)
        self.ended = facts.ended is not None
        self.reckoning = Reckoning(
            procedure,
            calendar,
            self.started,
            facts.agreed,
            known=facts.names,
            rules=facts.rules,
        )

    def started(self, anchor: str, subject: str | None) -> datetime | None:
        """When an anchor happened: for this subject if it has it, else for the case."""
        name, last = fact_name(anchor), self.facts.last
        fact = last(name, subject) or last(name)
        return fact.at if fact else None

    def duty(self, stage: Stage, task: Task, subject: str | None) -> Duty:
        opens_at = self.opens_at(task, subject)
        done = self.done(task, subject)
        due = self.due(task, subject, opens_at, done)
        if task.every and due and done and not self.over(task):
            done = done if london_day(due.at) > self.today else None
        blocked_by = () if done else self.blocked_by(task, subject)
        state = self.state(task, opens_at, due, done=done, blocked=bool(blocked_by))
        return Duty(
            task.id,
            subject,
            state,
            opens_at,
            due.at if due else None,
            due.strict_at if due else None,
            task.owner,
            task.title,
            self.why(task, done),
            task.paragraph,
            stage.id,
            blocked_by,
            done.at if done else None,
            done.actor if done else None,
            task.answerable,
        )

    def state(
        self,
        task: Task,
        opens_at: datetime | None,
        due: Due | None,
        *,
        done: Fact | None,
        blocked: bool,
    ) -> TaskState:
        if done:
            return TaskState.DONE
        if (self.ended and not task.after_end) or self.not_needed(task):
            return TaskState.NOT_NEEDED
        if self.not_yet(task, opens_at) or (task.quiet and self.is_early(due)):
            return TaskState.NOT_YET
        if due and self.at > due.at and task.overdue:
            return TaskState.LATE
        if blocked or task.waits_on:
            return TaskState.WAITING
        if due and london_day(due.at) <= self.today:
            return TaskState.DUE_TODAY
        return TaskState.OPEN

    def not_needed(self, task: Task) -> bool:
        if task.until and self.facts.has(task.until):
            return True
        if task.unless and self.facts.has(task.unless):
            return True
        unwanted = task.only_if and not self.facts.has(task.only_if)
        return bool(unwanted and task.settled_by and self.facts.has(task.settled_by))

    def not_yet(self, task: Task, opens_at: datetime | None) -> bool:
        if task.only_if and not self.facts.has(task.only_if):
            return True
        if opens_at is None:
            return task.earliest is not None
        return opens_at > self.at

    def is_early(self, due: Due | None) -> bool:
        """Whether the day it is due has not come."""
        return due is not None and london_day(due.at) > self.today

    def over(self, task: Task) -> bool:
        return bool(self.ended or (task.until and self.facts.has(task.until)))

    def opens_at(self, task: Task, subject: str | None) -> datetime | None:
        """When its window opens; without one, when what it is about happened."""
        if task.earliest:
            return self.reckoning.opens(task.earliest, subject)
        kind = task.for_each or task.only_if
        fact = self.facts.last(kind, subject) if kind else None
        return fact.at if fact else None

    def due(
        self,
        task: Task,
        subject: str | None,
        opens_at: datetime | None,
        done: Fact | None,
    ) -> Due | None:
        """By its agreed date or its window; a recurring task by its own gap."""
        if not task.every:
            return self.reckoning.due_of(task.id, subject)
        if opens_at is None:
            return None
        return self.again(opens_at, task.every, done)

    def again(self, opens_at: datetime, every: Span, done: Fact | None) -> Due:
        """By when it is to be done again, never before the first working day."""
        first = self.calendar.next_working_day(london_day(opens_at))
        by = Due(at_time(first, END_OF_DAY))
        if done is None:
            return by
        if every.unit is Unit.HOUR:
            return max(by, Due(done.at + timedelta(hours=every.length)))
        day = london_day(done.at)
        if every.unit is Unit.WORKING_DAY:
            day = self.calendar.add(day, every.length)
        else:
            day = later(day, every.unit, every.length)
        return max(by, Due(at_time(day, END_OF_DAY)))

    def done(self, task: Task, subject: str | None) -> Fact | None:
        """The newest entry that says it is done, unless a newer one takes it back."""
        if task.agreed_for:
            return self.agreed(task)
        if task.every:
            return self.lately(task, subject)
        found = [
            fact for kind in task.done_when if (fact := self.facts.last(kind, subject))
        ]
        newest = max(found, key=lambda fact: fact.seq, default=None)
        undone = self.facts.last(task.undone_by, subject) if task.undone_by else None
        if newest and undone and undone.seq > newest.seq:
            return None
        return newest

    def lately(self, task: Task, subject: str | None) -> Fact | None:
        """The last time it was done, in whatever order the times were entered (P14.6)."""
        every = (
            fact
            for kind in task.done_when
            for fact in self.facts.all(kind)
            if subject is None or fact.subject == subject
        )
        return max(every, key=lambda fact: (fact.at, fact.seq), default=None)

    def agreed(self, task: Task) -> Fact | None:
        """The newest date agreed, once every task it is about has one."""
        if all((one, None) in self.facts.agreed for one in task.agreed_for):
            return self.facts.last(LogKind.DATE_AGREED)
        return None

    def blocked_by(self, task: Task, subject: str | None) -> tuple[str, ...]:
        if not task.needs or (task.waived_by and self.facts.has(task.waived_by)):
            return ()
        return tuple(one for one in task.needs if not self.settled(one, subject))

    def settled(self, task_id: str, subject: str | None) -> bool:
        """Whether a task is done for this subject, or for all of its own."""
        needed = self.procedure.tasks[task_id]
        if needed.for_each is None:
            return self.done(needed, None) is not None or self.not_needed(needed)
        if subject is not None and self.facts.has(needed.for_each, subject):
            return self.done(needed, subject) is not None
        each = self.facts.subjects(needed.for_each)
        return all(self.done(needed, one) is not None for one in each)

    def why(self, task: Task, done: Fact | None) -> str:
        """Why it is done; what is done before its anchor is marked so (4.2 h)."""
        if task.ahead_of is None:
            return task.why
        anchored_at = self.started(task.ahead_of, None)
        moment = done.at if done else self.at
        if anchored_at is not None and anchored_at <= moment:
            return task.why
        return f"{task.why} Ahead of {anchor_words(task.ahead_of)}."

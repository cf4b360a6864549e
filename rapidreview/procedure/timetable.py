"""The timetable of a case: every clock with its days, every task with its window.

Nothing here looks at what has been done; that is `duties`. A task whose anchor has not
happened is "unanchored", one that is wanted only in some cases "conditional".
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict

from rapidreview.procedure.anchors import kind_of
from rapidreview.procedure.calendar import LONDON, WorkingDays
from rapidreview.procedure.cautions import cautions
from rapidreview.procedure.clocks import day_table
from rapidreview.procedure.definition import (
    Bound,
    Clock,
    CountsFrom,
    Procedure,
    Stage,
    Task,
)
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.reckoning import AgreedDates, Reckoning
from rapidreview.procedure.vocabulary import Role

UNANCHORED, CONDITIONAL = "unanchored", "conditional"


class ClockJson(TypedDict):
    """A clock, and its days by number in ISO form."""

    anchor: str
    rule: str
    started_at: str | None
    days: dict[str, str]
    target_days: dict[str, str]
    latest_days: dict[str, str]


TaskJson = TypedDict(
    "TaskJson",
    {
        "id": str,
        "stage": str,
        "title": str,
        "owner": str,
        "with": list[str],
        "earliest": str | None,
        "latest": str | None,
        "clock": str | None,
        "day": list[int] | None,
        "needs": list[str],
        "paragraph": str,
        "state": str | None,
    },
)


class TimetableJson(TypedDict):
    """What `plan --json` prints (architecture, section 8)."""

    procedure: dict[str, str]
    calendar: dict[str, str]
    clocks: dict[str, ClockJson]
    tasks: list[TaskJson]
    warnings: list[str]


@dataclass(frozen=True, slots=True)
class PlannedClock:
    """A clock and its days by number: by its own rule, counting the anchor's day, not
    counting it; all empty while it is not running."""

    title: str
    anchor: str
    rule: str
    started_at: datetime | None
    days: dict[int, date]
    target_days: dict[int, date]
    latest_days: dict[int, date]


@dataclass(frozen=True, slots=True)
class PlannedTask:
    """A task and its window; ``day`` is its first and last day on the main clock."""

    id: str
    stage: str
    title: str
    owner: Role
    with_: tuple[Role, ...]
    earliest: datetime | None
    latest: datetime | None
    clock: str | None
    day: tuple[int, int] | None
    needs: tuple[str, ...]
    paragraph: str
    state: str | None


@dataclass(frozen=True, slots=True)
class Timetable:
    """All of it, with the versions it was computed from."""

    procedure_id: str
    procedure_version: str
    calendar_id: str
    calendar_version: str
    clocks: dict[str, PlannedClock]
    tasks: tuple[PlannedTask, ...]
    warnings: tuple[str, ...]


def calendar_for(procedure: Procedure, facts: CaseFacts) -> WorkingDays:
    """The calendar of a case: national overrides of the file and the case, closures."""
    return WorkingDays.england((*procedure.overrides, *facts.overrides), facts.closures)


def plan(
    procedure: Procedure,
    anchors: Mapping[str, datetime],
    calendar: WorkingDays,
    *,
    facts: CaseFacts | Collection[str] | None = None,
    counts_from: CountsFrom | str | None = None,
) -> Timetable:
    """The timetable from these anchors; ``facts`` (or their names) decide conditions.

    Agreed dates of ``facts`` replace the ends of windows. ``counts_from`` replaces the
    rule of the partnership's own clocks. Raises CalendarUnknown beyond the known years.
    """
    names, agreed = _known(facts, anchors)
    rule = CountsFrom(counts_from) if counts_from else None
    reckoning = Reckoning(
        procedure, calendar, lambda name, _: anchors.get(name), agreed, rule
    )
    clocks = {
        name: _clock(clock, anchors.get(clock.anchor), reckoning)
        for name, clock in procedure.clocks.items()
    }
    return Timetable(
        procedure.id,
        procedure.version,
        calendar.id,
        calendar.version,
        clocks,
        tuple(_task(stage, task, reckoning, names) for stage, task in procedure.placed),
        tuple(cautions(reckoning)),
    )


def _known(
    facts: CaseFacts | Collection[str] | None, anchors: Collection[str]
) -> tuple[Collection[str], AgreedDates]:
    """The kinds of facts that there are, those of the anchors too, and agreed dates."""
    if isinstance(facts, CaseFacts):
        return facts.kinds, facts.agreed
    return {kind_of(name) or name for name in (*(facts or ()), *anchors)}, {}


def _clock(
    clock: Clock, started_at: datetime | None, reckoning: Reckoning
) -> PlannedClock:
    rule = reckoning.rule(clock)
    tables: list[dict[int, date]] = [{}, {}, {}]
    if started_at is not None:
        tables = [
            day_table(clock, started_at, reckoning.calendar, counts_from=each)
            for each in (rule, CountsFrom.SAME_DAY, CountsFrom.NEXT_DAY)
        ]
    words = rule.value if rule else f"{clock.length} hours"
    return PlannedClock(clock.title, clock.anchor, words, started_at, *tables)


def _task(
    stage: Stage, task: Task, reckoning: Reckoning, names: Collection[str]
) -> PlannedTask:
    due = reckoning.due_of(task.id)
    state = None
    if task.only_if and task.only_if not in names:
        state = CONDITIONAL
    elif due is None:
        state = UNANCHORED
    return PlannedTask(
        task.id,
        stage.id,
        task.title,
        task.owner,
        task.with_,
        reckoning.opens(task.earliest),
        due.at if due else None,
        _clock_of(task.latest, reckoning.procedure),
        _days(stage, task, reckoning.procedure),
        task.needs,
        task.paragraph,
        state,
    )


def _clock_of(bound: Bound | None, procedure: Procedure) -> str | None:
    """The clock a bound counts on; of several, or of another task's, the first."""
    if bound is None or bound.clock:
        return bound.clock if bound else None
    if bound.of_task:
        return _clock_of(procedure.tasks[bound.of_task].latest, procedure)
    return next((each.clock for each in bound.earliest_of), None)


def _days(stage: Stage, task: Task, procedure: Procedure) -> tuple[int, int] | None:
    last = _day_of(task.latest, procedure)
    if last is None:
        return None
    first = _day_of(task.earliest, procedure)
    return (stage.days[0] if first is None else first, last)


def _day_of(bound: Bound | None, procedure: Procedure) -> int | None:
    if bound is None:
        return None
    if bound.of_task:
        return _day_of(procedure.tasks[bound.of_task].latest, procedure)
    for each in (bound, *bound.earliest_of):
        if each.clock == procedure.main_clock:
            return procedure.clocks[each.clock].length if each.day is None else each.day
    return None


def as_json(
    timetable: Timetable, states: Mapping[str, str] | None = None
) -> TimetableJson:
    """The timetable as plain values; ``states`` are those of duties, by task."""
    told = states or {}
    return {
        "procedure": {
            "id": timetable.procedure_id,
            "version": timetable.procedure_version,
        },
        "calendar": {
            "id": timetable.calendar_id,
            "version": timetable.calendar_version,
        },
        "clocks": {name: _clock_json(one) for name, one in timetable.clocks.items()},
        "tasks": [
            _task_json(one, told.get(one.id, one.state)) for one in timetable.tasks
        ],
        "warnings": list(timetable.warnings),
    }


def _clock_json(clock: PlannedClock) -> ClockJson:
    return {
        "anchor": clock.anchor,
        "rule": clock.rule,
        "started_at": _iso(clock.started_at),
        "days": _table_json(clock.days),
        "target_days": _table_json(clock.target_days),
        "latest_days": _table_json(clock.latest_days),
    }


def _table_json(days: Mapping[int, date]) -> dict[str, str]:
    return {str(number): day.isoformat() for number, day in days.items()}


def _task_json(task: PlannedTask, state: str | None) -> TaskJson:
    return {
        "id": task.id,
        "stage": task.stage,
        "title": task.title,
        "owner": task.owner.value,
        "with": [role.value for role in task.with_],
        "earliest": _iso(task.earliest),
        "latest": _iso(task.latest),
        "clock": task.clock,
        "day": list(task.day) if task.day else None,
        "needs": list(task.needs),
        "paragraph": task.paragraph,
        "state": state,
    }


def _iso(instant: datetime | None) -> str | None:
    """In London time with its offset, so that a person can read it too."""
    return instant.astimezone(LONDON).isoformat() if instant else None

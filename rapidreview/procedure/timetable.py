"""The timetable of a case: every clock with its days, every task with its window.

Nothing here looks at what has been done; that is `duties`. A task whose anchor has not
happened is "unanchored", one that is wanted only in some cases "conditional" until it is
known whether this is one; then it has a date, or is "not_needed".
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypedDict

from rapidreview.procedure.anchors import fact_name
from rapidreview.procedure.calendar import LONDON, WorkingDays
from rapidreview.procedure.cautions import cautions
from rapidreview.procedure.clocks import day_table, rolled, rule_in_words
from rapidreview.procedure.definition import Procedure
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.parts import DatedRule, Stage, Task
from rapidreview.procedure.placing import Conditions, clock_of, days_of
from rapidreview.procedure.reckoning import AgreedDates, Reckoning
from rapidreview.procedure.vocabulary import Role
from rapidreview.procedure.windows import Clock, CountsFrom


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
    counting it; all empty while it is not running.

    ``whole``: the whole review must end within it. ``ends_on`` is its last day,
    ``latest_on`` the latest that is permissible, both rolled where the clock rolls.
    """

    title: str
    anchor: str
    rule: str
    whole: bool
    started_at: datetime | None
    days: dict[int, date]
    target_days: dict[int, date]
    latest_days: dict[int, date]
    ends_on: date | None
    latest_on: date | None
    counted: tuple[Clock, int, CountsFrom | None] = field(repr=False)

    @property
    def words(self) -> str:
        """Its rule in words: "15 working days from the SIN, that day not counted"."""
        return rule_in_words(*self.counted)


@dataclass(frozen=True, slots=True)
class PlannedTask:
    """A task and its window; ``day`` is its first and last day on its stage's clock."""

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
    """The calendar of a case: its nation's, with what file and case know besides."""
    overrides = (*procedure.changed_days, *facts.overrides)
    return WorkingDays.of(procedure.calendar, overrides, facts.closures)


def plan(
    procedure: Procedure,
    anchors: Mapping[str, datetime],
    calendar: WorkingDays,
    *,
    facts: CaseFacts | Collection[str] | None = None,
    denied: Collection[str] = (),
    counts_from: CountsFrom | str | None = None,
    rules: Sequence[DatedRule] = (),
) -> Timetable:
    """The timetable from these anchors; ``facts`` (or their names) decide conditions, and
    ``denied`` are those that are known not to be.

    Agreed dates of ``facts`` replace the ends of windows. ``counts_from`` replaces the
    rule of the partnership's own clocks; ``rules`` hold for a time, besides those of the
    file. Raises CalendarUnknown beyond the known years.
    """
    known, agreed = _known(facts, anchors)
    instants = {fact_name(name): at for name, at in anchors.items()}
    reckoning = Reckoning(
        procedure,
        calendar,
        lambda name, _: instants.get(fact_name(name)),
        agreed,
        CountsFrom(counts_from) if counts_from else None,
        known,
        rules,
    )
    conditions = Conditions(known, {fact_name(name) for name in denied})
    return Timetable(
        procedure.id,
        procedure.version,
        calendar.id,
        calendar.version,
        {name: _clock(name, reckoning) for name in procedure.clocks},
        tuple(
            _task(stage, task, reckoning, conditions)
            for stage, task in procedure.placed
        ),
        tuple(cautions(reckoning)),
    )


def _known(
    facts: CaseFacts | Collection[str] | None, anchors: Collection[str]
) -> tuple[Collection[str], AgreedDates]:
    """The names of the facts that there are, the anchors among them, and agreed dates."""
    if isinstance(facts, CaseFacts):
        return facts.names, facts.agreed
    return {fact_name(name) for name in (*(facts or ()), *anchors)}, {}


def _clock(name: str, reckoning: Reckoning) -> PlannedClock:
    clock, started_at = reckoning.procedure.clocks[name], reckoning.begun(name)
    rule, length = reckoning.rule(clock), reckoning.length(name, started_at)
    by_rule, target, latest = (
        day_table(clock, started_at, reckoning.calendar, length, each)
        if started_at
        else {}
        for each in (rule, CountsFrom.SAME_DAY, CountsFrom.NEXT_DAY)
    )
    ends_on, latest_on = (
        rolled(clock, days[length], reckoning.calendar) if days else None
        for days in (by_rule, latest)
    )
    return PlannedClock(
        clock.title,
        clock.anchor,
        f"{length} hours" if rule is None else rule.value,
        name in reckoning.procedure.whole_clocks,
        started_at,
        by_rule,
        target,
        latest,
        ends_on,
        latest_on,
        (clock, length, rule),
    )


def _task(
    stage: Stage, task: Task, reckoning: Reckoning, conditions: Conditions
) -> PlannedTask:
    due, latest = reckoning.due_of(task.id), reckoning.latest(task.id)
    return PlannedTask(
        task.id,
        stage.id,
        task.title,
        task.owner,
        task.with_,
        reckoning.opens(task.earliest),
        due.at if due else None,
        clock_of(latest, reckoning.procedure),
        days_of(stage, task.earliest, latest, reckoning.procedure),
        task.needs,
        task.paragraph,
        conditions.state(task, dated=due is not None),
    )


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

"""A procedure in words: its clocks, its stages, and each task with its window and terms."""

from collections.abc import Iterator
from dataclasses import dataclass

from rapidreview.procedure.anchors import anchor_words, kind_of
from rapidreview.procedure.clocks import rule_in_words
from rapidreview.procedure.definition import Procedure
from rapidreview.procedure.parts import Agreement, Stage, Task
from rapidreview.procedure.vocabulary import Role
from rapidreview.procedure.windows import Bound, SameDay, Unit


@dataclass(frozen=True, slots=True)
class ClockTold:
    """A clock, and how it counts."""

    title: str
    rule: str
    whose: str


@dataclass(frozen=True, slots=True)
class TaskTold:
    """A task as its file says it; ``terms`` are what it hangs on, a sentence each."""

    title: str
    owner: str
    window: str
    paragraph: str
    why: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StageTold:
    """A stage with its tasks."""

    title: str
    days: str
    tasks: tuple[TaskTold, ...]


def clocks_of(procedure: Procedure) -> list[ClockTold]:
    """Every clock in words."""
    return [
        ClockTold(
            clock.title,
            rule_in_words(clock, clock.length, clock.counts_from),
            "Ours: local closures move it"
            if clock.ours
            else "Not ours: nothing that we agree moves it",
        )
        for clock in procedure.clocks.values()
    ]


def stages_of(procedure: Procedure) -> list[StageTold]:
    """Every stage in words, in the order of the file."""
    return [
        StageTold(
            stage.title,
            _days(procedure, stage),
            tuple(_task(procedure, task) for task in stage.tasks),
        )
        for stage in procedure.stages
    ]


def end_in_words(procedure: Procedure, bound: Bound) -> str:
    """One end of a window: "day 5 of the local clock, 17:00"."""
    words = _end(procedure, bound)
    if bound.only_if:
        words += f", if {fact_in_words(procedure, bound.only_if)}"
    return words


def fact_in_words(procedure: Procedure, name: str) -> str:
    """A fact as the file or the Daily Log says it: “A child is at high risk now”."""
    kind = kind_of(name)
    return f"“{kind.words if kind else procedure.facts.get(name, name)}”"


def _end(procedure: Procedure, bound: Bound) -> str:
    if bound.clock:
        return _on_clock(procedure, bound, bound.clock)
    if bound.of_task:
        return f"when “{procedure.tasks[bound.of_task].title}” is due"
    if bound.at_once:
        return f"the very moment of {fact_in_words(procedure, bound.at_once)}"
    if bound.same_day:
        return _same_day(procedure, bound.same_day)
    each = "; or ".join(end_in_words(procedure, one) for one in bound.earliest_of)
    return f"the earliest of {each}"


def _on_clock(procedure: Procedure, bound: Bound, name: str) -> str:
    clock = procedure.clocks[name]
    at = f", {bound.at:%H:%M}" if bound.at else ""
    if bound.before:
        unit = clock.unit.value.replace("_", " ")
        many = "" if bound.before == 1 else "s"
        of = clock.of_task and f"“{procedure.tasks[clock.of_task].title}”"
        from_ = of or " or ".join(map(anchor_words, clock.anchors))
        return f"{bound.before} {unit}{many} before {from_}{at}"
    if clock.unit is Unit.HOUR:
        return f"the end of “{clock.title}”"
    which = f"day {bound.day}" if bound.day else "the last day"
    return f"{which} of “{clock.title}”{at}"


def _same_day(procedure: Procedure, rule: SameDay) -> str:
    return (
        f"{rule.by:%H:%M} on the day of {fact_in_words(procedure, rule.anchor)}; after "
        f"{rule.cut_off:%H:%M}, {rule.next_day:%H:%M} on the next working day"
    )


def _days(procedure: Procedure, stage: Stage) -> str:
    if not stage.days:
        return ""
    first, last = stage.days
    clock = procedure.clocks[stage.clock or procedure.main_clock].title
    days = f"Day {first}" if first == last else f"Days {first} to {last}"
    return f"{days} of “{clock}”"


def _task(procedure: Procedure, task: Task) -> TaskTold:
    opens = task.earliest and f"from {end_in_words(procedure, task.earliest)}"
    ends = task.latest and f"by {end_in_words(procedure, task.latest)}"
    window = ", ".join(one for one in (opens, ends) if one)
    with_ = [procedure.role_words(role) for role in task.with_]
    return TaskTold(
        title=task.title,
        owner=", with ".join([procedure.role_words(task.owner), *with_]),
        window=(window[:1].upper() + window[1:]) or "No date",
        paragraph=task.paragraph,
        why=task.why,
        terms=tuple(_terms(procedure, task)),
    )


def _terms(procedure: Procedure, task: Task) -> Iterator[str]:
    for words, names in (
        ("One for each", [task.for_each]),
        ("Only if", [task.only_if]),
        ("Unless", [task.unless]),
        ("Done with", task.done_when),
    ):
        facts = [fact_in_words(procedure, name) for name in names if name]
        if facts:
            yield f"{words} {' or '.join(facts)}"
    if task.needs:
        titles = ", ".join(f"“{procedure.tasks[one].title}”" for one in task.needs)
        yield f"After {titles}"
    if task.decided_by:
        yield f"Decided by {_agreement(procedure, task.decided_by)}"
    if task.extension:
        yield f"More time from {_agreement(procedure, task.extension)}"


def _agreement(procedure: Procedure, agreement: Agreement) -> str:
    named = [
        procedure.role_words(one) if isinstance(one, Role) else one.words
        for one in agreement.of
    ]
    who = ", ".join(named)
    if agreement.needed == len(named):
        return who if len(named) == 1 else f"all of {who}"
    return f"{agreement.needed} of {who}"

"""What is wrong with a file as a whole: names of nothing, twice the same, days off the clock.

Each check says everything that it finds; `order` asks whether the tasks can be done.
"""

from __future__ import annotations

from collections.abc import Iterator

from rapidreview.procedure.anchors import kind_of
from rapidreview.procedure.order import disorder
from rapidreview.procedure.reading import Place, Problem, Raw, groups, words_of
from rapidreview.procedure.sketch import (
    Group,
    Sketch,
    every_bound,
    name_of,
    number,
    sketch,
)

# Far more than anybody can follow; what is larger would only keep a server busy.
MOST_TASKS, MOST_CLOCKS = 400, 40


def unsound(raw: Raw) -> list[Problem]:
    """Everything that no single line is to blame for."""
    drawn = sketch(raw)
    if too_many := list(_too_many(drawn)):
        return too_many
    return [
        *_twice("stage", drawn.stages),
        *_twice("task", drawn.tasks),
        *_taken_facts(raw),
        *_unknown_clocks(drawn),
        *_unknown_tasks(drawn),
        *_off_the_clock(drawn),
        *_stages_off_the_clock(drawn),
        *_without_end(drawn),
        *disorder(drawn),
    ]


def _too_many(drawn: Sketch) -> Iterator[Problem]:
    for key, found, most in (
        ("stages", drawn.tasks, MOST_TASKS),
        ("clocks", drawn.clocks, MOST_CLOCKS),
    ):
        if len(found) > most:
            words = f"{len(found)} are too many: at most {most}"
            yield Problem((key,), words if key == "clocks" else f"tasks: {words}")


def _twice(word: str, found: dict[Place, Group]) -> Iterator[Problem]:
    seen: set[str] = set()
    for place, group in found.items():
        name = name_of(group)
        if "id" in group and name in seen:
            yield Problem((*place, "id"), f"there is another {word} “{name}”")
        seen.add(name)


def _taken_facts(raw: Raw) -> Iterator[Problem]:
    facts = raw.get("facts") if isinstance(raw, dict) else None
    for name in facts if isinstance(facts, dict) else ():
        if kind_of(name):
            yield Problem(("facts", name), f"“{name}” is known already: no need to say")


def _unknown_clocks(drawn: Sketch) -> Iterator[Problem]:
    rules = [(("overrides", i), rule) for i, rule in groups(drawn.raw, "overrides")]
    for place, group in (*every_bound(drawn), *drawn.stages.items(), *rules):
        clock = group.get("clock")
        if "clock" in group and clock not in drawn.clocks:
            yield Problem((*place, "clock"), f"there is no clock “{clock}”")


def _unknown_tasks(drawn: Sketch) -> Iterator[Problem]:
    clocks = [(("clocks", name), clock) for name, clock in drawn.clocks.items()]
    rules = [(("overrides", i), rule) for i, rule in groups(drawn.raw, "overrides")]
    for key, found in (
        ("needs", drawn.tasks.items()),
        ("agreed_for", drawn.tasks.items()),
        ("of_task", (*every_bound(drawn), *clocks)),
        ("task", rules),
    ):
        for place, group in found:
            for name in words_of(group, key):
                if name not in drawn.places:
                    yield Problem((*place, key), f"there is no task “{name}”")


def _off_the_clock(drawn: Sketch) -> Iterator[Problem]:
    """A day that its clock never has (Y3)."""
    for place, bound in every_bound(drawn):
        clock = str(bound.get("clock"))
        if clock not in drawn.clocks:
            continue
        last, day = drawn.length(clock), number(bound, "day")
        if last is None:
            yield from (
                Problem((*place, key), f"“{clock}” counts hours and has no days")
                for key in ("day", "before", "at")
                if key in bound
            )
        elif day is not None and last and day > last:
            yield Problem((*place, "day"), _beyond(day, clock, last))


def _stages_off_the_clock(drawn: Sketch) -> Iterator[Problem]:
    for place, stage in drawn.stages.items():
        clock = str(stage.get("clock", drawn.main))
        days = [number({"day": one}, "day") or 0 for one in words_of(stage, "days")]
        last = drawn.length(clock) if clock in drawn.clocks else None
        if last and days and max(days) > last:
            yield Problem((*place, "days"), _beyond(max(days), clock, last))
        if days != sorted(days):
            yield Problem((*place, "days"), "its last day comes before its first")


def _beyond(day: int, clock: str, last: int) -> str:
    return f"day {day} is after the last day of “{clock}”, which is {last}"


def _without_end(drawn: Sketch) -> Iterator[Problem]:
    """The partnership's own clock must lead to something that is due."""
    counted = {str(bound.get("clock")) for _, bound in every_bound(drawn)}
    if drawn.main and drawn.tasks and drawn.main not in counted:
        yield Problem(
            ("clocks", drawn.main), f"nothing is due on “{drawn.main}”: it has no end"
        )

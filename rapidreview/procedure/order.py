"""Whether the tasks of a file can be done: no circles, no window that is shut before it
opens, nothing due before what it needs, nothing that can never begin (Y1, Y3)."""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from rapidreview.procedure.anchors import kind_of
from rapidreview.procedure.reading import Problem
from rapidreview.procedure.sketch import (
    Group,
    Sketch,
    bounds_of,
    name_of,
    names_in,
    number,
)

Graph = dict[str, list[str]]
When = tuple[int, str]  # a day of a clock, negative before it begins, and a time


def disorder(drawn: Sketch) -> Iterator[Problem]:
    """Everything about the order of the tasks that cannot be."""
    waiting = {name_of(task): names_in(task, "needs") for task in drawn.tasks.values()}
    circular: set[str] = set()
    for verb, graph in (("wait", waiting), ("are dated", _dated_by(drawn))):
        for circle in _circles(graph):
            circular |= set(circle)
            yield _circle(drawn, circle, verb)
    if not circular:
        yield from _shut_before_open(drawn)
        yield from _due_before_what_it_needs(drawn)
    yield from _never_begun(drawn, circular)


def _dated_by(drawn: Sketch) -> Graph:
    """From which tasks each takes its date, by itself or through a clock."""
    graph: Graph = {}
    for place, task in drawn.tasks.items():
        bounds = [bound for _, bound in bounds_of(place, task)]
        clocks = [drawn.clocks.get(str(bound.get("clock")), {}) for bound in bounds]
        graph[name_of(task)] = [
            name for one in (*bounds, *clocks) for name in names_in(one, "of_task")
        ]
    return graph


def _circles(graph: Graph) -> Iterator[list[str]]:
    """Every circle, each found and then cut open."""
    left = {name: list(others) for name, others in graph.items()}
    while True:
        try:
            TopologicalSorter(left).prepare()
        except CycleError as found:
            circle = [str(name) for name in found.args[1][1:]]
            yield circle
            for name in circle:
                left[name] = [one for one in left[name] if one not in circle]
        else:
            return


def _circle(drawn: Sketch, circle: list[str], verb: str) -> Problem:
    names = [name for name in drawn.places if name in circle]
    said = " and ".join(f"“{name}”" for name in names)
    if verb == "wait":
        words = "wait for each other" if len(names) > 1 else "waits for itself"
    else:
        words = "date each other" if len(names) > 1 else "takes its date from itself"
    return Problem(drawn.places[names[0]], f"{said} {words}")


def _shut_before_open(drawn: Sketch) -> Iterator[Problem]:
    for place, task in drawn.tasks.items():
        opens, due = _when(drawn, task, "earliest"), _when(drawn, task, "latest")
        for clock in opens.keys() & due.keys():
            if opens[clock] > due[clock]:
                yield Problem(
                    place,
                    f"it opens on {_day(opens[clock])}, after it is due on "
                    f"{_day(due[clock])} of “{clock}”",
                )


def _due_before_what_it_needs(drawn: Sketch) -> Iterator[Problem]:
    for place, task in drawn.tasks.items():
        due = _when(drawn, task, "latest")
        for name in names_in(task, "needs"):
            needed = drawn.task(name)
            ends = _when(drawn, needed, "latest") or _when(drawn, needed, "earliest")
            for clock in due.keys() & ends.keys():
                if ends[clock] > due[clock]:
                    yield Problem(
                        (*place, "needs"),
                        f"it is due on {_day(due[clock])} of “{clock}”, before "
                        f"“{name}” ({_day(ends[clock])}), which it needs",
                    )


def _when(drawn: Sketch, task: Group, end: str) -> dict[str, When]:
    """On which day of each clock an end of the window falls: the first of several.

    An end that counts only in some cases says nothing of all of them.
    """
    found: dict[str, When] = {}
    bound = task.get(end)
    if isinstance(bound, dict):
        for _, one in bounds_of((), {"latest": bound}):
            if "of_task" in one:
                return _when(drawn, drawn.task(str(one["of_task"])), "latest")
            clock = str(one.get("clock"))
            if clock in drawn.clocks and "only_if" not in one:
                when = _position(
                    drawn, one, clock, "00:00" if end == "earliest" else "24"
                )
                found[clock] = min(found.get(clock, when), when)
    return found


def _position(drawn: Sketch, bound: Group, clock: str, otherwise: str) -> When:
    before, day = number(bound, "before"), number(bound, "day")
    if before:
        return -before, str(bound.get("at", otherwise))
    return day or drawn.length(clock) or 0, str(bound.get("at", otherwise))


def _day(when: When) -> str:
    day, time = when
    words = f"day {day}" if day > 0 else f"the {-day}th day before"
    return words if time in ("00:00", "24") else f"{words} at {time}"


def _never_begun(drawn: Sketch, circular: set[str]) -> Iterator[Problem]:
    """Tasks that wait for a fact which only they, or each other, could bring about."""
    tasks = list(drawn.tasks.values())
    brought = {name for task in tasks for name in names_in(task, "done_when")}
    begun = [task for task in tasks if name_of(task) in circular]
    while True:
        come = {name for task in begun for name in names_in(task, "done_when")}
        names = {name_of(task) for task in begun}
        missing = brought - come
        fresh = [
            task
            for task in tasks
            if task not in begun and not _waits_in_vain(drawn, task, missing, names)
        ]
        if not fresh:
            break
        begun += fresh
    for place, task in drawn.tasks.items():
        if set(names_in(task, "only_if")) & set(names_in(task, "unless")):
            yield Problem(
                (*place, "unless"), "it is wanted only if and unless the same"
            )
        elif task not in begun:
            yield Problem(place, "it can never begin: what it waits for never comes")


def _waits_in_vain(
    drawn: Sketch, task: Group, missing: set[str], begun: set[str]
) -> bool:
    """So far: for an own fact that a task must bring about, or for a task not begun."""
    facts = {*names_in(task, "only_if"), *names_in(task, "for_each")}
    needs = {name for name in names_in(task, "needs") if name in drawn.places}
    return bool(needs - begun) or any(
        fact in missing and kind_of(fact) is None for fact in facts
    )

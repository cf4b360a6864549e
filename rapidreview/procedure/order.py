"""Whether the tasks of a file can be done: no circles, no window that is shut before it
opens, nothing due before what it needs, nothing that can never begin (Y1, Y3)."""

from __future__ import annotations

from collections.abc import Iterator

from rapidreview.procedure.anchors import kind_of
from rapidreview.procedure.reading import Problem, words_of
from rapidreview.procedure.sketch import (
    Group,
    Sketch,
    bounds_of,
    name_of,
    number,
)

Graph = dict[str, list[str]]
MOST_LINKS = 20
When = tuple[int, str]  # a day of a clock, negative before it begins, and a time


def disorder(drawn: Sketch) -> Iterator[Problem]:
    """Everything about the order of the tasks that cannot be."""
    waiting = {name_of(task): words_of(task, "needs") for task in drawn.tasks.values()}
    circular: set[str] = set()
    for verb, graph in (("wait", waiting), ("are dated", _dated_by(drawn))):
        for circle in _circles(graph):
            circular |= circle
            yield _circle(drawn, circle, verb)
    if not circular:
        yield from _dated_too_far(drawn)
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
            name for one in (*bounds, *clocks) for name in words_of(one, "of_task")
        ]
    return graph


def _dated_too_far(drawn: Sketch) -> Iterator[Problem]:
    """A date that hangs on another, that hangs on another, and so on."""
    graph = _dated_by(drawn)
    for name in graph:
        links, ends = 0, {name}
        while ends and links <= MOST_LINKS:
            links, ends = links + 1, {end for one in ends for end in graph.get(one, ())}
        if ends:
            words = f"its date hangs on more than {MOST_LINKS} others, one by one"
            yield Problem(drawn.places[name], words)


def _circles(graph: Graph) -> Iterator[set[str]]:
    """Every set of tasks each of which leads, step by step, to each of the others."""
    back: Graph = {}
    for name, others in graph.items():
        for other in others:
            back.setdefault(other, []).append(name)
    seen: set[str] = set()
    for name in graph:
        if name not in seen:
            circle = _reached(graph, name) & _reached(back, name)
            seen |= circle
            if circle:
                yield circle


def _reached(graph: Graph, start: str) -> set[str]:
    """Where one gets from here by one step or more."""
    found: set[str] = set()
    ways = list(graph.get(start, ()))
    while ways:
        name = ways.pop()
        if name not in found:
            found.add(name)
            ways += graph.get(name, ())
    return found


def _circle(drawn: Sketch, circle: set[str], verb: str) -> Problem:
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
        for name in words_of(task, "needs"):
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
    words = f"day {day}" if day > 0 else f"the day {-day} before"
    return words if time in ("00:00", "24") else f"{words} at {time}"


def _never_begun(drawn: Sketch, circular: set[str]) -> Iterator[Problem]:
    """Tasks that wait for a fact which only they, or each other, could bring about."""
    tasks = drawn.tasks
    brought = {name for one in tasks.values() for name in words_of(one, "done_when")}
    begun = {place for place, one in tasks.items() if name_of(one) in circular}
    while True:
        come = {name for at in begun for name in words_of(tasks[at], "done_when")}
        names = {name_of(tasks[at]) for at in begun}
        fresh = {
            at
            for at, one in tasks.items()
            if at not in begun and not _waits(drawn, one, brought - come, names)
        }
        if not fresh:
            break
        begun |= fresh
    for place, task in drawn.tasks.items():
        if set(words_of(task, "only_if")) & set(words_of(task, "unless")):
            yield Problem(
                (*place, "unless"), "it is wanted only if and unless the same"
            )
        elif place not in begun:
            yield Problem(place, "it can never begin: what it waits for never comes")


def _waits(drawn: Sketch, task: Group, missing: set[str], begun: set[str]) -> bool:
    """So far: for an own fact that a task must bring about, or for a task not begun."""
    facts = {*words_of(task, "only_if"), *words_of(task, "for_each")}
    needs = {name for name in words_of(task, "needs") if name in drawn.places}
    return bool(needs - begun) or any(
        fact in missing and kind_of(fact) is None for fact in facts
    )

"""Reads a procedure file: plain values, the line of each, and what refers to nothing.

Every scalar is read as text, so that 17:00, no and 2026-11-02 stay what was typed; the
models of `definition` turn text into numbers, times and kinds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter

import yaml

Place = tuple[str | int, ...]
Raw = str | list["Raw"] | dict[str, "Raw"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a file: where, and in words."""

    place: Place
    words: str


@dataclass(slots=True)
class Reading:
    """A file as values, with the line on which each stands."""

    raw: Raw
    lines: dict[Place, int]
    problems: list[Problem] = field(default_factory=list)

    def line_of(self, place: Place) -> int:
        """The line of the nearest thing that stands in the file."""
        while place not in self.lines:
            place = place[:-1]
        return self.lines[place]

    def sentences(self, problems: Iterable[Problem]) -> list[str]:
        """Every problem with its line, in the order of the file."""
        ordered = sorted(problems, key=lambda one: (self.line_of(one.place), one.words))
        return [self._sentence(one) for one in ordered]

    def _sentence(self, problem: Problem) -> str:
        where = ".".join(self._name(problem.place))
        at = f"line {self.line_of(problem.place)}"
        return f"{at}: {where}: {problem.words}" if where else f"{at}: {problem.words}"

    def _name(self, place: Place) -> Iterator[str]:
        """The place in words: a list's item by its id where it has one."""
        here: Raw | None = self.raw
        for step in place:
            here = _inside(here, step)
            named = here.get("id") if isinstance(here, dict) else None
            yield str(named if isinstance(step, int) and named else step)


def _inside(raw: Raw | None, step: str | int) -> Raw | None:
    if isinstance(raw, dict):
        return raw.get(str(step))
    if isinstance(raw, list) and isinstance(step, int) and step < len(raw):
        return raw[step]
    return None


def read(text: str) -> Reading:
    """The values of a YAML text, with their lines and its double keys.

    Raises yaml.YAMLError if it is no YAML at all.
    """
    reading = Reading("", {(): 1})
    node = yaml.compose(text, Loader=yaml.BaseLoader)
    if node is not None:
        reading.raw = _value(node, (), reading)
    return reading


def _value(node: yaml.Node, place: Place, reading: Reading) -> Raw:
    reading.lines.setdefault(place, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        return [_value(one, (*place, i), reading) for i, one in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, place, reading)
    return str(node.value)


def _mapping(node: yaml.MappingNode, place: Place, reading: Reading) -> dict[str, Raw]:
    values: dict[str, Raw] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        at = (*place, key)
        if key in values:
            line = key_node.start_mark.line + 1
            reading.problems.append(
                Problem(at, f"stands here and again on line {line}")
            )
            continue
        reading.lines[at] = key_node.start_mark.line + 1
        values[key] = _value(value_node, at, reading)
    return values


def references(raw: Raw) -> list[Problem]:
    """Everything in a file that names a clock or a task which is not in it."""
    if not isinstance(raw, dict):
        return []
    clocks = raw.get("clocks")
    clock_names = set(clocks) if isinstance(clocks, dict) else set()
    tasks = dict(_tasks(raw))
    ids = {str(task.get("id")) for task in tasks.values()}
    found = list(_twice(tasks))
    for place, task in tasks.items():
        found += _unknown_in(place, task, clock_names, ids)
    return found + _circles(tasks)


def _tasks(raw: dict[str, Raw]) -> Iterator[tuple[Place, dict[str, Raw]]]:
    stages = raw.get("stages")
    for number, stage in enumerate(stages if isinstance(stages, list) else []):
        tasks = stage.get("tasks") if isinstance(stage, dict) else None
        for index, task in enumerate(tasks if isinstance(tasks, list) else []):
            if isinstance(task, dict):
                yield ("stages", number, "tasks", index), task


def _twice(tasks: Mapping[Place, dict[str, Raw]]) -> Iterator[Problem]:
    seen: set[str] = set()
    for place, task in tasks.items():
        name = str(task.get("id"))
        if "id" in task and name in seen:
            yield Problem((*place, "id"), f"there is another task “{name}”")
        seen.add(name)


def _unknown_in(
    place: Place, raw: Raw, clocks: set[str], ids: set[str]
) -> Iterator[Problem]:
    """Walks one task: ``clock`` names a clock; the others name tasks."""
    inside: Iterable[tuple[str | int, Raw]] = ()
    if isinstance(raw, list):
        inside = enumerate(raw)
    elif isinstance(raw, dict):
        inside = raw.items()
    for key, value in inside:
        at = (*place, key)
        if key == "clock" and value not in clocks:
            yield Problem(at, f"there is no clock “{value}”")
        elif key in ("needs", "agreed_for", "of_task"):
            yield from _unknown_tasks(at, value, ids)
        else:
            yield from _unknown_in(at, value, clocks, ids)


def _unknown_tasks(at: Place, raw: Raw, ids: set[str]) -> Iterator[Problem]:
    for name in raw if isinstance(raw, list) else [raw]:
        if name not in ids:
            yield Problem(at, f"there is no task “{name}”")


def _circles(tasks: Mapping[Place, dict[str, Raw]]) -> list[Problem]:
    """Tasks that wait for each other, or take their date from each other."""
    by_id = {str(task.get("id")): place for place, task in tasks.items()}
    found = []
    for words, named in (
        ("wait for each other", _needs),
        ("date each other", _dated_by),
    ):
        graph = {str(task.get("id")): set(named(task)) for task in tasks.values()}
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as circle:
            names = [str(name) for name in circle.args[1]]
            place = by_id.get(names[0], ())
            found.append(Problem(place, f"these tasks {words}: {', '.join(names[1:])}"))
    return found


def _needs(task: Mapping[str, Raw]) -> Iterable[str]:
    needs = task.get("needs", [])
    return [str(one) for one in needs] if isinstance(needs, list) else []


def _dated_by(task: Mapping[str, Raw]) -> Iterator[str]:
    for key in ("earliest", "latest"):
        bound = task.get(key)
        if isinstance(bound, dict) and "of_task" in bound:
            yield str(bound["of_task"])


def problem(place: Place, kind: str, words: str) -> Problem:
    """An error of the models in words for the person who writes the file."""
    match kind:
        case "missing" if place[-1] == "unit":
            words = "is missing: say working_day, calendar_day, hour, week or month"
        case "missing":
            words = "is missing"
        case "extra_forbidden":
            words = "is not known here"
        case _:
            words = words.removeprefix("Value error, ")
    return Problem(place, words)


def not_yaml(error: yaml.YAMLError) -> str:
    """Where and why a text is no YAML."""
    mark = getattr(error, "problem_mark", None)
    line = mark.line + 1 if mark else 1
    words = getattr(error, "problem", None) or "these characters cannot be read"
    return f"line {line}: this is not YAML: {words}"

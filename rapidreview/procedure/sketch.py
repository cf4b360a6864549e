"""A procedure file as it was typed, right or wrong, in the shape in which it can be checked.

The checks of `soundness` and `order` read this, not the typed parts, so that a file with a
wrong word in one line still hears of a circle in another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from rapidreview.procedure.reading import Place, Raw, groups

Group = dict[str, Raw]
_WHOLE = re.compile("[0-9]{1,3}")
_YES = ("true", "yes", "on", "1", "t", "y")


@dataclass(frozen=True, slots=True)
class Sketch:
    """Clocks by name; stages and tasks by their place; tasks by id, the first of each."""

    raw: Raw
    clocks: dict[str, Group]
    stages: dict[Place, Group]
    tasks: dict[Place, Group]
    places: dict[str, Place] = field(default_factory=dict)

    @property
    def main(self) -> str | None:
        """The partnership's own clock, if there is one."""
        ours = (name for name, clock in self.clocks.items() if is_yes(clock, "ours"))
        return next(ours, None)

    def task(self, name: str) -> Group:
        """The task of this id; an empty one if there is none."""
        return self.tasks.get(self.places.get(name, ()), {})

    def length(self, clock: str) -> int | None:
        """How far a clock goes, with the longest of its dated rules; None for hours."""
        group = self.clocks.get(clock, {})
        if group.get("unit") == "hour":
            return None
        ruled = [rule for _, rule in groups(self.raw, "overrides")]
        all_of_it = [group, *(rule for rule in ruled if rule.get("clock") == clock)]
        return max((number(one, "length") or 0 for one in all_of_it), default=0)


def sketch(raw: Raw) -> Sketch:
    """What can be made out of a file's values."""
    given = raw.get("clocks") if isinstance(raw, dict) else None
    clocks = given.items() if isinstance(given, dict) else ()
    stages: dict[Place, Group] = {
        ("stages", number): stage for number, stage in groups(raw, "stages")
    }
    tasks = {
        (*place, "tasks", index): task
        for place, stage in stages.items()
        for index, task in groups(stage, "tasks")
    }
    places: dict[str, Place] = {}
    for place, task in tasks.items():
        places.setdefault(name_of(task), place)
    named = {name: clock for name, clock in clocks if isinstance(clock, dict)}
    return Sketch(raw, named, stages, tasks, places)


def name_of(group: Group) -> str:
    """The id of a stage or task."""
    return str(group.get("id"))


def number(group: Group, key: str) -> int | None:
    """The whole number that stands there, if one does that could be a count."""
    raw = group.get(key)
    return int(raw) if isinstance(raw, str) and _WHOLE.fullmatch(raw) else None


def is_yes(group: Group, key: str) -> bool:
    """Whether it says yes there."""
    return str(group.get(key)).lower() in _YES


def bounds_in(place: Place, raw: Raw | None) -> Iterator[tuple[Place, Group]]:
    """An end of a window, and those that it is made of."""
    if isinstance(raw, dict):
        yield place, raw
        for index, one in groups(raw, "earliest_of"):
            yield from bounds_in((*place, "earliest_of", index), one)


def bounds_of(place: Place, task: Group) -> Iterator[tuple[Place, Group]]:
    """Both ends of a task's window, and those that they are made of."""
    for end in ("earliest", "latest"):
        yield from bounds_in((*place, end), task.get(end))


def every_bound(drawn: Sketch) -> Iterator[tuple[Place, Group]]:
    """Every end of a window in the file, those of dated rules too."""
    for place, task in drawn.tasks.items():
        yield from bounds_of(place, task)
    for index, rule in groups(drawn.raw, "overrides"):
        yield from bounds_in(("overrides", index, "latest"), rule.get("latest"))

"""One procedure laid over another (``extends``), and a stage's conditions over its tasks.

What has a name or an ``id`` is laid over the one of the same name, line by line; anything
else that is given takes the place of what was there. ``without`` takes tasks or stages away.
"""

from __future__ import annotations

from rapidreview.procedure.reading import (
    Place,
    Problem,
    Raw,
    Reading,
    groups,
    words_of,
)

# Where names and ids lead further down; everything else is taken or left as a whole.
_NAMED = ("clocks", "facts", "roles")
_WITH_IDS = ("stages", "tasks")
_CONDITIONS = ("only_if", "unless", "settled_by")


def laid_over(base: Raw, own: Reading) -> Reading:
    """The base with what the own file says; a line is always one of the own file."""
    laid = Reading(lines={(): own.line_of(("extends",))}, problems=[*own.problems])
    gone = set(words_of(own.raw, "without"))
    laid.problems += [
        Problem(("without",), f"there is no task or stage “{one}” to leave out")
        for one in sorted(gone - _ids(base))
    ]
    laid.problems += [
        Problem((key,), "is missing: it is another procedure")
        for key in ("id", "version")
        if isinstance(own.raw, dict) and key not in own.raw
    ]
    laid.raw = _Layers(own, laid).over(_left_out(base, gone), own.raw, (), ())
    return laid


def with_conditions(raw: Raw) -> Raw:
    """Each task with the conditions of its stage, where it has none of its own."""
    if not isinstance(raw, dict) or not isinstance(raw.get("stages"), list):
        return raw
    stages = list(raw["stages"])
    for number, stage in groups(raw, "stages"):
        said = {key: stage[key] for key in _CONDITIONS if key in stage}
        if said and isinstance(stage.get("tasks"), list):
            tasks = list(stage["tasks"])
            for index, task in groups(stage, "tasks"):
                tasks[index] = said | task
            stages[number] = {**stage, "tasks": tasks}
    return {**raw, "stages": stages}


def _ids(raw: Raw) -> set[str]:
    """The ids of every stage and task."""
    stages = [stage for _, stage in groups(raw, "stages")]
    tasks = [task for stage in stages for _, task in groups(stage, "tasks")]
    return {str(one.get("id")) for one in (*stages, *tasks)}


def _left_out(base: Raw, gone: set[str]) -> Raw:
    stages: list[Raw] = [
        {**stage, "tasks": [task for _, task in groups(stage, "tasks")
                            if task.get("id") not in gone]}
        for _, stage in groups(base, "stages")
        if stage.get("id") not in gone
    ]  # fmt: skip
    return {**base, "stages": stages} if isinstance(base, dict) else base


class _Layers:
    """Lays values over values and keeps the book of lines."""

    def __init__(self, own: Reading, laid: Reading) -> None:
        self.own, self.laid = own, laid

    def over(self, base: Raw, own: Raw, at: Place, to: Place) -> Raw:
        """``at`` is the place in the own file, ``to`` that in the result."""
        if not isinstance(base, dict) or not isinstance(own, dict):
            return self.taken(own, at, to)
        self.keep_line(at, to)
        laid = {
            key: self.under(base.get(key), value, key, (*at, key), (*to, key))
            for key, value in own.items()
        }
        return {**base, **laid}

    def under(self, base: Raw | None, own: Raw, key: str, at: Place, to: Place) -> Raw:
        """What stands under a key: names and ids lead further down, or it is taken."""
        if key in _NAMED and isinstance(own, dict) and isinstance(base, dict):
            return self.named(base, own, at, to)
        if key in _WITH_IDS and isinstance(own, list) and isinstance(base, list):
            return self.with_ids(base, own, at, to)
        return self.taken(own, at, to)

    def named(
        self, base: dict[str, Raw], own: dict[str, Raw], at: Place, to: Place
    ) -> Raw:
        self.keep_line(at, to)
        laid = {
            name: self.over(base.get(name, ""), value, (*at, name), (*to, name))
            for name, value in own.items()
        }
        return {**base, **laid}

    def with_ids(self, base: list[Raw], own: list[Raw], at: Place, to: Place) -> Raw:
        self.keep_line(at, to)
        result = [*base]
        places = {_id(one): number for number, one in enumerate(base)}
        for number, value in enumerate(own):
            place = places.get(_id(value), len(result))
            if place == len(result):
                result.append("")
            laid = self.over(result[place], value, (*at, number), (*to, place))
            result[place] = laid
        return result

    def taken(self, own: Raw, at: Place, to: Place) -> Raw:
        """A value of the own file as it is, with the lines of all that is in it."""
        self.keep_line(at, to)
        inside: list[tuple[str | int, Raw]] = []
        if isinstance(own, dict):
            inside = list(own.items())
        elif isinstance(own, list):
            inside = list(enumerate(own))
        for step, value in inside:
            self.taken(value, (*at, step), (*to, step))
        return own

    def keep_line(self, at: Place, to: Place) -> None:
        if to:
            self.laid.lines[to] = self.own.line_of(at)


def _id(raw: Raw) -> str | None:
    return str(raw["id"]) if isinstance(raw, dict) and "id" in raw else None

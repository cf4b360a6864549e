"""A procedure as typed data: clocks, stages, tasks and their windows (handbook, 4.1).

A file is read with every error at once, each with its line; a unit left out is an error,
never assumed. A case keeps the version, and the hash, of the file it was opened with.
"""

from __future__ import annotations

import hashlib
from datetime import time
from enum import StrEnum
from functools import cache, cached_property
from importlib.resources import files
from typing import Annotated, Self

import yaml
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
    model_validator,
)

from rapidreview.procedure.anchors import kind_of
from rapidreview.procedure.calendar import Override
from rapidreview.procedure.errors import Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.reading import (
    Problem,
    Reading,
    not_yaml,
    problem,
    read,
    references,
)
from rapidreview.procedure.vocabulary import Role, Subfolder

DEFAULT = "rapid-review-2018"
Paragraph = Annotated[str, Field(pattern=r"^P\d+\.\d+$")]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$")]


def _known_anchor(name: str) -> str:
    if kind_of(name) is None:
        raise ValueError(f"there is no anchor “{name}”")
    return name


Anchor = Annotated[str, AfterValidator(_known_anchor)]


class Unit(StrEnum):
    """What a clock counts; it is never assumed."""

    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    HOUR = "hour"
    WEEK = "week"
    MONTH = "month"


class CountsFrom(StrEnum):
    """Whether the anchor's day is day 1 (``same_day``) or day 0 (``next_day``)."""

    SAME_DAY = "same_day"
    NEXT_DAY = "next_day"


class Part(BaseModel):
    """Every part of a file: nothing unknown is let in, nothing changes afterwards."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, ignored_types=(cached_property,)
    )


class Clock(Part):
    """What is counted, from which anchor, how far.

    ``ours``: the partnership's own clock, which its local closures move and whose way of
    counting it may choose. ``rolls``: an hour that falls on a non-working day moves to the
    same time of the next working day. ``cut_off``: later than this counts as the next day.
    """

    title: str
    anchor: Anchor
    unit: Unit
    length: int
    counts_from: CountsFrom | None = None
    ours: bool = False
    rolls: bool = False
    cut_off: time | None = None

    @model_validator(mode="after")
    def _days_say_where_they_begin(self) -> Self:
        if self.unit is not Unit.HOUR and self.counts_from is None:
            raise ValueError("say counts_from: same_day or next_day")
        return self


class SameDay(Part):
    """On the day itself ``by`` a time; after ``cut_off``, or on a non-working day, the next
    working day by ``next_day`` (4.2 g)."""

    anchor: Anchor
    by: time
    cut_off: time
    next_day: time


class Bound(Part):
    """One end of a window: exactly one of a clock's day, a same-day rule, the earliest of
    several, another task's date, or the anchor's own instant."""

    clock: str | None = None
    day: int | None = None
    at: time | None = None
    same_day: SameDay | None = None
    earliest_of: tuple[Bound, ...] = ()
    of_task: str | None = None
    at_once: Anchor | None = None

    @model_validator(mode="after")
    def _is_one_thing(self) -> Self:
        ways = (self.clock, self.same_day, self.earliest_of, self.of_task, self.at_once)
        if sum(bool(way) for way in ways) != 1:
            raise ValueError(
                "say exactly one of clock, same_day, earliest_of, of_task, at_once"
            )
        if not self.clock and (self.day is not None or self.at is not None):
            raise ValueError("day and at belong to a clock")
        return self


class Task(Part):
    """One line of the timetable.

    ``for_each``: one duty for every subject of this kind of entry. ``done_when`` (any of
    them, of the same subject), ``agreed_for`` (all these tasks have an agreed date).
    ``only_if`` until which it is not wanted; ``unless`` after which it is not; ``settled_by``
    after which an unmet ``only_if`` means not needed. ``every``: again within so many
    working days, ``until`` something. ``waived_by``: goes ahead without its ``needs``.
    ``waits_on``: somebody outside the Team. ``overdue: false``: it never becomes late.
    ``undone_by``: what takes it back, so that it is to be done again. ``first``: above
    everything. ``ahead_of``: before this anchor it is marked so. ``quiet``: not before the
    day it is due. ``after_end``: wanted on a case that is closed, too.
    """

    id: Name
    title: str
    owner: Role
    with_: tuple[Role, ...] = Field(default=(), alias="with")
    paragraph: Paragraph
    why: str
    earliest: Bound | None = None
    latest: Bound | None = None
    for_each: LogKind | None = None
    done_when: tuple[LogKind, ...] = ()
    agreed_for: tuple[str, ...] = ()
    only_if: LogKind | None = None
    unless: LogKind | None = None
    settled_by: LogKind | None = None
    needs: tuple[str, ...] = ()
    waived_by: LogKind | None = None
    undone_by: LogKind | None = None
    every: Annotated[int, Field(gt=0)] | None = None
    until: LogKind | None = None
    waits_on: str = ""
    overdue: bool = True
    first: bool = False
    quiet: bool = False
    after_end: bool = False
    ahead_of: Anchor | None = None
    folder: Subfolder | None = None

    @model_validator(mode="after")
    def _can_be_done(self) -> Self:
        if not self.done_when and not self.agreed_for:
            raise ValueError("say done_when or agreed_for: when is it done?")
        return self


class Stage(Part):
    """A part of the fifteen days; ``days`` are its first and last on the local clock."""

    id: Name
    title: str
    days: tuple[int, int]
    tasks: tuple[Task, ...]


class Standing(Part):
    """A rule without a date of its own: met many times, each time an entry in the log."""

    paragraph: Paragraph
    words: str


class Guidance(Part):
    """National guidance in the version that this procedure follows (P7.3)."""

    title: str
    link: str = ""


class Procedure(Part):
    """A partnership's procedure, as loaded from its file."""

    id: Name
    title: str
    version: str
    guidance: tuple[Guidance, ...] = ()
    calendar: Annotated[str, Field(pattern=r"^england-and-wales$")]
    clocks: dict[Name, Clock]
    standing: tuple[Standing, ...] = ()
    overrides: tuple[Override, ...] = ()
    stages: tuple[Stage, ...]
    hash: str

    @field_validator("clocks")
    @classmethod
    def _has_a_clock(cls, clocks: dict[str, Clock]) -> dict[str, Clock]:
        if not any(clock.ours for clock in clocks.values()):
            raise ValueError("one clock must be the partnership's own (ours: true)")
        return clocks

    @cached_property
    def placed(self) -> tuple[tuple[Stage, Task], ...]:
        """Every task with its stage, in the order of the file."""
        return tuple((stage, task) for stage in self.stages for task in stage.tasks)

    @cached_property
    def tasks(self) -> dict[str, Task]:
        """Every task by its id."""
        return {task.id: task for _, task in self.placed}

    @cached_property
    def main_clock(self) -> str:
        """The clock that the stages are counted on: the first of the partnership's own."""
        return next(name for name, clock in self.clocks.items() if clock.ours)


class ProcedureFileError(Refused):
    """A procedure file that cannot be used; ``errors`` holds every one with its line."""

    def __init__(self, errors: list[str]) -> None:
        super().__init__("This procedure file cannot be used. " + " ".join(errors))
        self.errors = errors


def load_text(yaml_text: str) -> Procedure:
    """The procedure of a file's text.

    Raises ProcedureFileError with every error at once, each with its line.
    """
    try:
        reading = read(yaml_text)
    except yaml.YAMLError as error:
        raise ProcedureFileError([not_yaml(error)]) from None
    problems = [*reading.problems, *references(reading.raw)]
    try:
        procedure = Procedure.model_validate(_with_hash(reading, problems, yaml_text))
    except ValidationError as error:
        problems += [
            problem(one["loc"], one["type"], one["msg"]) for one in error.errors()
        ]
        raise ProcedureFileError(reading.sentences(problems)) from None
    if problems:
        raise ProcedureFileError(reading.sentences(problems))
    return procedure


@cache
def shipped(procedure_id: str) -> Procedure:
    """A procedure that comes with the product. Raises Refused if there is none so called."""
    folder = files("rapidreview.procedure") / "definitions"
    known = sorted(one.name.removesuffix(".yaml") for one in folder.iterdir())
    if procedure_id not in known:
        raise Refused(
            f"No procedure “{procedure_id}” comes with the product; "
            f"there is {', '.join(known)}."
        )
    return load_text((folder / f"{procedure_id}.yaml").read_text(encoding="utf-8"))


def _with_hash(reading: Reading, problems: list[Problem], yaml_text: str) -> object:
    """The values of the file and its hash, which a file cannot state itself."""
    if not isinstance(reading.raw, dict):
        return reading.raw
    if "hash" in reading.raw:
        problems.append(Problem(("hash",), "is not known here"))
    digest = hashlib.sha256(yaml_text.replace("\r\n", "\n").encode()).hexdigest()
    return {**reading.raw, "hash": digest}

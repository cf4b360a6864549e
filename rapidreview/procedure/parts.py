"""The parts of a procedure file as types: clocks, windows, tasks, stages (handbook, 4.1).

docs/writing-a-procedure.md explains each to the person who writes one. Nothing unknown is
let in, nothing is assumed, nothing changes once it is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, time
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    model_validator,
)

from rapidreview.procedure.anchors import fact_name, kind_of
from rapidreview.procedure.vocabulary import Partner, Role, Subfolder

FURTHEST = 999
_TOUCHED = ("clock", "length", "task", "latest")


def _whole(low: int, high: int) -> Callable[[object], int]:
    def read(raw: object) -> int:
        if re.fullmatch(r"[0-9]{1,6}", str(raw)) and low <= int(str(raw)) <= high:
            return int(str(raw))
        raise ValueError(f"“{raw}” is not a whole number from {low} to {high}")

    return read


def _known_fact(name: str, info: ValidationInfo) -> str:
    """A kind of log entry, or a fact that the file itself declares."""
    if kind_of(name) is None and name not in (info.context or ()):
        raise ValueError(f"there is no fact “{name}”; own ones are declared in facts")
    return name


def _listed(raw: object) -> object:
    return [raw] if isinstance(raw, str) else raw


Count = Annotated[int, BeforeValidator(_whole(1, FURTHEST))]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,59}$")]
OwnFact = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Words = Annotated[str, Field(min_length=1, max_length=500)]
Paragraph = Annotated[str, Field(min_length=1, max_length=40)]
Anchor = Annotated[str, AfterValidator(_known_fact)]
FactName = Annotated[str, AfterValidator(_known_fact), AfterValidator(fact_name)]


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
    """What is counted, how far, and from what: a fact, the first of several, or the date
    of a task (``of_task``).

    ``ours``: the partnership's own clock, which its local closures move and whose way of
    counting it may choose. ``whole``: the whole review must end within it. ``rolls``: what
    falls on a non-working day moves to the next working day, an hour to the same time.
    ``cut_off``: later than this counts as the next day.
    """

    title: Words
    anchors: Annotated[tuple[Anchor, ...], BeforeValidator(_listed)] = Field(
        default=(), alias="anchor"
    )
    of_task: str = ""
    unit: Unit
    length: Count
    counts_from: CountsFrom | None = None
    ours: bool = False
    whole: bool = False
    rolls: bool = False
    cut_off: time | None = None

    @model_validator(mode="after")
    def _says_what_it_counts(self) -> Self:
        if bool(self.anchors) == bool(self.of_task):
            raise ValueError("say either anchor or of_task: what is counted from?")
        if self.unit is not Unit.HOUR and self.counts_from is None:
            raise ValueError("say counts_from: same_day or next_day")
        return self

    @property
    def anchor(self) -> str:
        """What it is counted from, in one name: the first of several, or a task's."""
        return self.anchors[0] if self.anchors else self.of_task


class SameDay(Part):
    """On the day itself ``by`` a time; after ``cut_off``, or on a non-working day, the next
    working day by ``next_day`` (4.2 g)."""

    anchor: Anchor
    by: time
    cut_off: time
    next_day: time


class Bound(Part):
    """One end of a window: exactly one of a clock's day, or its days before what it counts
    from; a same-day rule; the earliest of several; another task's date; the very instant of
    a fact. ``only_if``: it counts only once this fact is there."""

    clock: str | None = None
    day: Count | None = None
    before: Count | None = None
    at: time | None = None
    same_day: SameDay | None = None
    earliest_of: tuple[Bound, ...] = ()
    of_task: str | None = None
    at_once: Anchor | None = None
    only_if: FactName | None = None

    @model_validator(mode="after")
    def _is_one_thing(self) -> Self:
        ways = (self.clock, self.same_day, self.earliest_of, self.of_task, self.at_once)
        if sum(bool(way) for way in ways) != 1:
            raise ValueError(
                "say exactly one of clock, same_day, earliest_of, of_task, at_once"
            )
        if not self.clock and (self.day or self.before or self.at is not None):
            raise ValueError("day, before and at belong to a clock")
        if self.day and self.before:
            raise ValueError("say day or before, not both")
        return self


class Span(Part):
    """So many of a unit."""

    unit: Unit
    length: Count


class Agreement(Part):
    """Who decides: all of them together, or ``at_least`` so many of them."""

    of: tuple[Role | Partner, ...]
    at_least: Count | None = None

    @model_validator(mode="after")
    def _can_be_reached(self) -> Self:
        if not 1 <= self.needed <= len(set(self.of)):
            raise ValueError(f"{self.needed} of {len(set(self.of))} cannot agree")
        return self

    @property
    def needed(self) -> int:
        """How many must agree."""
        return self.at_least or len(self.of)


class Task(Part):
    """One line of the timetable.

    ``answerable``: who answers for it without doing it. ``decided_by``: who must agree
    before it is done. ``extension``: who must agree that there is more time.
    ``for_each``: one duty for every subject of this kind of fact. ``done_when`` (any of
    them, of the same subject), ``agreed_for`` (all these tasks have an agreed date).
    ``only_if`` until which it is not wanted; ``unless`` after which it is not; ``settled_by``
    after which an unmet ``only_if`` means not needed. ``every``: again within so long,
    ``until`` something. ``waived_by``: goes ahead without its ``needs``.
    ``waits_on``: somebody outside the Team. ``overdue: false``: it never becomes late.
    ``undone_by``: what takes it back, so that it is to be done again. ``first``: above
    everything. ``ahead_of``: before this anchor it is marked so. ``quiet``: not before the
    day it is due. ``after_end``: wanted on a case that is closed, too.
    """

    id: Name
    title: Words
    owner: Role
    with_: tuple[Role, ...] = Field(default=(), alias="with")
    answerable: Role | None = None
    decided_by: Agreement | None = None
    extension: Agreement | None = None
    paragraph: Paragraph
    why: Words
    earliest: Bound | None = None
    latest: Bound | None = None
    for_each: FactName | None = None
    done_when: tuple[FactName, ...] = ()
    agreed_for: tuple[str, ...] = ()
    only_if: FactName | None = None
    unless: FactName | None = None
    settled_by: FactName | None = None
    needs: tuple[str, ...] = ()
    waived_by: FactName | None = None
    undone_by: FactName | None = None
    every: Span | None = None
    until: FactName | None = None
    waits_on: Annotated[str, Field(max_length=100)] = ""
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
    """A part of the procedure; ``days`` are its first and last on its clock, which is the
    partnership's own unless another is named. Its conditions are those of its tasks."""

    id: Name
    title: Words
    clock: str | None = None
    days: tuple[Count, Count] | None = None
    only_if: FactName | None = None
    unless: FactName | None = None
    settled_by: FactName | None = None
    tasks: tuple[Task, ...]

    @model_validator(mode="after")
    def _has_a_task(self) -> Self:
        if not self.tasks:
            raise ValueError("a stage needs at least one task")
        return self


class DatedRule(Part):
    """From a day on, perhaps until another, a clock is longer or shorter, or one task is due
    otherwise. What counts is the day on which the clock in question began."""

    from_: date = Field(alias="from")
    until: date | None = None
    why: Words
    clock: str | None = None
    length: Count | None = None
    task: str | None = None
    latest: Bound | None = None

    @model_validator(mode="after")
    def _touches_one_thing(self) -> Self:
        said = {one for one in _TOUCHED if getattr(self, one) is not None}
        if said not in ({"clock", "length"}, {"task", "latest"}):
            raise ValueError("say either clock and length, or task and latest")
        if self.latest and not self.latest.clock:
            raise ValueError("its latest must count on a clock")
        if self.until and self.until < self.from_:
            raise ValueError("it would end before it begins")
        return self

    def holds(self, on: date) -> bool:
        """Whether it is in force for what began on this day."""
        return self.from_ <= on and (self.until is None or on <= self.until)


class Proclaimed(Part):
    """A day that the nation changed after its holidays were published."""

    on: date
    name: Words
    working: bool = False


class Standing(Part):
    """A rule without a date of its own: met many times, each time an entry in the log."""

    paragraph: Paragraph
    words: Words


class Guidance(Part):
    """National guidance in the version that this procedure follows (P7.3)."""

    title: Words
    link: Annotated[str, Field(max_length=500)] = ""


class ReportPart(Part):
    """Something that the report must contain."""

    code: Annotated[str, Field(pattern=r"^[A-Za-z0-9.]{1,12}$")]
    title: Words

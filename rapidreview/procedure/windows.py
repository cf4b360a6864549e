"""What is counted, from what, and the ends of windows: the first parts of a procedure file.

Nothing unknown is let in, nothing is assumed, nothing changes once it is read (4.1).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import time
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

FURTHEST = 999


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
Words = Annotated[str, Field(min_length=1, max_length=500)]
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
        hours = self.unit is Unit.HOUR
        if not hours and self.counts_from is None:
            raise ValueError("say counts_from: same_day or next_day")
        if hours and (self.counts_from or self.cut_off):
            raise ValueError("hours run from the instant: no counts_from, no cut_off")
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

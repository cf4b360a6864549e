"""The parts of a procedure file as types: tasks, stages, rules and words (handbook, 4.1).

docs/writing-a-procedure.md explains each to the person who writes one.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from rapidreview.procedure.vocabulary import Partner, Role, Subfolder
from rapidreview.procedure.windows import (
    Anchor,
    Bound,
    Count,
    FactName,
    Part,
    Span,
    Words,
)

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,59}$")]
Version = Annotated[str, Field(min_length=1, max_length=40)]
OwnFact = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Paragraph = Annotated[str, Field(min_length=1, max_length=40)]
_TOUCHED = ("clock", "length", "task", "latest")


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

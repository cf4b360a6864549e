"""The rhythm in which a partnership reminds agencies: shown, tried on a date, changed (P2.1)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.plans import calendar_on
from rapidreview.people.actor import Actor
from rapidreview.people.models import Partnership
from rapidreview.procedure.calendar import at_time, london_day
from rapidreview.procedure.chasing import (
    USUAL,
    Rhythm,
    Step,
    moment_of,
    read_rhythm,
    with_step,
    without_step,
    written,
)
from rapidreview.procedure.logkinds import LogKind

USUAL_DAYS, FIVE = 5, "17:00"


@dataclass(frozen=True, slots=True)
class Moment:
    """A step, and when it would go for the date that is tried."""

    step: Step
    at: datetime


def usual_due(partnership: Partnership, *, at: datetime) -> datetime:
    """A due moment to try the rhythm on: 5pm of the fifth working day from now."""
    today = london_day(at)
    return at_time(calendar_on(partnership, today).add(today, USUAL_DAYS), FIVE)


def tried(partnership: Partnership, due_at: datetime) -> Sequence[Moment]:
    """When each reminder would go of a return due at ``due_at``. Raises CalendarUnknown."""
    calendar = calendar_on(partnership, london_day(due_at))
    return [
        Moment(step, moment_of(step, due_at, calendar))
        for step in read_rhythm(partnership.reminders)
    ]


def is_usual(partnership: Partnership) -> bool:
    """Whether the partnership keeps the rhythm that the product comes with."""
    return read_rhythm(partnership.reminders) == USUAL


@transaction.atomic
def add_step(partnership: Partnership, *, step: Step, by: Actor, at: datetime) -> None:
    """One reminder more. Raises Refused for one that the rhythm cannot have."""
    _change(partnership, lambda rhythm: with_step(rhythm, step), by=by, at=at)


@transaction.atomic
def remove_step(
    partnership: Partnership, *, step: str, by: Actor, at: datetime
) -> None:
    """One reminder less, named as it is written. Raises Refused where it is gone."""
    _change(partnership, lambda rhythm: without_step(rhythm, step), by=by, at=at)


@transaction.atomic
def take_usual(partnership: Partnership, *, by: Actor, at: datetime) -> None:
    """The rhythm that the product comes with, again."""
    _change(partnership, lambda _: USUAL, by=by, at=at)


def _change(
    partnership: Partnership,
    change: Callable[[Rhythm], Rhythm],
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Read under a lock, changed, kept, and logged in the partnership's own log."""
    held = Partnership.objects.select_for_update().get(pk=partnership.pk)
    before = read_rhythm(held.reminders)
    after = change(before)
    held.reminders = written(after)
    held.save(update_fields=["reminders"])
    partnership.reminders = held.reminders
    dailylog.write(
        held,
        LogKind.REMINDERS_CHANGED,
        by=by,
        at=at,
        subject=held,
        old=_said(before),
        new=_said(after),
    )


def _said(rhythm: Rhythm) -> str:
    said = "; ".join(f"{one.words}: {one.whom.words}" for one in rhythm)
    return said or "Nobody is reminded."

"""What a partnership knows of its calendar and clocks beside its procedure (P0.7)."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from rapidreview.people.models import ClockRule, Closure
from rapidreview.procedure.calendar import Override, WorkingDays
from rapidreview.procedure.definition import Procedure
from rapidreview.procedure.parts import DatedRule


class Known(NamedTuple):
    """Local closures by day, national days that the library cannot know, and rules for a time."""

    closures: dict[date, str]
    overrides: tuple[Override, ...]
    rules: tuple[DatedRule, ...]


def known_of(partnership_id: UUID) -> Known:
    """The days and rules of a partnership: two queries."""
    return Known(*closed_days(partnership_id), rules_of(partnership_id))


def closed_days(
    partnership_id: UUID,
) -> tuple[dict[date, str], tuple[Override, ...]]:
    """Local closures with their names, and national days that the library cannot know."""
    rows = Closure.objects.filter(partnership_id=partnership_id).values_list(
        "on", "name", "working", "national"
    )
    closures = {on: name for on, name, _, national in rows if not national}
    overrides = tuple(
        Override(on, name, working) for on, name, working, national in rows if national
    )
    return closures, overrides


def rules_of(partnership_id: UUID) -> tuple[DatedRule, ...]:
    """The lengths that clocks have for a time, the newest last."""
    rows = ClockRule.objects.filter(partnership_id=partnership_id).values_list(
        "clock", "length", "begins_on", "ends_on", "reason"
    )
    return tuple(
        DatedRule.model_validate(
            {
                "clock": clock,
                "length": length,
                "from": begins,
                "until": ends,
                "why": why,
            }
        )
        for clock, length, begins, ends, why in rows
    )


def working_days(partnership_id: UUID, procedure: Procedure) -> WorkingDays:
    """The calendar of a partnership under one of its procedures, as it stands."""
    closures, overrides = closed_days(partnership_id)
    return WorkingDays.of(
        procedure.calendar, (*procedure.changed_days, *overrides), closures
    )

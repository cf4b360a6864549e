"""The days a partnership does not work, and the calendar they make (P0.7)."""

from datetime import date
from uuid import UUID

from rapidreview.people.models import Closure
from rapidreview.procedure.calendar import Override, WorkingDays


def closed_days(partnership_id: UUID) -> tuple[frozenset[date], tuple[Override, ...]]:
    """Local closures, and national days that the library cannot know."""
    rows = list(Closure.objects.filter(partnership_id=partnership_id))
    closures = frozenset(one.on for one in rows if not one.national)
    overrides = tuple(
        Override(one.on, one.name, one.working) for one in rows if one.national
    )
    return closures, overrides


def working_days(partnership_id: UUID) -> WorkingDays:
    """The calendar of a partnership as it stands."""
    closures, overrides = closed_days(partnership_id)
    return WorkingDays.england(overrides, closures)

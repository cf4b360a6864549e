"""The days a partnership does not work, and the calendar they make (P0.7)."""

from datetime import date
from uuid import UUID

from rapidreview.people.models import Closure
from rapidreview.procedure.calendar import Override, WorkingDays


def closed_days(partnership_id: UUID) -> tuple[frozenset[date], tuple[Override, ...]]:
    """Local closures, and national days that the library cannot know."""
    rows = Closure.objects.filter(partnership_id=partnership_id).values_list(
        "on", "name", "working", "national"
    )
    closures = frozenset(on for on, _, _, national in rows if not national)
    overrides = tuple(
        Override(on, name, working) for on, name, working, national in rows if national
    )
    return closures, overrides


def working_days(partnership_id: UUID) -> WorkingDays:
    """The calendar of a partnership as it stands."""
    closures, overrides = closed_days(partnership_id)
    return WorkingDays.england(overrides, closures)

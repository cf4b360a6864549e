"""The plan as it would be, before a case is opened: dates from the day of the call (P1.4)."""

from dataclasses import dataclass
from datetime import datetime

from rapidreview.dailylog.closures import rules_of
from rapidreview.dailylog.plans import calendar_on
from rapidreview.opening.given import Incident, Notification
from rapidreview.people.models import Partnership
from rapidreview.people.procedures import in_force
from rapidreview.procedure.calendar import london_day
from rapidreview.procedure.clocks import day_number
from rapidreview.procedure.running import Running, running
from rapidreview.procedure.timetable import PlannedTask, plan


@dataclass(frozen=True, slots=True)
class Outlook:
    """The procedure that the case would follow, its clocks, and the tasks with a date."""

    procedure: str
    clocks: tuple[Running, ...]
    tasks: tuple[PlannedTask, ...]


def outlook(
    partnership: Partnership,
    notification: Notification,
    incident: Incident,
    *,
    at: datetime,
) -> Outlook:
    """What would follow from the call, and what waits for a date still (P1.4)."""
    anchors = {
        "intention_notified": notification.received_at,
        "incident": incident.occurred_at,
    }
    if incident.la_aware_at:
        anchors["la_aware"] = incident.la_aware_at
    first = london_day(notification.received_at)
    procedure, calendar = in_force(partnership, first), calendar_on(partnership, first)
    timetable = plan(
        procedure, anchors, calendar, facts=anchors, rules=rules_of(partnership.pk)
    )
    return Outlook(
        f"{procedure.title}, version {procedure.version}",
        running(procedure, timetable, calendar, anchors, at),
        tuple(one for one in timetable.tasks if one.latest),
    )


def taken_in_on_day(
    partnership: Partnership, notification: Notification, *, at: datetime
) -> int:
    """On which day of the review a case opened ``at`` is taken in; 0 on Day 1 (P14.6)."""
    first = london_day(notification.received_at)
    procedure, calendar = in_force(partnership, first), calendar_on(partnership, first)
    ours = procedure.clocks[procedure.main_clock]
    number = day_number(ours, notification.received_at, london_day(at), calendar)
    return number if number > 1 else 0

"""The plan as it would be, before a case is opened: dates from the day of the call (P1.4)."""

from datetime import datetime

from rapidreview.dailylog.plans import calendar_for
from rapidreview.opening.given import Incident, Notification
from rapidreview.people.models import Partnership
from rapidreview.procedure.calendar import london_day
from rapidreview.procedure.clocks import day_number
from rapidreview.procedure.definition import shipped
from rapidreview.procedure.timetable import PlannedTask, plan


def outlook(
    partnership: Partnership, notification: Notification, incident: Incident
) -> list[PlannedTask]:
    """The tasks that have a date already, in the order of the procedure."""
    anchors = {
        "intention_notified": notification.received_at,
        "incident": incident.occurred_at,
    }
    if incident.la_aware_at:
        anchors["la_aware"] = incident.la_aware_at
    timetable = plan(shipped(partnership.procedure), anchors, calendar_for(partnership))
    return [one for one in timetable.tasks if one.latest]


def taken_in_on_day(
    partnership: Partnership, notification: Notification, *, at: datetime
) -> int:
    """On which day of the review a case opened ``at`` is taken in; 0 on Day 1 (P14.6)."""
    procedure = shipped(partnership.procedure)
    ours, calendar = procedure.clocks[procedure.main_clock], calendar_for(partnership)
    number = day_number(ours, notification.received_at, london_day(at), calendar)
    return number if number > 1 else 0

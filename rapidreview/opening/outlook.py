"""The plan as it would be, before a case is opened: dates from the day of the call (P1.4)."""

from rapidreview.dailylog.plans import calendar_for
from rapidreview.opening.given import Incident, Notification
from rapidreview.people.models import Partnership
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

"""Invitations as iCalendar: what a reader's calendar takes from the letter (P1.6, P1.16)."""

from datetime import datetime, timedelta
from uuid import uuid5

from rapidreview.case.models import Case
from rapidreview.paper.invitation import Invitation, Party
from rapidreview.people.models import User

# How long a calendar keeps free; the meeting closes when it closes.
LENGTHS = {
    "rapid_review_meeting": timedelta(hours=3),
    "executive_meeting": timedelta(hours=1),
}
TITLES = {
    "rapid_review_meeting": "Rapid Review meeting",
    "executive_meeting": "Meeting about a Rapid Review",
}


def for_calendar(
    case: Case,
    task: str,
    user: User,
    *,
    starts_at: datetime,
    place: str,
    sequence: int,
    at: datetime,
) -> str:
    """The invitation of one person to the meeting that ``task`` holds.

    ``sequence`` is how many invitations to it went before. The identifier is the same for
    all of them and tells nothing; the summary carries the opaque reference only.
    """
    partnership = case.partnership
    return Invitation(
        uid=f"{uuid5(case.pk, task)}@rapid-review",
        sequence=sequence,
        starts_at=starts_at,
        ends_at=starts_at + LENGTHS[task],
        summary=f"{TITLES[task]}: {case.reference}",
        place=place,
        description="No name is in this entry, for the protection of the people "
        f"concerned. Please do not add one.\n{partnership.name}, {partnership.phone}",
        organiser=Party(partnership.name, partnership.email),
        attendee=Party(user.name, user.email),
    ).as_text(at)

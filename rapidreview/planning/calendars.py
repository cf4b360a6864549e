"""Invitations as iCalendar: what a reader's calendar takes from the letter (P1.6, P1.16)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import uuid5

from rapidreview.case.models import Case
from rapidreview.paper.invitation import Invitation, Party

EXECUTIVE_TASK, PREMEET_TASK = "executive_meeting", "premeet"
# How long a calendar keeps free; the meeting closes when it closes.
LENGTHS = {
    "rapid_review_meeting": timedelta(hours=3),
    "executive_meeting": timedelta(hours=1),
    "premeet": timedelta(minutes=30),
}
TITLES = {
    "rapid_review_meeting": "Rapid Review meeting",
    "executive_meeting": "Meeting about a Rapid Review",
    "premeet": "Conversation about a Rapid Review",
}


def for_calendar(
    case: Case,
    task: str,
    people: Sequence[Party],
    *,
    starts_at: datetime,
    place: str,
    sequence: int,
    at: datetime,
    subject: str = "",
    cancelled: bool = False,
) -> str:
    """The invitation of ``people``, of one letter, to the meeting that ``task`` holds.

    ``sequence`` is how many letters about it went before. The identifier is the same for
    all of them and tells nothing; the summary carries the opaque reference only.
    ``subject`` is the agency of a pre-meet. ``cancelled`` takes the entry out again.
    """
    partnership = case.partnership
    which = f"{task}:{subject}" if subject else task
    return Invitation(
        uid=f"{uuid5(case.pk, which)}@rapid-review",
        sequence=sequence,
        starts_at=starts_at,
        ends_at=starts_at + LENGTHS[task],
        summary=f"{TITLES[task]}: {case.reference}",
        place=place,
        description="No name is in this entry, for the protection of the people "
        f"concerned. Please do not add one.\n{partnership.name}, {partnership.phone}",
        organiser=Party(partnership.name, partnership.email),
        attendee=people[0],
        others=tuple(people[1:]),
        cancelled=cancelled,
    ).as_text(at)

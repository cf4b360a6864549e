"""How a meeting stands: which one it is, whether it has closed, whether minutes are filed."""

from datetime import datetime

from rapidreview.case.models import Case
from rapidreview.meeting.models import ExecutiveDecision, Meeting
from rapidreview.procedure.errors import AlreadyDone, NotYet
from rapidreview.procedure.facts import CaseFacts

TASK = "rapid_review_meeting"


def agreed_moment(facts: CaseFacts) -> datetime:
    """When the Rapid Review meeting is to be (P1.6). Raises NotYet before it is agreed."""
    starts_at = facts.agreed.get((TASK, None))
    if starts_at is None:
        raise NotYet(
            "Agree the date of the Rapid Review meeting with the Chair first.", "P1.6"
        )
    return starts_at


def meeting_on(case: Case, sort: str) -> Meeting | None:
    """The case's meeting of this sort; a case has one Rapid Review meeting and one with
    the AD/DCS, which may move."""
    found = Meeting.objects.filter(case=case, sort=sort)
    return found.select_related("case__partnership").first()


def locked(meeting: Meeting) -> Meeting:
    """The row itself, held: two people who press at once come one after the other."""
    rows = Meeting.objects.select_for_update(of=("self",))
    return rows.select_related("case__partnership").get(pk=meeting.pk)


def require_unclosed(meeting: Meeting) -> None:
    """Raise AlreadyDone once the meeting has closed (P0.5)."""
    if meeting.closed_at is not None:
        raise AlreadyDone("This meeting has closed.", "P0.5")


def is_filed(meeting: Meeting) -> bool:
    """Whether minutes of this meeting lie in II: from then on a change is a correction."""
    return meeting.minutes_made.exists()


def wanted(case: Case) -> bool | None:
    """What the newest decision says of a meeting with the AD/DCS; None before there is one."""
    newest = ExecutiveDecision.objects.filter(case=case).last()
    return newest.required if newest else None

"""Who counts towards the quorum, from the attendance, the deputies and the interests (M16, M17)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from rapidreview.case.access import held_at
from rapidreview.case.invited import CalendarEntry, Interest
from rapidreview.case.models import Case
from rapidreview.dailylog.plans import procedure_for
from rapidreview.meeting.models import Attendance, Meeting
from rapidreview.procedure.quorum import (
    Attending,
    MeetingRules,
    Presence,
    QuorumLine,
    quorum_lines,
)
from rapidreview.procedure.vocabulary import Role

STATES = Attendance.State
PRESENCE = {
    STATES.INVITED: Presence.AWAITED,
    STATES.PRESENT: Presence.PRESENT,
    STATES.APOLOGIES: Presence.AWAY,
}


def quorum_of(
    meeting: Meeting, *, at: datetime, rows: Iterable[Attendance] | None = None
) -> tuple[QuorumLine, ...]:
    """Each condition of the quorum as it stands; before the meeting, who is awaited counts.

    ``rows`` is the attendance, where the caller has it.
    """
    people = meeting.attendances.select_related("case") if rows is None else rows
    roles, out = _roles(meeting.case, at), _out_of_the_decision(meeting.case)
    declined = _declined(meeting)
    found = [_attending(one, roles, out, declined) for one in people]
    before = all(one.presence is not Presence.PRESENT for one in found)
    return quorum_lines(rules_of(meeting), found, before=before)


def rules_of(meeting: Meeting) -> MeetingRules:
    """What the case's procedure says of its meeting."""
    return procedure_for(meeting.case).meeting


def _attending(
    one: Attendance,
    roles: dict[UUID | None, set[Role]],
    out: set[UUID | str | None],
    declined: set[UUID | None],
) -> Attending:
    presence = PRESENCE[STATES(one.state)]
    if presence is Presence.AWAITED and one.user_id in declined:
        presence = Presence.AWAY
    return Attending(
        one.name,
        frozenset(roles.get(one.user_id, ())),
        presence,
        one.deputy,
        one.deputy_grade,
        one.deputy_accepted,
        not {one.user_id or one.name, one.name} & out,
    )


def _roles(case: Case, at: datetime) -> dict[UUID | None, set[Role]]:
    found: dict[UUID | None, set[Role]] = defaultdict(set)
    for one in case.appointments.filter(held_at(at)):
        found[one.user_id].add(Role(one.role))
    return found


def _out_of_the_decision(case: Case) -> set[UUID | str | None]:
    """Who takes no part in the decision, by account, or by name without one."""
    rows = Interest.objects.filter(case=case).only("user_id", "name", "measure")
    return {
        one.user_id or one.name for one in rows if not one.takes_part_in_the_decision
    }


def _declined(meeting: Meeting) -> set[UUID | None]:
    """Who answered that they do not come; a deputy of theirs is asked for."""
    if meeting.sort != Meeting.Sort.RAPID_REVIEW:
        return set()
    entries = CalendarEntry.objects.filter(
        case=meeting.case,
        task="rapid_review_meeting",
        reply=CalendarEntry.Reply.DECLINED,
    )
    return set(entries.values_list("user_id", flat=True))

"""The close of the Rapid Review meeting, which starts the 24 hours of its minutes (P0.5, P7.1)."""

from datetime import datetime

from django.db import transaction

from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.facts import case_facts
from rapidreview.meeting.agenda import SAFETY
from rapidreview.meeting.models import Attendance, Meeting
from rapidreview.meeting.presence import quorum_of
from rapidreview.meeting.standing import agreed_moment, locked, require_unclosed
from rapidreview.people.actor import Actor
from rapidreview.planning.spoken import spoken
from rapidreview.procedure.at_the_meeting import (
    require_plausible_close,
    require_ready_to_close,
)
from rapidreview.procedure.errors import AlreadyDone, NotYet, Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.quorum import in_words, require_quorum_explained
from rapidreview.procedure.requirements import require_open

STATES = Attendance.State
HELD: dict[str, LogKind] = {
    Meeting.Sort.RAPID_REVIEW: LogKind.MEETING_HELD,
    Meeting.Sort.EXECUTIVE: LogKind.EXECUTIVE_MEETING_HELD,
}


@transaction.atomic
def close_meeting(
    meeting: Meeting,
    *,
    closed_at: datetime,
    quorum_met: bool,
    quorum_words: str,
    minute_taker: str,
    by: Actor,
    at: datetime,
) -> Meeting:
    """Close the Rapid Review meeting: it was held, and its minutes are due (P7.1, P0.5, M17).

    Raises Incomplete while attendance, immediate safety, walk-through or minute-taker are
    missing, or for a quorum that is not met or not seen without words; Refused for a moment at which it cannot have
    closed; AlreadyDone once it has.
    """
    meeting = locked(meeting)
    facts = case_facts(meeting.case)
    require_open(facts)
    require_unclosed(meeting)
    meeting.starts_at = agreed_moment(facts)
    require_plausible_close(meeting.starts_at, closed_at, at)
    _require_recorded(meeting, minute_taker)
    counted = quorum_of(meeting, at=at)
    require_quorum_explained(counted, met=quorum_met, words=quorum_words)
    meeting.closed_at, meeting.minute_taker = closed_at, minute_taker.strip()
    meeting.quorum_met, meeting.quorum_words = quorum_met, quorum_words.strip()
    meeting.edit_version += 1
    meeting.save()
    said = f"Quorum {'met' if quorum_met else 'not met'}. {meeting.quorum_words}"
    quorum = f"{said.strip()} {in_words(counted)}"
    _log_close(meeting, quorum.strip(), by=by, at=at)
    return meeting


@transaction.atomic
def correct_close(
    meeting: Meeting, *, closed_at: datetime, reason: str, by: Actor, at: datetime
) -> Meeting:
    """Correct a mistyped moment of closing, from which the 24 hours run (P0.5).

    Raises NotYet before the meeting has closed, Refused without a reason or for a moment at
    which it cannot have closed, AlreadyDone once its minutes are circulated.
    """
    meeting = locked(meeting)
    facts = case_facts(meeting.case)
    require_open(facts)
    if meeting.closed_at is None:
        raise NotYet("This meeting has not closed.", "P0.5")
    if facts.has(LogKind.MINUTES_CIRCULATED, str(meeting.pk)):
        raise AlreadyDone("The minutes are circulated: correct the minutes.", "P0.5")
    if not reason.strip():
        raise Refused(
            "Say why it is corrected: the Daily Log keeps the reason.", "P0.5"
        )
    require_plausible_close(meeting.starts_at, closed_at, at)
    old, meeting.closed_at = spoken(meeting.closed_at), closed_at
    meeting.edit_version += 1
    meeting.save(update_fields=["closed_at", "edit_version"])
    _log_close(
        meeting, "", by=by, at=at, old=old, new=spoken(closed_at), reason=reason.strip()
    )
    return meeting


def _require_recorded(meeting: Meeting, minute_taker: str) -> None:
    rows = list(meeting.attendances.all())
    safety = meeting.items.select_related("case").filter(code=SAFETY).first()
    require_ready_to_close(
        minute_taker=minute_taker,
        present=sum(one.state == STATES.PRESENT for one in rows),
        unmarked=[one.name for one in rows if one.state == STATES.INVITED],
        safety=safety.notes if safety else "",
        walked_through=meeting.criteria.exists(),
    )


def _log_close(
    meeting: Meeting,
    quorum: str,
    *,
    by: Actor,
    at: datetime,
    old: str = "",
    new: str = "",
    reason: str = "",
) -> None:
    """Held, and closed: the second starts the 24 hours of any meeting's minutes."""
    taker = f"Minutes: {meeting.minute_taker}."
    kinds = [(LogKind.MEETING_CLOSED, f"{meeting.get_sort_display()}. {taker}")]
    if meeting.sort in HELD:
        kinds.insert(0, (HELD[meeting.sort], f"{quorum} {taker}".strip()))
    for kind, text in kinds:
        dailylog.write(
            meeting.case,
            kind,
            by=by,
            at=at,
            occurred_at=meeting.closed_at,
            subject=meeting,
            text=text,
            old=old,
            new=new,
            reason=reason,
        )

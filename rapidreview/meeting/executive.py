"""Whether the AD/DCS are to meet, their meeting, or the findings shared instead (P1.15, P1.16)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from rapidreview.case.models import Case
from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.facts import case_facts
from rapidreview.meeting import letters
from rapidreview.meeting.agenda import AGREED, PRESENTED
from rapidreview.meeting.models import (
    Attendance,
    ExecutiveDecision,
    FindingsShared,
    Meeting,
)
from rapidreview.meeting.noting import put_notes
from rapidreview.meeting.standing import locked, require_unclosed, wanted
from rapidreview.people.actor import Actor
from rapidreview.planning.calendars import EXECUTIVE_TASK
from rapidreview.planning.entries import live_entries
from rapidreview.planning.inviting import call_off
from rapidreview.procedure.at_the_meeting import (
    require_executive_not_held,
    require_minute_taker,
    require_past,
    require_plausible_close,
    require_sharing_open,
)
from rapidreview.procedure.errors import AlreadyDone, Incomplete
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.requirements import require_open
from rapidreview.procedure.vocabulary import Partner

NOT_REQUIRED = "The Chair has decided that this meeting is not required."


@transaction.atomic
def decide_executive_meeting(
    case: Case,
    *,
    required: bool,
    reason: str,
    decided_with: str,
    by: Actor,
    at: datetime,
    occurred_at: datetime | None = None,
) -> ExecutiveDecision:
    """The Chair, with the partners, decides whether the AD/DCS are to meet (P1.15).

    Those who act on it are told at once: the manager convenes the meeting, or the senior
    officers share the findings (P1.16). Decided again, the newest counts, and a meeting that
    was called leaves people's calendars. Raises Incomplete
    without a reason or who took part, AlreadyDone where it is decided so or was held.
    """
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    facts = case_facts(case)
    require_open(facts)
    require_past(occurred_at, at, "P1.15")
    require_executive_not_held(facts)
    if not reason.strip() or not decided_with.strip():
        raise Incomplete("Give the reason, and say who took part.", "P1.15")
    if wanted(case) is required:
        raise AlreadyDone("This has been decided so.", "P1.15")
    decision = ExecutiveDecision.objects.create(
        case=case,
        number=case.executivedecisions.count() + 1,
        required=required,
        reason=reason.strip(),
        decided_with=decided_with.strip(),
        decided_by=by.words,
        decided_at=occurred_at or at,
    )
    kinds = [LogKind.EXECUTIVE_MEETING_DECIDED]
    for kind in [*kinds, LogKind.EXECUTIVE_MEETING_REQUIRED] if required else kinds:
        dailylog.write(
            case,
            kind,
            by=by,
            at=at,
            occurred_at=occurred_at,
            subject=decision,
            text="Required." if required else "Not required.",
            to=decision.decided_with,
            reason=decision.reason,
        )
    letters.tell_executive_decision(decision, by=by, at=at)
    if not required and live_entries(case, EXECUTIVE_TASK, at=at):
        call_off(case, EXECUTIVE_TASK, because=NOT_REQUIRED, by=by, at=at)
    return decision


@transaction.atomic
def share_findings(
    case: Case,
    *,
    partner: Partner,
    shared_by: str,
    shared_with: str,
    words: str,
    by: Actor,
    at: datetime,
    occurred_at: datetime | None = None,
) -> FindingsShared:
    """A partner's senior representative shared findings and recommendations (P1.16, 4.2 k).

    Several may, each with their own executive lead. Raises NotYet while nothing is decided
    or a required meeting is not held, Incomplete without the two names.
    """
    facts = case_facts(case)
    require_open(facts)
    require_past(occurred_at, at, "P1.16")
    require_sharing_open(facts, required=wanted(case))
    if not shared_by.strip() or not shared_with.strip():
        raise Incomplete("Name who shared the findings, and with whom.", "P1.16")
    shared = FindingsShared.objects.create(
        case=case,
        partner=partner,
        shared_by=shared_by.strip(),
        shared_with=shared_with.strip(),
        words=words.strip(),
        shared_at=occurred_at or at,
    )
    dailylog.write(
        case,
        LogKind.FINDINGS_SHARED,
        by=by,
        at=at,
        occurred_at=occurred_at,
        subject=shared,
        text=f"{Partner(partner).words}, by {shared.shared_by}. {shared.words}".strip(),
        to=shared.shared_with,
    )
    return shared


@transaction.atomic
def hold_executive_meeting(
    meeting: Meeting,
    *,
    closed_at: datetime,
    present: Sequence[str],
    presented: str,
    agreed: str,
    minute_taker: str,
    by: Actor,
    at: datetime,
) -> Meeting:
    """Record the meeting with the AD/DCS: who was there, what they agreed, its close (P1.16).

    ``present`` are names; one who was not invited is added. The 24 hours of its minutes run
    from ``closed_at``. Raises Incomplete without minute-taker, people or what was agreed,
    Refused for a moment at which it cannot have closed, AlreadyDone once it has.
    """
    meeting = locked(meeting)
    require_open(case_facts(meeting.case))
    require_unclosed(meeting)
    require_minute_taker(minute_taker)
    require_plausible_close(meeting.starts_at, closed_at, at)
    names = [one.strip() for one in present if one.strip()]
    if not names or not presented.strip() or not agreed.strip():
        raise Incomplete(
            "Say who was present, what was presented and what was agreed.", "P1.16"
        )
    _mark(meeting, names)
    for code, notes in ((PRESENTED, presented), (AGREED, agreed)):
        item = meeting.items.select_related("case").get(code=code)
        put_notes(item, notes, edit_version=item.edit_version)
    meeting.closed_at, meeting.minute_taker = closed_at, minute_taker.strip()
    meeting.edit_version += 1
    meeting.save()
    said = f"{meeting.get_sort_display()}. Minutes: {meeting.minute_taker}."
    for kind, text in (
        (
            LogKind.EXECUTIVE_MEETING_HELD,
            f"Present: {', '.join(names)}.\n{agreed.strip()}",
        ),
        (LogKind.MEETING_CLOSED, said),
    ):
        dailylog.write(
            meeting.case,
            kind,
            by=by,
            at=at,
            occurred_at=closed_at,
            subject=meeting,
            text=text,
        )
    return meeting


def _mark(meeting: Meeting, names: Sequence[str]) -> None:
    """Present are those named, in any letter case; those invited who are not, were not there."""
    there = {name.casefold(): name for name in names}
    number = 0
    for row in meeting.attendances.select_related("case"):
        came = there.pop(row.name.casefold(), None) is not None
        row.state = Attendance.State.PRESENT if came else Attendance.State.APOLOGIES
        row.save(update_fields=["state"])
        number = row.number
    for further, name in enumerate(there.values(), start=number + 1):
        Attendance.objects.create(
            case=meeting.case,
            meeting=meeting,
            number=further,
            name=name,
            state=Attendance.State.PRESENT,
        )

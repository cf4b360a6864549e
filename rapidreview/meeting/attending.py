"""Who came, who sent apologies and a deputy, who declared an interest (M1, M16; P7.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.facts import case_facts
from rapidreview.meeting.models import Attendance, Meeting
from rapidreview.meeting.standing import is_filed, locked
from rapidreview.people.actor import Actor
from rapidreview.planning.interests import declare_interest, words_declared
from rapidreview.procedure.at_the_meeting import (
    require_past,
    require_reason_once_filed,
    require_seniority,
)
from rapidreview.procedure.errors import Incomplete, Refused, Stale
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.requirements import require_open
from rapidreview.procedure.vocabulary import Grade

STATES = Attendance.State


@dataclass(frozen=True, slots=True)
class Came:
    """One person's line: ``number`` of their row; None adds somebody, by name and role."""

    number: int | None
    state: str
    deputy: str = ""
    seniority: str = ""
    grade: str = ""
    conflict: str = ""
    name: str = ""
    role: str = ""


@transaction.atomic
def record_attendance(
    meeting: Meeting,
    who: Sequence[Came],
    *,
    edit_version: int,
    by: Actor,
    at: datetime,
    occurred_at: datetime | None = None,
    because: str = "",
) -> list[Attendance]:
    """Record the lines that differ from what is stored; those rows (P7.1).

    ``edit_version`` is the meeting's, as it was read. Raises Stale where somebody changed the
    attendance since, Incomplete for a deputy without grade or seniority or a newcomer without name,
    Refused once the minutes are filed unless ``because`` says why.
    """
    meeting = locked(meeting)
    require_open(case_facts(meeting.case))
    require_past(occurred_at, at, "P7.1")
    rows = meeting.attendances.select_related("case__partnership", "user")
    stored = {one.number: one for one in rows}
    new = [_row(meeting, stored, one) for one in who]
    changed = [row for row, one in zip(new, who, strict=True) if _fill(row, one)]
    if not changed:
        return []
    require_reason_once_filed(filed=is_filed(meeting), because=because)
    _require_read(meeting, edit_version)
    for row in changed:
        row.save()
    _log(meeting, changed, because, by=by, at=at, occurred_at=occurred_at)
    for row in changed:
        _declare(row, by=by, at=at, occurred_at=occurred_at)
    return changed


def _declare(
    row: Attendance, *, by: Actor, at: datetime, occurred_at: datetime | None
) -> None:
    """An interest declared in the room is one of the case: what is done follows (M1)."""
    if row.conflict and row.conflict not in words_declared(row.case, row.name):
        declare_interest(
            row.case,
            name=row.name,
            user=row.user,
            words=row.conflict,
            by=by,
            at=at,
            occurred_at=occurred_at,
        )


def _row(meeting: Meeting, stored: dict[int, Attendance], one: Came) -> Attendance:
    """The stored row, or a new one after the last."""
    if one.number is not None:
        if one.number not in stored:
            raise Refused("Nobody of this meeting stands in that line.", "P7.1")
        return stored[one.number]
    if not one.name.strip():
        raise Incomplete("Enter the name of the person you add.", "P7.1")
    last = meeting.attendances.aggregate(last=Max("number"))["last"] or 0
    number = max(last, *stored, 0) + 1
    stored[number] = Attendance(
        case=meeting.case,
        meeting=meeting,
        number=number,
        name=one.name.strip(),
        role=one.role.strip(),
    )
    return stored[number]


def _fill(row: Attendance, one: Came) -> bool:
    """Take the line over; whether anything is other than it was."""
    if one.state not in STATES:
        raise Refused("Somebody was present, or sent apologies.", "P7.1")
    require_seniority(row.name, one.deputy, one.seniority or one.grade)
    if one.grade and one.grade not in set(Grade):
        raise Refused("Choose how senior the deputy is.", "P7.1")
    given = {
        "state": one.state,
        "deputy": one.deputy.strip(),
        "seniority": one.seniority.strip(),
        "deputy_grade": one.grade if one.deputy.strip() else "",
        "conflict": one.conflict.strip(),
    }
    before = {name: getattr(row, name) for name in given}
    for name, words in given.items():
        setattr(row, name, words)
    if any(given[name] != before[name] for name in ("deputy", "deputy_grade")):
        row.deputy_accepted, row.deputy_words, row.deputy_judged_by = None, "", ""
    return one.number is None or given != before


def _require_read(meeting: Meeting, edit_version: int) -> None:
    """Move the version on, if it is still the one that was read."""
    same = Meeting.objects.filter(pk=meeting.pk, edit_version=edit_version)
    if same.update(edit_version=edit_version + 1) != 1:
        raise Stale(
            "Somebody changed the attendance after you opened it. Open the page again to see "
            "it; nothing of yours is stored yet.",
            "P7.1",
        )


def _log(
    meeting: Meeting,
    rows: Sequence[Attendance],
    because: str,
    *,
    by: Actor,
    at: datetime,
    occurred_at: datetime | None,
) -> None:
    dailylog.write(
        meeting.case,
        LogKind.ATTENDANCE_RECORDED,
        by=by,
        at=at,
        occurred_at=occurred_at,
        subject=meeting,
        text="\n".join(_line(one) for one in rows),
        reason=because.strip(),
    )


def _line(one: Attendance) -> str:
    senior = ", ".join(filter(None, (one.get_deputy_grade_display(), one.seniority)))
    deputy = f"; deputy: {one.deputy} ({senior})" if one.deputy else ""
    conflict = "; declared an interest" if one.conflict else ""
    return f"{one.name}: {one.get_state_display().lower()}{deputy}{conflict}"

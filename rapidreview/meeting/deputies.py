"""Deputies at the meeting: senior enough by the procedure, or by the Chair's word (M16, P7.1)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from rapidreview.case.models import Case
from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.facts import case_facts
from rapidreview.meeting.models import Attendance, Meeting
from rapidreview.meeting.presence import rules_of
from rapidreview.meeting.standing import is_filed, locked
from rapidreview.people.actor import Actor
from rapidreview.procedure.at_the_meeting import require_past, require_reason_once_filed
from rapidreview.procedure.errors import AlreadyDone, Incomplete, NotYet
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.quorum import is_senior_enough
from rapidreview.procedure.requirements import require_open


@dataclass(frozen=True, slots=True)
class DeputyShown:
    """A deputy, how senior, and whether they may decide; in words too."""

    row: Attendance
    enough: bool
    words: str


def deputies_of(meeting: Meeting, rows: tuple[Attendance, ...]) -> list[DeputyShown]:
    """Every deputy of the meeting, as they stand."""
    return [_shown(meeting, one) for one in rows if one.deputy]


def deputy_on(case: Case, number: int) -> Attendance | None:
    """The line of the Rapid Review meeting in which somebody has a deputy."""
    rows = Attendance.objects.select_related("case__partnership", "meeting__case")
    found = rows.filter(
        case=case, meeting__sort=Meeting.Sort.RAPID_REVIEW, number=number
    )
    return found.exclude(deputy="").first()


def deputy_words(row: Attendance) -> str:
    """Grade, what was said of their seniority, and the Chair's word."""
    said = [row.get_deputy_grade_display(), row.seniority]
    if row.deputy_accepted is not None:
        accepted = "accepted" if row.deputy_accepted else "not accepted"
        said.append(f"{accepted} by {row.deputy_judged_by}. {row.deputy_words}".strip())
    return "; ".join(one for one in said if one)


@transaction.atomic
def judge_deputy(
    row: Attendance,
    *,
    accepted: bool,
    words: str,
    judged_by: str,
    by: Actor,
    at: datetime,
    occurred_at: datetime | None = None,
    because: str = "",
) -> Attendance:
    """The Chair accepts a deputy, or does not (M16).

    Raises NotYet where no deputy is named, Incomplete without the Chair's name or without
    words where the procedure would say otherwise, AlreadyDone where it is said so already,
    Refused once the minutes are filed unless ``because`` says why.
    """
    meeting = locked(row.meeting)
    require_open(case_facts(meeting.case))
    require_past(occurred_at, at, "P7.1")
    row = meeting.attendances.select_related("case__partnership").get(pk=row.pk)
    _require_sense(meeting, row, accepted=accepted, words=words, judged_by=judged_by)
    require_reason_once_filed(filed=is_filed(meeting), because=because)
    row.deputy_accepted, row.deputy_words = accepted, words.strip()
    row.deputy_judged_by = judged_by.strip()
    row.save(update_fields=["deputy_accepted", "deputy_words", "deputy_judged_by"])
    dailylog.write(
        meeting.case,
        LogKind.DEPUTY_JUDGED,
        by=by,
        at=at,
        occurred_at=occurred_at,
        subject=meeting,
        to=row.deputy,
        text=f"{row.deputy} for {row.name}: {deputy_words(row)}",
        reason=because.strip(),
    )
    return row


def _require_sense(
    meeting: Meeting, row: Attendance, *, accepted: bool, words: str, judged_by: str
) -> None:
    if not row.deputy:
        raise NotYet(f"No deputy is named for {row.name}.", "P7.1")
    if not judged_by.strip():
        raise Incomplete("Say who accepted the deputy, or did not: the Chair.", "P7.1")
    usual = is_senior_enough(rules_of(meeting), row.deputy_grade, None)
    if accepted is not usual and not words.strip():
        raise Incomplete(
            "The procedure would say otherwise of this grade: give the Chair’s reason.",
            "P7.1",
        )
    if (row.deputy_accepted, row.deputy_words) == (accepted, words.strip()):
        raise AlreadyDone("This is recorded already.", "P7.1")


def _shown(meeting: Meeting, row: Attendance) -> DeputyShown:
    enough = is_senior_enough(rules_of(meeting), row.deputy_grade, row.deputy_accepted)
    return DeputyShown(row, enough, deputy_words(row))

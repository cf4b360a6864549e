"""How each meeting of a case stands, and what comes next: the page of all meetings (P0.5, P1.15, P7.1)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from rapidreview.case.models import Case
from rapidreview.dailylog.plans import calendar_of, duties_for, procedure_for
from rapidreview.meeting.models import (
    ExecutiveDecision,
    FindingsShared,
    Meeting,
    Minutes,
)
from rapidreview.meeting.reading import executive_decisions, findings_shared
from rapidreview.meeting.standing import TASK
from rapidreview.procedure.duedates import minutes_due
from rapidreview.procedure.duties import TaskState
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.logkinds import LogKind

SORTS = Meeting.Sort


@dataclass(frozen=True, slots=True)
class NextStep:
    """What is to be done next at a meeting, and where."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class MinutesStand:
    """The 24 hours of a meeting that has closed, strict and rolled, and how far one is."""

    strict: datetime
    rolled: datetime
    newest: Minutes | None

    @property
    def is_rolled(self) -> bool:
        """Whether 24 hours end on a day off, so that the next working day counts (4.2 b)."""
        return self.strict != self.rolled


@dataclass(frozen=True, slots=True)
class MeetingShown:
    """A meeting: ``state`` is one of the seven, ``words`` say it in full.

    ``starts_at`` is the agreed moment until it closes; ``moved`` says that the meeting was
    prepared for another.
    """

    title: str
    meeting: Meeting | None
    starts_at: datetime | None
    state: str
    words: str
    next: NextStep | None
    minutes: MinutesStand | None
    moved: bool = False


@dataclass(frozen=True, slots=True)
class ExecutiveShown:
    """The decision on a meeting with the AD/DCS, and what came of it."""

    shown: MeetingShown
    decisions: tuple[ExecutiveDecision, ...]
    findings: tuple[FindingsShared, ...]
    decide_by: datetime | None
    undecided: bool
    late: bool

    @property
    def findings_wanted(self) -> bool:
        """Whether the newest decision is that findings are shared without a meeting."""
        return bool(self.decisions) and not self.decisions[-1].required


def review_shown(case: Case, facts: CaseFacts, at: datetime) -> MeetingShown:
    """The Rapid Review meeting as it stands at ``at``."""
    meeting = _meeting(case, SORTS.RAPID_REVIEW)
    agreed = facts.agreed.get((TASK, None))
    stand = minutes_stand(meeting, facts)
    state, words, step = _review(case, meeting, agreed, facts, stand, at)
    moved = bool(meeting and not meeting.closed_at and meeting.starts_at != agreed)
    return MeetingShown(
        SORTS.RAPID_REVIEW.label,
        meeting,
        meeting.starts_at if meeting and meeting.closed_at else agreed,
        state,
        words,
        step,
        stand,
        moved,
    )


def executive_shown(case: Case, facts: CaseFacts, at: datetime) -> ExecutiveShown:
    """The decision of P1.15 and its outcome (P1.16), as they stand at ``at``."""
    decisions, findings = executive_decisions(case), findings_shared(case)
    meeting = _meeting(case, SORTS.EXECUTIVE)
    stand = minutes_stand(meeting, facts)
    required = decisions[-1].required if decisions else None
    state, words, step = _executive(
        case, meeting, facts, stand, at, required=required, shared=bool(findings)
    )
    duty = next(
        (
            one
            for one in duties_for(case, facts, at)
            if one.task == "executive_decision"
        ),
        None,
    )
    wanted = duty is not None and duty.state not in {
        TaskState.DONE,
        TaskState.NOT_NEEDED,
    }
    return ExecutiveShown(
        MeetingShown(
            SORTS.EXECUTIVE.label,
            meeting,
            meeting.starts_at
            if meeting
            else facts.agreed.get(("executive_meeting", None)),
            state,
            words,
            step,
            stand,
        ),
        tuple(decisions),
        tuple(findings),
        duty.due_at if duty else None,
        undecided=wanted,
        late=duty is not None and duty.state is TaskState.LATE,
    )


def minutes_stand(meeting: Meeting | None, facts: CaseFacts) -> MinutesStand | None:
    """When the minutes are due and how far they are; None before the meeting has closed."""
    if meeting is None or meeting.closed_at is None:
        return None
    due = minutes_due(
        meeting.closed_at, calendar_of(meeting.case, facts), procedure_for(meeting.case)
    )
    newest = meeting.minutes_made.select_related("case").last()
    return MinutesStand(due.strict, due.rolled, newest)


def _meeting(case: Case, sort: str) -> Meeting | None:
    return case.meetings.select_related("case__partnership").filter(sort=sort).first()


def _review(
    case: Case,
    meeting: Meeting | None,
    agreed: datetime | None,
    facts: CaseFacts,
    stand: MinutesStand | None,
    at: datetime,
) -> tuple[str, str, NextStep | None]:
    if stand is not None and meeting is not None:
        with_report = facts.has(LogKind.MINUTES_SENT_WITH_REPORT)
        return _after(case, meeting, stand, at, circulated=with_report, url="")
    if agreed is None:
        step = _step(case, "Agree its date with the Chair", "set_timescales")
        return "open", "No date is agreed yet", step
    if meeting is None or meeting.starts_at != agreed:
        return (
            "open",
            "To be prepared",
            _step(case, "Prepare the meeting", "prepare_meeting"),
        )
    if not facts.has(LogKind.GUIDANCE_LINKED, str(meeting.pk)):
        return "open", "Prepared", _step(case, "Send the agenda", "send_agenda")
    begun = at >= agreed
    words = "Notes are being taken" if begun else "Called, agenda sent"
    step = _step(case, "Open the meeting", "rapid_review_meeting")
    return ("due_today" if begun else "waiting"), words, step


def _executive(
    case: Case,
    meeting: Meeting | None,
    facts: CaseFacts,
    stand: MinutesStand | None,
    at: datetime,
    *,
    required: bool | None,
    shared: bool,
) -> tuple[str, str, NextStep | None]:
    if stand is not None and meeting is not None:
        done = facts.has(LogKind.MINUTES_CIRCULATED, str(meeting.pk))
        return _after(case, meeting, stand, at, circulated=done, url="give_minutes")
    if required is None:
        return "not_yet", "Not decided yet", None
    if not required:
        step = _step(case, "Record that findings were shared", "share_findings")
        if shared:
            return "done", "Not required; the findings are shared", None
        return "open", "Not required: the findings are to be shared", step
    if meeting is None:
        return "open", "Required", _step(case, "Call the meeting", "call_executive")
    if at < meeting.starts_at:
        return "waiting", "Required, and called", None
    step = _step(case, "Record the meeting", "hold_executive")
    return "due_today", "Required, and called", step


def _after(
    case: Case,
    meeting: Meeting,
    stand: MinutesStand,
    at: datetime,
    *,
    circulated: bool,
    url: str,
) -> tuple[str, str, NextStep | None]:
    """A meeting that has closed: its minutes are filed, then circulated."""
    if circulated:
        return "done", "Held, minutes circulated", None
    state = "late" if at > stand.rolled else "due_today"
    if stand.newest is None:
        step = _step(case, "Look at the draft minutes", "meeting_minutes", meeting.pk)
        return state, "Held, minutes to be filed", step
    words = "Held, minutes to be circulated"
    if url:
        return state, words, _step(case, "Circulate the minutes", url, meeting.pk)
    return state, words, NextStep("Send the minutes with the report", send_url(case))


def send_url(case: Case) -> str:
    """Where the minutes of the Rapid Review meeting are sent with the report (P7.6)."""
    return reverse("send_with_minutes", kwargs={"case_id": case.pk})


def _step(
    case: Case, words: str, name: str, meeting_id: UUID | None = None
) -> NextStep:
    about = {"meeting_id": meeting_id} if meeting_id else {}
    return NextStep(words, reverse(name, kwargs={"case_id": case.pk, **about}))

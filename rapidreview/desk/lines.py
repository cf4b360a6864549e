"""Duties as lines to read: what, whose, by when, and where to go to do it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

from django.urls import resolve, reverse

from rapidreview.case.models import Case
from rapidreview.procedure.duties import Duty, TaskState
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.naming import spoken_moment
from rapidreview.procedure.permissions import may
from rapidreview.procedure.vocabulary import Deed, Role

NEEDS_SOMEBODY = (TaskState.LATE, TaskState.DUE_TODAY, TaskState.OPEN)
# Where each task is done: the name of the page, and whether it is one of a return.
PAGES: Mapping[str, str] = {
    "sin": "notification",
    "take_oversight": "take_oversight",
    "executive_slot": "set_timescales",
    "timeline": "discuss_timeline",
    "set_timescales": "set_timescales",
    "agree_dates": "set_timescales",
    "confirm_senior_officers": "senior_officers",
    "tell_group": "tell_group",
    "choose_agencies": "choose_agencies",
    "send_forms": "send_requests",
    "send_invitations": "invitations",
    "name_minute_taker": "minute_taker",
    "lead_professional": "lead_professional",
    "liaise": "contact",
    "premeet": "pre_meets",
    "minutes": "meetings",
    "rapid_review_meeting": "meetings",
    "criteria": "meetings",
    "guidance": "meetings",
    "content_approval": "meetings",
    "minutes_saved": "meetings",
    "executive_decision": "meetings",
    "executive_meeting": "meetings",
    "share_findings": "share_findings",
    "collate": "collation",
    "release_pack": "collation",
    "begin_report": "report",
    "minutes_with_report": "send_with_minutes",
    "update_report": "update_report",
    "report_to_chair": "send_report_to_chair",
    "circulation": "confirm_circulation",
    "signed_report": "sign_report",
    "file_signed": "report",
}
RETURN_TASKS = frozenset(
    {"return_due", "initial_check", "share_return", "final_decision", "safety_alert"}
)


@dataclass(frozen=True, slots=True)
class DutyLine:
    """One duty, ready to be read."""

    task: str
    title: str
    owner: str
    due: str
    due_at: datetime | None
    state: str
    url: str
    why: str
    paragraph: str
    stage: str
    mine: bool
    case_label: str
    done: str


def lines(
    case: Case,
    duties: Iterable[Duty],
    *,
    subjects: Mapping[str, str],
    roles: frozenset[Role],
    done: frozenset[LogKind],
    at: datetime,
) -> list[DutyLine]:
    """The duties of a case as lines; ``subjects`` names the agency of each subject.

    Each leads to where it is done, or to the timeline where that page is not theirs.
    """
    return [
        _line(case, duty, subjects, roles, at, _url(case, duty, roles, done))
        for duty in duties
    ]


def _line(
    case: Case,
    duty: Duty,
    subjects: Mapping[str, str],
    roles: frozenset[Role],
    at: datetime,
    url: str,
) -> DutyLine:
    about = subjects.get(duty.subject or "", "")
    return DutyLine(
        task=duty.task,
        title=f"{about}: {duty.title}" if about else duty.title,
        owner=duty.owner.words,
        due=spoken_moment(duty.due_at, at) if duty.due_at else "no date yet",
        due_at=duty.due_at,
        state=duty.state.value,
        url=url,
        why=duty.why,
        paragraph=duty.paragraph,
        stage=duty.stage,
        mine=duty.owner in roles,
        case_label=case.label,
        done=spoken_moment(duty.done_at, at) if duty.done_at else "",
    )


def _url(
    case: Case, duty: Duty, roles: frozenset[Role], done: frozenset[LogKind]
) -> str:
    if duty.task in RETURN_TASKS and duty.subject:
        return reverse(
            "agency_return", kwargs={"case_id": case.pk, "return_id": duty.subject}
        )
    page = PAGES.get(duty.task, "timeline")
    theirs = may(roles, _deed_of(page), done)
    return reverse(page if theirs else "timeline", kwargs={"case_id": case.pk})


@cache
def _deed_of(page: str) -> Deed:
    """What one must be allowed to do to open a page of a case."""
    found = resolve(reverse(page, kwargs={"case_id": UUID(int=0)}))
    deeds: Mapping[str, Deed] = found.func.deeds  # type: ignore[attr-defined]
    return deeds["GET"]

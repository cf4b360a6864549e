"""Duties as lines to read: what, whose, by when, and where to go to do it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from urllib.parse import urlencode
from uuid import UUID

from django.urls import resolve, reverse

from rapidreview.case.models import Case
from rapidreview.dailylog.plans import procedure_for
from rapidreview.procedure.definition import Procedure, shipped, shipped_ids
from rapidreview.procedure.duties import Duty, TaskState
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.naming import spoken_moment
from rapidreview.procedure.permissions import may
from rapidreview.procedure.vocabulary import Deed, Role

NEEDS_SOMEBODY = (TaskState.LATE, TaskState.DUE_TODAY, TaskState.OPEN)
# Where each task is done: the name of the page, and whether it is one of a return.
PAGES: Mapping[str, str] = {
    "sin": "notification",
    "partners_agree": "notification",
    "tell_of_withdrawal": "notification",
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
    "minutes_with_report": "meetings",
    "executive_decision": "meetings",
    "executive_meeting": "meetings",
    "share_findings": "share_findings",
    "collate": "collation",
    "release_pack": "collation",
    "begin_report": "report",
    "action": "actions",
    "retention_review": "retention_review",
    "submit": "submission",
    "ofsted": "decide_ofsted",
    "responses": "submission",
    "ofsted_response": "submission",
    "follow_up": "follow_up",
    "answer_panel": "submission",
    "next_step": "submission",
    "update_report": "report",
    "report_to_chair": "report",
    "circulation": "report",
    "signed_report": "report",
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
    own: frozenset[str] = frozenset(),
) -> list[DutyLine]:
    """The duties of a case as lines; ``subjects`` names what each is about: an
    agency, or an action by its number and owner; ``own`` are the actions that are this
    person's, whatever role the procedure gives them to.

    Each leads to where it is done, or to the timeline where that page is not theirs.
    """
    procedure = procedure_for(case)
    address = cache(
        partial(_address, case, roles, done)
    )  # many duties lead to one page
    return [
        _line(case, duty, subjects, roles, own, at, address(*_page_of(procedure, duty)))
        for duty in duties
    ]


def _line(
    case: Case,
    duty: Duty,
    subjects: Mapping[str, str],
    roles: frozenset[Role],
    own: frozenset[str],
    at: datetime,
    url: str,
) -> DutyLine:
    about = subjects.get(duty.subject or "", "")
    return DutyLine(
        task=duty.task,
        title=f"{about}: {duty.title}" if about else duty.title,
        owner=_whose(duty),
        due=spoken_moment(duty.due_at, at) if duty.due_at else "no date yet",
        due_at=duty.due_at,
        state=duty.state.value,
        url=url,
        why=duty.why,
        paragraph=duty.paragraph,
        stage=duty.stage,
        mine=duty.owner in roles or duty.subject in own,
        case_label=case.label,
        done=spoken_moment(duty.done_at, at) if duty.done_at else "",
    )


def _whose(duty: Duty) -> str:
    """Whose it is, and who answers for it without doing it."""
    if duty.answerable is None:
        return duty.owner.words
    return f"{duty.owner.words} ({duty.answerable.words} answers for it)"


def _page_of(procedure: Procedure, duty: Duty) -> tuple[str, str | None, str]:
    """The page of a duty, the return it is about where it is a page of one, and what is
    chosen on it already."""
    if duty.task in RETURN_TASKS and duty.subject:
        return "agency_return", duty.subject, ""
    if duty.task in PAGES:
        return PAGES[duty.task], None, ""
    done_when = procedure.tasks[duty.task].done_when
    own = next((one for one in done_when if one in procedure.facts), None)
    if own:
        return "own_facts", None, urlencode({"fact": own, "about": duty.subject or ""})
    found = (_page_of_a_fact().get(one) for one in done_when)
    return next(filter(None, found), "timeline"), None, ""


@cache
def _page_of_a_fact() -> Mapping[str, str]:
    """Where each fact is recorded: a partnership's own task leads there too."""
    shipped_tasks = [one for name in shipped_ids() for one in shipped(name).placed]
    return {
        fact: PAGES.get(task.id, "checklist")
        for _, task in shipped_tasks[::-1]
        for fact in task.done_when
        if task.id in PAGES or task.id in RETURN_TASKS
    }


def _address(
    case: Case,
    roles: frozenset[Role],
    done: frozenset[LogKind],
    page: str,
    return_id: str | None,
    chosen: str,
) -> str:
    named: dict[str, object] = {"case_id": case.pk}
    if return_id:
        return reverse(page, kwargs=named | {"return_id": return_id})
    theirs = may(roles, _deed_of(page), done)
    if not theirs:
        return reverse("timeline", kwargs=named)
    return reverse(page, kwargs=named) + (f"?{chosen}" if chosen else "")


@cache
def _deed_of(page: str) -> Deed:
    """What one must be allowed to do to open a page of a case."""
    found = resolve(reverse(page, kwargs={"case_id": UUID(int=0)}))
    deeds: Mapping[str, Deed] = found.func.deeds  # type: ignore[attr-defined]
    return deeds["GET"]

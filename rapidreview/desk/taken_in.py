"""What may have been done before a case was taken in: each task that is due and not done (P14.6)."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.urls import reverse

from rapidreview.case.models import Case
from rapidreview.dailylog.plans import duties_for, procedure_for
from rapidreview.desk.header import case_header
from rapidreview.desk.lines import RETURN_TASKS, DutyLine
from rapidreview.door.requests import CaseRequest
from rapidreview.procedure.duties import Duty, TaskState
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.naming import spoken_moment
from rapidreview.procedure.parts import Task
from rapidreview.procedure.true_dates import Entered, entered_by, kind_entered

UNDONE = (TaskState.LATE, TaskState.DUE_TODAY, TaskState.OPEN, TaskState.WAITING)
ENTERED_BY_AGENCY = RETURN_TASKS | {"send_forms"}
EVERY = "every_stage"  # stands last, as on the overview
# A page of its own where something made outside is taken in.
TAKEN_IN_AT = {
    "collate": "take_in_pack",
    "release_pack": "take_in_pack",
    "begin_report": "take_in_report",
    "signed_report": "take_in_signed",
    "file_signed": "take_in_signed",
    "minutes_with_report": "send_with_minutes",
    "executive_decision": "decide_executive",
    "update_report": "update_report",
    "report_to_chair": "send_report_to_chair",
    "circulation": "confirm_circulation",
}
# These are entered about a report: before there is one, it is entered first.
ABOUT_THE_REPORT = frozenset(
    {"minutes_with_report", "update_report", "report_to_chair", "circulation"}
)
STEPS = (
    (LogKind.RETURN_ACCEPTED, "Accepted"),
    (LogKind.RETURN_SENT_BACK, "Sent back"),
    (LogKind.RETURN_SHARED, "Shared with the Chair"),
    (LogKind.RETURN_CHECKED, "Checked"),
    (LogKind.RETURN_RECEIVED, "Received"),
    (LogKind.RETURN_REQUESTED, "Asked"),
)


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task that may have been done before, and how one enters it.

    ``kind`` is the entry that says it is done; ``url`` its own page, empty where it needs
    none or is not this person's.
    """

    line: DutyLine
    how: Entered
    kind: LogKind | None
    url: str


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """An agency that was chosen, how far its return is, and where to enter the rest.

    ``premeet_url`` is where a pre-meet is entered, for an agency new to this.
    """

    agency: str
    words: str
    url: str
    premeet_url: str


@dataclass(frozen=True, slots=True)
class TakenInPage:
    """The page: the tasks by stage, the agencies, and what stands in the log already."""

    stages: tuple[tuple[str, tuple[TaskRow, ...]], ...]
    agencies: tuple[AgencyRow, ...]
    done: tuple[DutyLine, ...]

    @property
    def to_fill(self) -> list[TaskRow]:
        """The tasks that are entered on the page itself."""
        rows = [row for _, those in self.stages for row in those]
        return [row for row in rows if row.how is not Entered.ON_ITS_PAGE]


def taken_in_page(request: CaseRequest, *, typed: Collection[str] = ()) -> TakenInPage:
    """What the page shows to this person now; ``typed`` are tasks that stay on it."""
    case, facts = request.case, request.facts
    procedure = procedure_for(case)
    places = {task.id: place for place, (_, task) in enumerate(procedure.placed)}
    told = zip(
        duties_for(case, facts, request.at), case_header(request).duties, strict=True
    )
    in_order = sorted(
        told, key=lambda pair: (pair[0].stage == EVERY, places[pair[0].task])
    )
    rows = [
        (duty, _row(case, facts, procedure.tasks[duty.task], line))
        for duty, line in in_order
        if _is_asked(duty, procedure.tasks[duty.task], typed)
    ]
    titles = {stage.id: stage.title for stage in procedure.stages}
    return TakenInPage(
        stages=tuple(
            (titles[stage], tuple(row for _, row in those))
            for stage, those in groupby(rows, key=lambda pair: pair[0].stage)
        ),
        agencies=tuple(_agencies(case, facts, request.at)),
        done=tuple(line for duty, line in in_order if duty.state is TaskState.DONE),
    )


def _is_asked(duty: Duty, task: Task, typed: Collection[str]) -> bool:
    """Undone and due; or done each day; or done, as the log has it, after it was due."""
    if duty.task in ENTERED_BY_AGENCY:
        return False
    if duty.state in UNDONE or duty.task in typed:
        return True
    if entered_by(task) is Entered.ON_ITS_PAGE or duty.done_at is None:
        return False
    return bool(task.every or (duty.due_at and duty.done_at > duty.due_at))


def _row(case: Case, facts: CaseFacts, task: Task, line: DutyLine) -> TaskRow:
    how = entered_by(task)
    if how is not Entered.ON_ITS_PAGE:
        return TaskRow(line, how, kind_entered(task), "")
    return TaskRow(line, how, None, _own_page(case, facts, line))


def _own_page(case: Case, facts: CaseFacts, line: DutyLine) -> str:
    """Where it is entered; nothing where that page is not this person's."""
    page = TAKEN_IN_AT.get(line.task)
    if line.task in ABOUT_THE_REPORT and not facts.has(LogKind.REPORT_BEGUN):
        page = TAKEN_IN_AT["begin_report"]
    if page:
        return reverse(page, kwargs={"case_id": case.pk})
    not_theirs = reverse("timeline", kwargs={"case_id": case.pk})
    return "" if line.url == not_theirs else line.url


def _agencies(case: Case, facts: CaseFacts, at: datetime) -> Iterator[AgencyRow]:
    newest = dict(case.returns.order_by("round").values_list("agency_id", "pk"))
    chosen = case.chosenagencys.select_related("agency").order_by("agency__name")
    for one in chosen:
        keys = {"case_id": case.pk, "agency_id": one.agency_id}
        yield AgencyRow(
            one.agency.name,
            _standing(facts, newest.get(one.agency_id), at),
            reverse("take_in_return", kwargs=keys),
            "" if one.agency.familiar else reverse("take_in_premeet", kwargs=keys),
        )


def _standing(facts: CaseFacts, return_id: UUID | None, at: datetime) -> str:
    """The last step of its newest round, and when."""
    for kind, words in STEPS if return_id else ():
        if fact := facts.last(kind, str(return_id)):
            return f"{words}, {spoken_moment(fact.at, at)}"
    return "Not asked yet"

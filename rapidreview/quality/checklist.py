"""The Agency Returns Checklist: one row an agency, most urgent first (P0.2, P2.3, P2.8)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from rapidreview.case.models import Case
from rapidreview.casefolder import actions as casefolder
from rapidreview.casefolder.models import Document, DocumentVersion
from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.plans import calendar_of
from rapidreview.paper.spreadsheet import checklist_xlsx
from rapidreview.people.actor import Actor
from rapidreview.procedure.calendar import WorkingDays, london_day
from rapidreview.procedure.duedates import same_day_share_due
from rapidreview.procedure.duties import TaskState
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.requirements import require_open
from rapidreview.procedure.vocabulary import Deed, Subfolder
from rapidreview.quality.cells import cells_of
from rapidreview.quality.records import Record, Round, records_of

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SEVERAL = {"Chase", "Share", "Decide"}
WEIGHT = {
    TaskState.LATE: 0,
    TaskState.DUE_TODAY: 1,
    TaskState.OPEN: 2,
    TaskState.WAITING: 3,
    TaskState.DONE: 4,
}


@dataclass(frozen=True, slots=True)
class Step:
    """What comes next for an agency: the words of its button, its page, whose deed it is.

    ``route`` is the name of its page: of the case, of the request, or of the return.
    """

    words: str
    route: str
    deed: Deed | None
    state: TaskState
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class ChecklistRow:
    """One agency: K1 to K22 in words, the current round, and the next step."""

    agency_id: UUID
    agency: str
    request_id: UUID | None
    return_id: UUID | None
    round: int
    has_come: bool
    cells: Mapping[str, str]
    step: Step
    came_back: str = ""  # the newest letter of the round that did

    @property
    def target(self) -> dict[str, UUID | None]:
        """What the address of the next step needs beside the case."""
        if self.step.route == "send_requests":
            return {}
        if self.step.route == "chase_return":
            return {"request_id": self.request_id}
        return {"return_id": self.return_id}

    @property
    def may_be_ticked(self) -> bool:
        """Whether its next step can be taken for several at once."""
        return self.step.words in SEVERAL

    @property
    def state(self) -> TaskState:
        """The state of the row: that of its next step."""
        return self.step.state


def rows(case: Case, facts: CaseFacts, at: datetime) -> list[ChecklistRow]:
    """Every agency's row, most urgent first; a fixed number of queries."""
    calendar = calendar_of(case, facts)
    collated = facts.last(LogKind.RETURNS_COLLATED)
    found = [
        _row(record, calendar, collated.at if collated else None, at)
        for record in records_of(case)
    ]
    return sorted(found, key=_urgency)


def totals(found: Sequence[ChecklistRow]) -> str:
    """The line above the table: asked, in, awaited, and what is to be done."""
    asked = [row for row in found if row.return_id]
    come = [row for row in asked if row.has_come or row.round > 1]
    said = [
        f"{len(asked)} asked",
        f"{len(come)} in",
        f"{len(asked) - len(come)} awaited",
    ]
    todo = Counter(row.step.words for row in found if row.step.route)
    said += [f"{count} to {words.lower()}" for words, count in sorted(todo.items())]
    late = sum(row.state is TaskState.LATE for row in found)
    return " · ".join([*said, *([f"{late} late"] if late else [])])


def checklist_file(case: Case, *, at: datetime) -> bytes:
    """The checklist as a spreadsheet, by agency."""
    by_name = sorted(rows(case, case_facts(case), at), key=lambda row: row.agency)
    return checklist_xlsx(
        [row.cells for row in by_name],
        title=f"Agency Returns Checklist, {case.reference}",
        at=at,
        marking=case.partnership.marking,
        partnership=case.partnership.name,
    )


@transaction.atomic
def file_checklist(case: Case, *, by: Actor, at: datetime) -> DocumentVersion:
    """The checklist as it stands, filed as a spreadsheet in I; a later one is a version."""
    require_open(case_facts(case))
    version = casefolder.file_document(
        case,
        sort=Document.Sort.CHECKLIST,
        subfolder=Subfolder.I,
        title="Agency Returns Checklist",
        data=checklist_file(case, at=at),
        name="returns-checklist.xlsx",
        media_type=SPREADSHEET,
        source="Rapid Review",
        by=by,
        at=at,
        document=case.documents.filter(sort=Document.Sort.CHECKLIST).first(),
    )
    dailylog.write(
        case,
        LogKind.CHECKLIST_FILED,
        by=by,
        at=at,
        subject=version,
        files=(version.sha256,),
        document="Agency Returns Checklist",
        location=f"{Subfolder.I.words} / Agency Returns Checklist, version {version.number}",
    )
    return version


def _row(
    record: Record, calendar: WorkingDays, collated_at: datetime | None, at: datetime
) -> ChecklistRow:
    current = record.current
    return ChecklistRow(
        agency_id=record.agency.pk,
        agency=record.agency.name,
        request_id=record.request.pk if record.request else None,
        return_id=current.received.pk if current else None,
        round=current.received.round if current else 0,
        has_come=current is not None and current.has_come,
        cells=cells_of(record, collated_at=collated_at),
        step=_next(current, calendar, at),
        came_back=current.came_back[-1] if current and current.came_back else "",
    )


def _next(current: Round | None, calendar: WorkingDays, at: datetime) -> Step:
    """The next step of an agency's row, and by when."""
    if current is None:
        return Step("Ask", "send_requests", Deed.SEND_REQUESTS, TaskState.OPEN, None)
    if current.received.received_at is None:
        due_at = current.received.due_at
        if current.to_place:
            return _step(
                "Place its text", "type_place", Deed.RECEIVE_RETURN, due_at, at
            )
        return _step(
            "Chase", "chase_return", Deed.CHASE, due_at, at, soon=TaskState.WAITING
        )
    share_by = same_day_share_due(current.received.received_at, calendar)
    if current.accepted:
        return Step("", "", None, TaskState.DONE, None)
    if current.check is None:
        return _step("Check", "agency_return", Deed.CHECK_RETURN, share_by, at)
    if current.share is None:
        return _step("Share", "share_return", Deed.SHARE_RETURN, share_by, at)
    return Step("Decide", "agency_return", Deed.DECIDE_RETURN, TaskState.OPEN, None)


def _step(
    words: str,
    route: str,
    deed: Deed,
    due_at: datetime,
    at: datetime,
    soon: TaskState = TaskState.OPEN,
) -> Step:
    if at > due_at:
        return Step(words, route, deed, TaskState.LATE, due_at)
    today = london_day(due_at) == london_day(at)
    return Step(words, route, deed, TaskState.DUE_TODAY if today else soon, due_at)


def _urgency(row: ChecklistRow) -> tuple[object, ...]:
    due = row.step.due_at.timestamp() if row.step.due_at else float("inf")
    return (WEIGHT[row.state], due, row.agency.casefold())

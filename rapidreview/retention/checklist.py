"""The checklist of closing: what is looked at, and what of it is still open (P14.2).

Every line comes from the duties of the case, so that nothing is open here and done elsewhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from rapidreview.case.models import Case
from rapidreview.dailylog.plans import duties_for, procedure_for
from rapidreview.dailylog.proof import problems_of
from rapidreview.desk.header import subjects_of
from rapidreview.desk.lines import DutyLine, lines
from rapidreview.learning.reading import followed
from rapidreview.procedure.duties import Duty, TaskState
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.keeping import unsettled
from rapidreview.procedure.vocabulary import Role
from rapidreview.scoping.models import SafetyItem

# What is looked at by itself; every other duty stands in one line.
LOOKED_AT = {
    "The report is signed and filed": ("signed_report", "file_signed"),
    "The report is submitted": ("submit", "ofsted"),
    "No response is awaited": ("responses", "ofsted_response", "follow_up"),
    "No question of the National Panel is unanswered": ("answer_panel",),
    "Nothing that follows from a response is undecided": ("next_step",),
}
OTHERS = "Every other step of the timetable is settled"
SAFETY, SAFETY_TASK = "Nothing is open about immediate safety", "safety_alert"
ACTIONS = "Every action is done, or dropped with a reason"
LOG = "The chain of the Daily Log is unbroken"


@dataclass(frozen=True, slots=True)
class OpenItem:
    """Something that is still open, and where it is done."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the checklist: what should be so, and what of it is not."""

    words: str
    open: list[OpenItem]

    @property
    def state(self) -> str:
        """One of the seven states."""
        return TaskState.OPEN.value if self.open else TaskState.DONE.value


def closing_checklist(case: Case, facts: CaseFacts, at: datetime) -> list[Check]:
    """Everything that is looked at before a case is closed; its log is verified."""
    undone = _undone(case, facts, at)
    named = {task for tasks in LOOKED_AT.values() for task in (*tasks, SAFETY_TASK)}
    others = [line for line in undone if line.task not in named]
    return [
        Check(SAFETY, _unsafe(case)),
        *(
            Check(words, _items(one for one in undone if one.task in tasks))
            for words, tasks in LOOKED_AT.items()
        ),
        Check(OTHERS, _items(others)),
        Check(ACTIONS, _actions(case, facts, at)),
        Check(LOG, _breaks(case)),
    ]


def still_open(checks: Iterable[Check]) -> list[str]:
    """What is still open, each in words."""
    return [one.words for check in checks for one in check.open]


def _undone(case: Case, facts: CaseFacts, at: datetime) -> list[DutyLine]:
    found: list[Duty] = unsettled(
        procedure_for(case), facts, duties_for(case, facts, at)
    )
    return lines(
        case,
        found,
        subjects=subjects_of(case),
        roles=frozenset({Role.PARTNERSHIP_MANAGER}),
        done=facts.kinds,
        at=at,
    )


def _items(undone: Iterable[DutyLine]) -> list[OpenItem]:
    return [OpenItem(f"{one.title} ({_due(one)})", one.url) for one in undone]


def _due(line: DutyLine) -> str:
    return f"due {line.due}" if line.due_at else line.due


def _unsafe(case: Case) -> list[OpenItem]:
    rows = SafetyItem.objects.filter(case=case, closed_at__isnull=True)
    return [
        OpenItem(
            f"{one.agency_return.agency.name} says that a child may be unsafe",
            reverse("agency_return", args=[case.pk, one.agency_return_id]),
        )
        for one in rows.select_related("agency_return__agency")
    ]


def _actions(case: Case, facts: CaseFacts, at: datetime) -> list[OpenItem]:
    page = reverse("actions", args=[case.pk])
    return [
        OpenItem(f"{one.name}, {one.owner}: {one.state.words}", f"{page}#{one.name}")
        for one in followed(case, facts, at)
        if not one.is_settled
    ]


def _breaks(case: Case) -> list[OpenItem]:
    page = reverse("daily_log", args=[case.pk])
    return [
        OpenItem(f"Entry {one.seq}: {one.reason}", page) for one in problems_of(case)
    ]

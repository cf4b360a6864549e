"""My day, the cases, the overview of one, its timeline; the procedure; who can sign in."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render

from rapidreview.case.models import Case
from rapidreview.dailylog.plans import calendar_of, day_words, plan_for, procedure_for
from rapidreview.dailylog.reading import entries
from rapidreview.desk.board import CaseLine, board, may_open_cases
from rapidreview.desk.header import case_header
from rapidreview.desk.lines import DutyLine
from rapidreview.desk.markdown import Page, procedure_text
from rapidreview.desk.pictured import pictured
from rapidreview.desk.shelves import appointed, members
from rapidreview.door.pages import case_page, open_page, page
from rapidreview.door.requests import CaseRequest, PageRequest
from rapidreview.opening.areas import areas_of
from rapidreview.procedure.calendar import LONDON
from rapidreview.procedure.duties import TaskState
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Deed, Role

LATEST = 5


@page(get=Deed.SEE_MY_DAY)
def my_day(request: PageRequest) -> HttpResponse:
    """What needs this person today, then what is late, coming and waiting."""
    cases = board(request.user, at=request.at)
    mine = sorted(
        (line for case in cases for line in case.duties if line.mine),
        key=lambda line: (line.due_at is None, line.due_at or request.at),
    )
    return render(
        request,
        "desk/my_day.html",
        {
            "cases": cases,
            "today": _in(mine, TaskState.LATE, TaskState.DUE_TODAY),
            "open": _in(mine, TaskState.OPEN),
            "waiting": _in(
                [line for case in cases for line in case.duties], TaskState.WAITING
            ),
            "coming": _in(mine, TaskState.NOT_YET)[:LATEST],
            "greeting": _greeting(request.at),
            "may_open": may_open_cases(request.user, at=request.at),
        },
    )


def _in(lines: list[DutyLine], *states: TaskState) -> list[DutyLine]:
    return [line for line in lines if line.state in states]


def _greeting(at: datetime) -> str:
    hour = at.astimezone(LONDON).hour
    return "Good morning" if hour < 12 else "Good afternoon"


@page(get=Deed.SEE_MY_DAY)
def cases(request: PageRequest) -> HttpResponse:
    """Every case on which this person has a place."""
    listed: list[CaseLine] = board(request.user, at=request.at)
    return render(
        request,
        "desk/cases.html",
        {"cases": listed, "may_open": may_open_cases(request.user, at=request.at)},
    )


@case_page(get=Deed.SEE_CASE)
def overview(request: CaseRequest, case: Case) -> HttpResponse:
    """Where the case stands: what is next, the picture, the duties by stage, the latest."""
    header = case_header(request)
    procedure = procedure_for(case)
    stages = [
        (stage.title, [line for line in header.duties if line.stage == stage.id])
        for stage in procedure.stages
    ]
    return render(
        request,
        "desk/overview.html",
        {
            "header": header,
            "stages": [(title, lines) for title, lines in stages if lines],
            "picture": pictured(request),
            "latest": entries(case)[:LATEST] if request.may(Deed.SEE_LOG) else [],
            "may": _may_table(request),
            "taken_in": request.facts.has(LogKind.CASE_TAKEN_IN),
            "own_facts": bool(procedure.facts),
            "areas": areas_of(case) if request.may(Deed.SEE_NOTIFICATION) else None,
        },
    )


def _may_table(request: CaseRequest) -> dict[str, bool]:
    return {deed.value: request.may(deed) for deed in Deed}


@case_page(get=Deed.SEE_CASE)
def timeline(request: CaseRequest, case: Case) -> HttpResponse:
    """The plan as a picture and as a table, with each clock in words."""
    plan = plan_for(case, request.facts)
    # Of a task with many subjects, the most urgent: duties come in that order.
    states = {line.task: line for line in reversed(case_header(request).duties)}
    return render(
        request,
        "desk/timeline.html",
        {
            "plan": plan,
            "states": states,
            "picture": pictured(request),
            "day": day_words(case, request.facts, request.at),
            "calendar": calendar_of(case, request.facts),
            "may_change": request.may(Deed.SET_DATES) and case.is_open,
            "procedure": procedure_for(case),
            "may_move": request.may(Deed.CHANGE_PROCEDURE),
        },
    )


@case_page(get=Deed.SEE_PEOPLE)
def people(request: CaseRequest, case: Case) -> HttpResponse:
    """Who works on the case, in which role, from and to, and who stands in."""
    held = [(one, Role(one.role).words) for one in appointed(case)]
    return render(
        request,
        "desk/people.html",
        {"held": held, "may_appoint": request.may(Deed.APPOINT)},
    )


@open_page(get=Deed.SIGN_IN)
def procedure_page(request: PageRequest) -> HttpResponse:
    """The procedure, as it is numbered: docs/procedure.md, shown in the product."""
    text: Page = procedure_text(_procedure_file().read_text(encoding="utf-8"))
    return render(request, "desk/procedure.html", {"text": text})


def _procedure_file() -> Path:
    return Path(settings.PROJECT) / "docs" / "procedure.md"


@open_page(get=Deed.SIGN_IN)
def who_can_sign_in(request: PageRequest) -> HttpResponse:
    """The people of the training case; there is no such page outside training."""
    if not settings.TRAINING:
        raise Http404
    held = [(one, Role(one.role).words) for one in members()]
    return render(
        request,
        "desk/who_can_sign_in.html",
        {"held": held, "password": settings.TRAINING_PASSWORD},
    )

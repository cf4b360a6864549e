"""Pages of dates: timescales, a changed date, a corrected anchor (P1.2, P1.4-P1.6)."""

from dataclasses import dataclass, replace
from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import render

from rapidreview.case.models import Case
from rapidreview.desk import changing
from rapidreview.door.forms import carry_out
from rapidreview.door.pages import case_page
from rapidreview.door.requests import CaseRequest
from rapidreview.planning import anchors, previews
from rapidreview.planning.asking import Step, asked, done
from rapidreview.planning.effects import Line, lines_of
from rapidreview.planning.entries import live_entries
from rapidreview.planning.forms import (
    AnchorForm,
    ChangeDateForm,
    FirstAnchorForm,
    TimescalesForm,
    chair_of,
)
from rapidreview.planning.letters import MEETING
from rapidreview.planning.previews import DueMoment
from rapidreview.procedure.errors import Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Deed

ANCHOR_NAMES = {
    "call": LogKind.NOTIFICATION_RECEIVED,
    "incident": LogKind.INCIDENT_RECORDED,
    "awareness": LogKind.LA_AWARE_RECORDED,
    "sin": LogKind.SIN_SUBMITTED,
}
TIMESCALES = Step(
    "Set the timescales",
    "The manager agrees the dates with the Chair on Day 1, or with the vice chair in the "
    "Chair’s absence.",
    "P1.4",
    "Set these timescales",
    "planning/timescales.html",
)
CHANGE = Step(
    "Change a date",
    "A change of an agreed date is a new entry, old to new, with its reason.",
    "P1.5",
    "Show what moves",
    "planning/change_date.html",
)
CORRECT = Step(
    "Correct a date",
    "Every clock counts from a recorded moment. A mistyped one is corrected by a new entry; "
    "the earlier one stays readable.",
    "P1.2",
    "Show what moves",
    "planning/change_date.html",
)

FIRST = replace(CORRECT, title="Record a date")


@dataclass(frozen=True, slots=True)
class Shown:
    """What moves, to be confirmed, and what the reason must answer; or that it is done."""

    moved: list[Line]
    wanted: tuple[str, ...] = ()
    is_done: bool = False
    calendars: int = 0  # of how many people the meeting moves in


@case_page(get=Deed.SET_DATES, post=Deed.SET_DATES)
def set_timescales(request: CaseRequest, case: Case) -> HttpResponse:
    """Set the milestones with the Chair, prefilled from the plan (P1.4, P1.6)."""
    form = TimescalesForm.on(
        request,
        milestones=_still_to_agree(request, case),
        initial={"agreed_with": chair_of(case, request.at)},
    )
    if request.method == "POST" and carry_out(form, lambda: _set(request, case, form)):
        return done(request, case, "The timescales are set.", "timeline")
    return asked(request, form, TIMESCALES, agreed=_agreed(request, case))


def _set(request: CaseRequest, case: Case, form: TimescalesForm) -> None:
    told = form.told(request.actor)
    changing.set_timescales(
        case,
        form.dates,
        at=request.at,
        **{key: told[key] for key in ("by", "agreed_with", "text", "occurred_at")},
    )


def _still_to_agree(request: CaseRequest, case: Case) -> list[DueMoment]:
    all_of_them = previews.milestones(case, request.facts, at=request.at)
    return [one for one in all_of_them if (one.task, None) not in request.facts.agreed]


def _agreed(request: CaseRequest, case: Case) -> list[DueMoment]:
    all_of_them = previews.milestones(case, request.facts, at=request.at)
    return [one for one in all_of_them if (one.task, None) in request.facts.agreed]


@case_page(get=Deed.SET_DATES)
def choose_date(request: CaseRequest, case: Case) -> HttpResponse:
    """Every date that can be changed, with the moment it stands at (P1.5)."""
    dates = previews.changeable(case, request.facts, at=request.at)
    return render(request, "planning/dates.html", {"dates": dates, "step": CHANGE})


@case_page(get=Deed.SET_DATES, post=Deed.SET_DATES)
def change_date(request: CaseRequest, case: Case, task: str) -> HttpResponse:
    """A date, old to new: what moves is shown first, then confirmed (P1.5)."""
    subject = request.GET.get("subject", "")[:40]
    chair = {"agreed_with": chair_of(case, request.at)}
    form = ChangeDateForm.on(request, initial=chair)
    now = _due_now(request, case, task, subject)
    shown = _shown(request, form, partial(_change_date, request, form, task, subject))
    if shown and shown.is_done:
        return done(request, case, f"{now.title}: the date is changed.", "timeline")
    return asked(request, form, CHANGE, now=now, shown=shown, verb="Change")


def _change_date(
    request: CaseRequest, form: ChangeDateForm, task: str, subject: str
) -> Shown:
    """Carry the change out if it was confirmed, else only show it."""
    case, due_at, reason = (
        request.case,
        form.cleaned_data["due_at"],
        form.cleaned_data["reason"],
    )
    if "confirmed" in request.POST:
        told = form.told(request.actor)
        changing.change_date(case, task, subject=subject, at=request.at, **told)
        return Shown([], is_done=True)
    effect = previews.preview_change(
        case, task, due_at, subject, at=request.at, reason=reason
    )
    wanted = previews.reasons_wanted(case, task, due_at)
    entries = live_entries(case, task, at=request.at) if task == MEETING else []
    return Shown(lines_of(effect), wanted, calendars=len(entries))


def _due_now(request: CaseRequest, case: Case, task: str, subject: str) -> DueMoment:
    try:
        return previews.agreed_or_planned(
            case, request.facts, task, subject, at=request.at
        )
    except Refused as error:
        raise Http404 from error


@case_page(get=Deed.SET_DATES, post=Deed.SET_DATES)
def correct_anchor(request: CaseRequest, case: Case, anchor: str) -> HttpResponse:
    """A mistyped moment, old to new, with everything that moves (P1.1, P1.2)."""
    kind = ANCHOR_NAMES.get(anchor)
    if kind is None:
        raise Http404
    last = request.facts.last(kind)
    form = (AnchorForm if last else FirstAnchorForm)(
        request.POST or None, case=case, at=request.at
    )
    now = DueMoment(anchor, kind.words, last.at if last else None)
    shown = _shown(request, form, partial(_correct, request, form, kind))
    if shown and shown.is_done:
        what = "corrected" if last else "recorded"
        return done(request, case, f"{now.title}: {what}.", "timeline")
    step, verb = (CORRECT, "Correct") if last else (FIRST, "Record")
    return asked(request, form, step, now=now, shown=shown, verb=f"{verb} it and move")


def _correct(request: CaseRequest, form: AnchorForm, kind: LogKind) -> Shown:
    case, new_at = request.case, form.cleaned_data["new_at"]
    if "confirmed" in request.POST:
        changing.correct_anchor(
            case, kind, by=request.actor, at=request.at, **form.cleaned_data
        )
        return Shown([], is_done=True)
    anchors.require_sense(request.facts, kind, new_at, request.at)
    effect = previews.preview_anchor(case, kind, new_at, at=request.at)
    return Shown(lines_of(effect))


def _shown(
    request: CaseRequest, form: ChangeDateForm | AnchorForm, act: partial[Shown]
) -> Shown | None:
    """What came of a right form; None before it is sent, or where it is refused."""
    found: list[Shown] = []
    if request.method == "POST" and carry_out(form, lambda: found.append(act())):
        return found[0]
    return None

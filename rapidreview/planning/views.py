"""Pages of planning: dates, contacts, delegation, oversight, corrected anchors, invitations."""

from datetime import datetime
from functools import partial

from django.http import Http404, HttpResponse
from django.urls import reverse

from rapidreview.case.models import Case
from rapidreview.door.forms import carry_out
from rapidreview.door.pages import case_page
from rapidreview.door.requests import CaseRequest
from rapidreview.planning import actions, anchors, appointing, previews
from rapidreview.planning.asking import Step, asked, done
from rapidreview.planning.forms import (
    AnchorForm,
    ChangeDateForm,
    ContactForm,
    DelegateForm,
    DiscussedForm,
    InvitationsForm,
    OversightForm,
    TimescalesForm,
    chair_of,
)
from rapidreview.planning.letters import invitation_preview, was_shown
from rapidreview.planning.previews import DueMoment, Moved
from rapidreview.procedure.errors import Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Deed

LOGGED = "Recorded in the Daily Log."
ANCHOR_NAMES = {
    "call": LogKind.NOTIFICATION_RECEIVED,
    "incident": LogKind.INCIDENT_RECORDED,
    "awareness": LogKind.LA_AWARE_RECORDED,
    "sin": LogKind.SIN_SUBMITTED,
}
CONTACT = Step(
    "Contact with the Chair",
    "You stay in close contact with the Chair, or the professional in their place, so that "
    "each stage is seen to be on target.",
    "P1.13",
    "Record the contact",
)
TIMELINE = Step(
    "Overall timeline discussed",
    "Once the SIN is submitted, the overall timeline is discussed with the Chair and every "
    "agreed date goes into the Daily Log.",
    "P1.5",
    "Record the discussion",
)
OVERSIGHT = Step(
    "Take oversight",
    "The Partnership Manager, or the officer who stands in, oversees the review for all "
    "fifteen working days.",
    "P1.3",
    "Take oversight",
)
DELEGATE = Step(
    "Delegate tasks",
    "Tasks handed to somebody in the team are recorded: who, which, since when.",
    "P1.4",
    "Delegate these tasks",
)
TIMESCALES = Step(
    "Set the timescales",
    "The manager agrees the dates with the Chair on Day 1, or with the vice chair in the "
    "Chair’s absence.",
    "P1.4",
    "Set these dates",
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
INVITE = Step(
    "Invite to the Rapid Review meeting",
    "Invitations go to the JCR Group on the agreed day, with the guidance in force.",
    "P1.6",
    "Send invitations",
    "planning/invitations.html",
)


@case_page(get=Deed.SET_DATES, post=Deed.SET_DATES)
def contact(request: CaseRequest, case: Case) -> HttpResponse:
    """Record a contact with the Chair (P1.13)."""
    form = ContactForm(
        request.POST or None,
        case=case,
        at=request.at,
        initial={"with_name": chair_of(case, request.at)},
    )
    record = partial(actions.record_contact, case, by=request.actor, at=request.at)
    if request.method == "POST" and carry_out(
        form, lambda: record(**form.cleaned_data)
    ):
        return done(request, case, LOGGED)
    return asked(request, form, CONTACT)


@case_page(get=Deed.SET_DATES, post=Deed.SET_DATES)
def discuss_timeline(request: CaseRequest, case: Case) -> HttpResponse:
    """Record that the overall timeline was discussed (P1.5)."""
    form = DiscussedForm(
        request.POST or None,
        case=case,
        at=request.at,
        initial={"with_name": chair_of(case, request.at)},
    )
    record = partial(actions.discuss_timeline, case, by=request.actor, at=request.at)
    if request.method == "POST" and carry_out(
        form, lambda: record(**form.cleaned_data)
    ):
        return done(request, case, LOGGED)
    return asked(request, form, TIMELINE)


@case_page(get=Deed.SET_DATES, post=Deed.SET_DATES)
def take_oversight(request: CaseRequest, case: Case) -> HttpResponse:
    """Take oversight, also as the delegated officer (P1.3)."""
    form = OversightForm(request.POST or None, case=case, at=request.at)
    take = partial(actions.take_oversight, case, by=request.actor, at=request.at)
    if request.method == "POST" and carry_out(form, lambda: take(**form.cleaned_data)):
        return done(request, case, "You oversee this review.")
    return asked(request, form, OVERSIGHT)


@case_page(get=Deed.SET_DATES, post=Deed.SET_DATES)
def delegate(request: CaseRequest, case: Case) -> HttpResponse:
    """Hand tasks to somebody on the case (P1.4)."""
    form = DelegateForm(request.POST or None, case=case, at=request.at)
    hand = partial(appointing.delegate, case, by=request.actor, at=request.at)
    if request.method == "POST" and carry_out(form, lambda: hand(**form.cleaned_data)):
        return done(request, case, f"Delegated to {form.cleaned_data['to'].name}.")
    return asked(request, form, DELEGATE)


@case_page(get=Deed.SET_DATES, post=Deed.SET_DATES)
def set_timescales(request: CaseRequest, case: Case) -> HttpResponse:
    """Set the milestones with the Chair, prefilled from the plan (P1.4, P1.6)."""
    form = TimescalesForm(
        request.POST or None,
        case=case,
        at=request.at,
        milestones=_still_to_agree(request, case),
        initial={"agreed_with": chair_of(case, request.at)},
    )
    if request.method == "POST" and carry_out(form, lambda: _set(request, case, form)):
        return done(request, case, "The timescales are set.", "timeline")
    return asked(request, form, TIMESCALES, agreed=_agreed(request, case))


def _set(request: CaseRequest, case: Case, form: TimescalesForm) -> None:
    actions.set_timescales(
        case,
        form.dates,
        by=request.actor,
        at=request.at,
        **{
            key: form.cleaned_data[key]
            for key in ("agreed_with", "text", "occurred_at")
        },
    )


def _still_to_agree(request: CaseRequest, case: Case) -> list[DueMoment]:
    all_of_them = previews.milestones(case, request.facts, at=request.at)
    return [one for one in all_of_them if (one.task, None) not in request.facts.agreed]


def _agreed(request: CaseRequest, case: Case) -> list[DueMoment]:
    all_of_them = previews.milestones(case, request.facts, at=request.at)
    return [one for one in all_of_them if (one.task, None) in request.facts.agreed]


@case_page(get=Deed.SET_DATES, post=Deed.SET_DATES)
def change_date(request: CaseRequest, case: Case, task: str) -> HttpResponse:
    """A date, old to new: what moves is shown first, then confirmed (P1.5)."""
    subject = request.GET.get("subject", "")[:40]
    form = ChangeDateForm(
        request.POST or None,
        case=case,
        at=request.at,
        initial={"agreed_with": chair_of(case, request.at)},
    )
    now = _due_now(request, case, task, subject)
    change = partial(_change_date, request, case, task, subject, form)
    moved = _moves(request, form, change)
    if moved is None:
        return done(request, case, f"{now.title}: the date is changed.", "timeline")
    return asked(request, form, CHANGE, now=now, moved=moved, verb="Change")


def _change_date(
    request: CaseRequest, case: Case, task: str, subject: str, form: ChangeDateForm
) -> list[Moved]:
    """Carry the change out if it was confirmed, else only show it."""
    given = form.cleaned_data
    moved = previews.preview_change(
        case, task, given["due_at"], subject, at=request.at, reason=given["reason"]
    )
    if "confirmed" in request.POST:
        actions.agree_date(
            case, task, subject=subject, by=request.actor, at=request.at, **given
        )
    return moved


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
    form = AnchorForm(request.POST or None, case=case, at=request.at)
    last = request.facts.last(kind)
    now = DueMoment(anchor, kind.words, last.at if last else None)
    moved = _moves(request, form, partial(_correct, request, case, kind, form))
    if moved is None:
        return done(request, case, f"{now.title}: corrected.", "timeline")
    return asked(
        request, form, CORRECT, now=now, moved=moved, verb="Correct it and move"
    )


def _correct(
    request: CaseRequest, case: Case, kind: LogKind, form: AnchorForm
) -> list[Moved]:
    new_at: datetime = form.cleaned_data["new_at"]
    anchors.require_sense(request.facts, kind, new_at, request.at)
    moved = previews.preview_anchor(case, kind, new_at, at=request.at)
    if "confirmed" in request.POST:
        anchors.correct_anchor(
            case, kind, by=request.actor, at=request.at, **form.cleaned_data
        )
    return moved


def _moves(
    request: CaseRequest,
    form: ChangeDateForm | AnchorForm,
    act: partial[list[Moved]],
) -> list[Moved] | None:
    """What moves, to be shown; empty before a date is given; None once it is done."""
    moved: list[Moved] = []
    if request.method != "POST" or not carry_out(form, lambda: moved.extend(act())):
        return []
    return None if "confirmed" in request.POST else moved


@case_page(get=Deed.SET_DATES, post=Deed.SET_DATES)
def invitations(request: CaseRequest, case: Case) -> HttpResponse:
    """Show the invitation and who gets it; then send (P1.6)."""
    people = actions.invited(case, at=request.at)
    form = InvitationsForm(request.POST or None, case=case, at=request.at)
    send = partial(actions.send_invitations, case, by=request.actor, at=request.at)
    sends = "send" in request.POST and was_shown(request, "place")
    if sends and carry_out(form, lambda: send(**form.cleaned_data)):
        return done(request, case, f"Sent {len(people)} invitations.")
    typed = request.POST.get("place", "")
    return asked(
        request,
        form,
        INVITE,
        people=people,
        typed=typed,
        letter=invitation_preview(case, request.facts, place=typed[:300]),
        set_dates=reverse("set_timescales", kwargs={"case_id": case.pk}),
    )

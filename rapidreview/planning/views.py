"""Pages of planning: contacts with the Chair, oversight, delegation, invitations (P1.3-P1.6, P1.13)."""

from functools import partial

from django.http import HttpResponse
from django.urls import reverse

from rapidreview.case.models import Case
from rapidreview.door.forms import carry_out
from rapidreview.door.pages import case_page
from rapidreview.door.requests import CaseRequest
from rapidreview.planning import actions, confirming, inviting
from rapidreview.planning.asking import Step, asked, done
from rapidreview.planning.forms import (
    ContactForm,
    DelegateForm,
    DiscussedForm,
    InvitationsForm,
    OversightForm,
    chair_of,
)
from rapidreview.planning.letters import invitation_preview, invited, was_shown
from rapidreview.procedure.vocabulary import Deed

LOGGED = "Recorded in the Daily Log."
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
    "planning/people.html",
)
DELEGATE = Step(
    "Delegate tasks",
    "Tasks handed to somebody in the team are recorded: who, which, since when.",
    "P1.4",
    "Delegate these tasks",
    "planning/people.html",
)
INVITE = Step(
    "Invite to the Rapid Review meeting",
    "Invitations go to the JCR Group and the senior officers on the agreed day, with the "
    "guidance in force and an entry for their calendars.",
    "P1.6",
    "Send invitations",
    "planning/invitations.html",
)


@case_page(get=Deed.SET_DATES, post=Deed.SET_DATES)
def contact(request: CaseRequest, case: Case) -> HttpResponse:
    """Record a contact with the Chair (P1.13)."""
    chair = {"with_name": chair_of(case, request.at)}
    form = ContactForm.on(request, initial=chair)
    record = partial(actions.record_contact, case, at=request.at)
    if request.method == "POST" and carry_out(
        form, lambda: record(**form.told(request.actor))
    ):
        return done(request, case, LOGGED)
    return asked(request, form, CONTACT)


@case_page(get=Deed.SET_DATES, post=Deed.SET_DATES)
def discuss_timeline(request: CaseRequest, case: Case) -> HttpResponse:
    """Record that the overall timeline was discussed (P1.5)."""
    chair = {"with_name": chair_of(case, request.at)}
    form = DiscussedForm.on(request, initial=chair)
    record = partial(actions.discuss_timeline, case, at=request.at)
    if request.method == "POST" and carry_out(
        form, lambda: record(**form.told(request.actor))
    ):
        return done(request, case, LOGGED)
    return asked(request, form, TIMELINE)


@case_page(get=Deed.SET_DATES, post=Deed.SET_DATES)
def take_oversight(request: CaseRequest, case: Case) -> HttpResponse:
    """Take oversight, also as the delegated officer (P1.3)."""
    form = OversightForm.on(request)
    take = partial(actions.take_oversight, case, at=request.at)
    if request.method == "POST" and carry_out(
        form, lambda: take(**form.told(request.actor))
    ):
        return done(request, case, "You oversee this review.")
    return asked(request, form, OVERSIGHT)


@case_page(get=Deed.SET_DATES, post=Deed.SET_DATES)
def delegate(request: CaseRequest, case: Case) -> HttpResponse:
    """Hand tasks to somebody on the case (P1.4)."""
    form = DelegateForm.on(request)
    hand = partial(confirming.delegate, case, at=request.at)
    if request.method == "POST" and carry_out(
        form, lambda: hand(**form.told(request.actor))
    ):
        return done(request, case, f"Delegated to {form.cleaned_data['to'].name}.")
    return asked(request, form, DELEGATE)


@case_page(get=Deed.SET_DATES, post=Deed.SET_DATES)
def invitations(request: CaseRequest, case: Case) -> HttpResponse:
    """Show the invitation and who gets it; then send (P1.6)."""
    people = invited(case, at=request.at)
    form = InvitationsForm(request.POST or None, case=case, at=request.at)
    send = partial(inviting.send_invitations, case, by=request.actor, at=request.at)
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

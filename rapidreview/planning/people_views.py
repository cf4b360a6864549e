"""Pages about who does what: roles, deputies, lead, officers, minute-taker (P0.4, P0.6, P1.14)."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from rapidreview.case.models import Appointment, Case
from rapidreview.door.forms import carry_out
from rapidreview.door.pages import case_page
from rapidreview.door.requests import CaseRequest
from rapidreview.planning import appointing, confirming
from rapidreview.planning.asking import Step, asked, done
from rapidreview.planning.choices import held_now
from rapidreview.planning.people_forms import (
    AppointForm,
    EndForm,
    LeadForm,
    MinuteTakerForm,
    SeniorOfficersForm,
    StandInForm,
    StopForm,
)
from rapidreview.procedure.vocabulary import Deed, Role

PEOPLE = "planning/people.html"
APPOINT = Step(
    "Give somebody a role",
    "Only people with a role on this case can open it; who has one is in the Daily Log.",
    "P0.6",
    "Give this role",
    PEOPLE,
)
STAND_IN = Step(
    "Somebody stands in",
    "In the manager’s or the Chair’s absence a deputy acts. Who, for whom, which tasks and "
    "until when is recorded first, and both names stand on each act.",
    "P0.6",
    "Record the deputy",
    PEOPLE,
)
LEAD = Step(
    "Lead professional",
    "The Chair acts as lead professional in finalising the report and assuring its quality.",
    "P1.14",
    "Confirm the lead professional",
    PEOPLE,
)
OFFICERS = Step(
    "Senior officers",
    "Senior officers of the statutory safeguarding partners take part; they are confirmed "
    "with the Chair.",
    "P1.6",
    "Confirm the senior officers",
    PEOPLE,
)
MINUTES = Step(
    "Minute-taker",
    "The Partnership Team provides a minute-taker for every meeting of the review.",
    "P0.4",
    "Name the minute-taker",
    PEOPLE,
)


@case_page(get=Deed.APPOINT, post=Deed.APPOINT)
def appoint(request: CaseRequest, case: Case) -> HttpResponse:
    """Give a role on the case (P0.6)."""
    form = AppointForm(request.POST or None, case=case, at=request.at)
    give = partial(appointing.appoint, case, by=request.actor, at=request.at)
    if request.method == "POST" and carry_out(form, lambda: give(**form.cleaned_data)):
        return done(request, case, "The role is given.", "people")
    return asked(request, form, APPOINT, held=held_now(case, request.at))


@case_page(get=Deed.APPOINT, post=Deed.APPOINT)
def stand_in(request: CaseRequest, case: Case) -> HttpResponse:
    """A deputy for the manager or the Chair (P0.6)."""
    form = StandInForm(request.POST or None, case=case, at=request.at)
    begin = partial(appointing.stand_in, case, by=request.actor, at=request.at)
    if request.method == "POST" and carry_out(form, lambda: begin(**form.given)):
        return done(request, case, "The deputy is recorded.", "people")
    return asked(request, form, STAND_IN, held=held_now(case, request.at))


@case_page(get=Deed.APPOINT, post=Deed.APPOINT)
def end_appointment(
    request: CaseRequest, case: Case, appointment_id: UUID
) -> HttpResponse:
    """End a role, or a deputy's time; the page names who loses what (P0.6)."""
    held = Appointment.objects.select_related("case", "user", "stands_in_for")
    row = get_object_or_404(held, pk=appointment_id, case=case)
    sort = StopForm if row.stands_in_for_id else EndForm
    form = sort(request.POST or None, case=case, at=request.at)
    act = (
        appointing.stop_standing_in
        if row.stands_in_for_id
        else appointing.end_appointment
    )
    end = partial(act, row, by=request.actor, at=request.at)
    if request.method == "POST" and carry_out(form, lambda: end(**form.cleaned_data)):
        return done(request, case, "This has ended.", "people")
    return asked(request, form, _ending(row))


def _ending(row: Appointment) -> Step:
    role = Role(row.role).words
    absent = row.stands_in_for
    if absent is not None:
        title = f"{row.user.name} stops standing in for {absent.name}"
    else:
        title = f"{row.user.name} is no longer {role}"
    return Step(
        title,
        f"From now on {row.user.name} can open of this case only what other roles allow.",
        "P0.6",
        "End it now",
    )


@case_page(get=Deed.APPOINT, post=Deed.APPOINT)
def lead_professional(request: CaseRequest, case: Case) -> HttpResponse:
    """Confirm the lead professional (P1.14)."""
    form = LeadForm.on(request)
    confirm = partial(confirming.confirm_lead_professional, case, at=request.at)
    if request.method == "POST" and carry_out(
        form, lambda: confirm(**form.told(request.actor))
    ):
        return done(request, case, "The lead professional is confirmed.")
    return asked(request, form, LEAD, held=held_now(case, request.at))


@case_page(get=Deed.APPOINT, post=Deed.APPOINT)
def senior_officers(request: CaseRequest, case: Case) -> HttpResponse:
    """Confirm the senior officers who take part (P1.6)."""
    form = SeniorOfficersForm.on(request)
    confirm = partial(confirming.confirm_senior_officers, case, at=request.at)
    if request.method == "POST" and carry_out(
        form, lambda: confirm(**form.told(request.actor))
    ):
        return done(request, case, "The senior officers are confirmed.")
    return asked(request, form, OFFICERS, held=held_now(case, request.at))


@case_page(get=Deed.APPOINT, post=Deed.APPOINT)
def minute_taker(request: CaseRequest, case: Case) -> HttpResponse:
    """Name the minute-taker (P0.4)."""
    form = MinuteTakerForm.on(request)
    name = partial(confirming.name_minute_taker, case, at=request.at)
    if request.method == "POST" and carry_out(
        form, lambda: name(**form.told(request.actor))
    ):
        return done(request, case, "The minute-taker is named.")
    return asked(request, form, MINUTES, held=held_now(case, request.at))

"""Pre-meets: who needs one, the offer, the record, the minutes (P0.4, P0.5, P1.9)."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from rapidreview.case.models import Case
from rapidreview.door.forms import carry_out
from rapidreview.door.pages import case_page
from rapidreview.door.requests import CaseRequest
from rapidreview.meeting import actions
from rapidreview.meeting.forms import DeclineForm, HoldForm, MinutesForm, OfferForm
from rapidreview.meeting.letters import invited
from rapidreview.meeting.premeets import agency_on, planned, pre_meets, readers_of
from rapidreview.people.models import Agency
from rapidreview.procedure.errors import NotYet
from rapidreview.procedure.vocabulary import Deed


@case_page(get=Deed.HOLD_MEETING)
def pre_meet_list(request: CaseRequest, case: Case) -> HttpResponse:
    """Each agency chosen, and how its pre-meet stands."""
    found = pre_meets(case, request.facts, request.at)
    return render(request, "meeting/pre_meets.html", {"found": found})


@case_page(get=Deed.HOLD_MEETING, post=Deed.HOLD_MEETING)
def offer_pre_meet(request: CaseRequest, case: Case, agency_id: UUID) -> HttpResponse:
    """Offer a pre-meet by letter (P1.9)."""
    agency, form = _agency(case, agency_id), OfferForm(request.POST or None)
    by, at = request.actor, request.at
    if request.method == "POST" and carry_out(
        form,
        lambda: actions.offer_premeet(case, agency, **form.cleaned_data, by=by, at=at),
    ):
        messages.success(request, f"A pre-meet is offered to {agency.name}.")
        return redirect("pre_meets", case_id=case.pk)
    context = {"form": form, "agency": agency, "people": invited(agency)}
    return render(request, "meeting/offer.html", context, status=form.status)


@case_page(get=Deed.HOLD_MEETING, post=Deed.HOLD_MEETING)
def decline_pre_meet(request: CaseRequest, case: Case, agency_id: UUID) -> HttpResponse:
    """Record that the agency does not want it, and why."""
    agency, form = _agency(case, agency_id), DeclineForm(request.POST or None)
    by, at = request.actor, request.at
    if request.method == "POST" and carry_out(
        form,
        lambda: actions.decline_premeet(
            case, agency, **form.cleaned_data, by=by, at=at
        ),
    ):
        return redirect("pre_meets", case_id=case.pk)
    context = {"form": form, "agency": agency}
    return render(request, "meeting/decline.html", context, status=form.status)


@case_page(get=Deed.HOLD_MEETING, post=Deed.HOLD_MEETING)
def hold_pre_meet(request: CaseRequest, case: Case, agency_id: UUID) -> HttpResponse:
    """Record the pre-meet that was held: minute-taker, who attended, when it closed (P0.4)."""
    agency = _agency(case, agency_id)
    meeting = planned(case, agency)
    first = {"starts_at": meeting.starts_at if meeting else None}
    form = HoldForm(request.POST or None, initial=first)
    by, at = request.actor, request.at
    if request.method == "POST" and carry_out(
        form,
        lambda: actions.hold_premeet(case, agency, **form.cleaned_data, by=by, at=at),
    ):
        messages.success(request, "The pre-meet is recorded. Its minutes are due now.")
        return redirect("pre_meets", case_id=case.pk)
    context = {"form": form, "agency": agency}
    return render(request, "meeting/hold.html", context, status=form.status)


@case_page(get=Deed.HOLD_MEETING, post=Deed.HOLD_MEETING)
def circulate_minutes(
    request: CaseRequest, case: Case, agency_id: UUID
) -> HttpResponse:
    """Write the minutes and send them to those named, within 24 hours (P0.5)."""
    agency = _agency(case, agency_id)
    meeting = planned(case, agency)
    if meeting is None or meeting.closed_at is None:
        raise NotYet("Record first that the pre-meet was held.", "P0.5")
    readers = readers_of(agency, request.user.name, request.user.email)
    form = MinutesForm(
        request.POST or None, readers=readers, initial={"text": meeting.notes}
    )
    by, at = request.actor, request.at
    if request.method == "POST" and carry_out(
        form,
        lambda: actions.circulate_minutes(
            meeting, text=form.cleaned_data["text"], to=form.chosen(), by=by, at=at
        ),
    ):
        messages.success(request, "The minutes are circulated and filed in II.")
        return redirect("pre_meets", case_id=case.pk)
    mine = [one for one in pre_meets(case, request.facts, at) if one.agency == agency]
    context = {"form": form, "agency": agency, "one": mine[0]}
    return render(request, "meeting/minutes.html", context, status=form.status)


def _agency(case: Case, agency_id: UUID) -> Agency:
    found = agency_on(case, agency_id)
    if found is None:
        raise Http404
    return found

"""The page on which an agency's return is taken in, with what was done about it (P14.6)."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from rapidreview.case.models import Case
from rapidreview.door.forms import carry_out
from rapidreview.door.pages import case_page
from rapidreview.door.requests import CaseRequest
from rapidreview.people.models import Agency
from rapidreview.planning.choices import colleagues
from rapidreview.procedure.vocabulary import Deed
from rapidreview.quality import taking_in
from rapidreview.quality.taking_in_forms import COLLEAGUES, STEPS, ReturnBeforeForm


@case_page(get=Deed.TAKE_IN, post=Deed.TAKE_IN)
def take_in_return(request: CaseRequest, case: Case, agency_id: UUID) -> HttpResponse:
    """When the form was sent, when the return came, and what was done with it."""
    agency = taking_in.chosen_agency(case, agency_id)
    if agency is None:
        raise Http404
    form = _form(request, agency)
    if request.method == "POST" and carry_out(
        form, lambda: _enter(request, agency, form)
    ):
        return redirect("take_in_return", case_id=case.pk, agency_id=agency.pk)
    given = {
        "agency": agency,
        "form": form,
        "rounds": taking_in.rounds_so_far(case, request.facts, agency),
        "current": taking_in.current_round(case, agency),
        "colleagues": colleagues(case, request.at),
        "list_of_names": COLLEAGUES,
    }
    return render(request, "quality/take_in_return.html", given, status=form.status)


def _form(request: CaseRequest, agency: Agency) -> ReturnBeforeForm:
    """The steps that are left, and those just typed, whoever was quicker; the decision
    only for who may decide (P2.5)."""
    left = taking_in.steps_left(request.case, request.facts, agency)
    typed = {name.partition("_")[0] for name in request.POST}
    may_decide = request.may(Deed.DECIDE_RETURN)
    mine = [
        step
        for step in STEPS
        if (step in left or step in typed) and (step != "decided" or may_decide)
    ]
    return ReturnBeforeForm(
        request.POST or None, request.FILES or None, agency=agency, steps=mine
    )


def _enter(request: CaseRequest, agency: Agency, form: ReturnBeforeForm) -> None:
    unmatched = taking_in.take_in_return(
        request.case, agency, form.given(), by=request.actor, at=request.at
    )
    messages.success(request, f"Entered with its true dates: {agency.name}.")
    if unmatched:
        quoted = "; ".join(f"“{text[:80]}”" for text in unmatched[:5])
        messages.info(request, f"Some of its text belongs to no question: {quoted}.")

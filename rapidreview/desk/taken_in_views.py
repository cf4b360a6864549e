"""The page on which a review under way is taken in: what was done before (P14.6)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from rapidreview.case.models import Case
from rapidreview.dailylog.plans import day_words
from rapidreview.desk.taken_in import taken_in_page
from rapidreview.desk.taken_in_forms import COLLEAGUES, TakenInForm
from rapidreview.door.forms import carry_out
from rapidreview.door.pages import case_page
from rapidreview.door.requests import CaseRequest
from rapidreview.planning.choices import colleagues
from rapidreview.planning.taking_in import record_done_before
from rapidreview.procedure.vocabulary import Deed


@case_page(get=Deed.TAKE_IN, post=Deed.TAKE_IN)
def taken_in(request: CaseRequest, case: Case) -> HttpResponse:
    """Each task that is due and not done: was it done before? One press enters all."""
    typed = {name.partition("-")[0] for name in request.POST}
    page = taken_in_page(request, typed=typed)
    form = TakenInForm(
        request.POST or None,
        request.FILES or None,
        case=case,
        facts=request.facts,
        at=request.at,
        rows=page.to_fill,
    )
    if request.method == "POST" and carry_out(form, lambda: _enter(request, form)):
        return redirect("taken_in", case_id=case.pk)
    given = {
        "page": page,
        "form": form,
        "boxes": form.boxes,
        "day": day_words(case, request.facts, request.at),
        "colleagues": colleagues(case, request.at),
        "list_of_names": COLLEAGUES,
    }
    return render(request, "desk/taken_in.html", given, status=form.status)


def _enter(request: CaseRequest, form: TakenInForm) -> None:
    rows = form.given()
    for one in rows:
        record_done_before(request.case, one, by=request.actor, at=request.at)
    entered = "1 task is" if len(rows) == 1 else f"{len(rows)} tasks are"
    messages.success(request, f"{entered} entered with the true dates.")

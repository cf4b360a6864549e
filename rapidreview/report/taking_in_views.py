"""The pages on which a report written or signed outside is taken in (P14.6, P6.3, P13.1)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from rapidreview.case.models import Case
from rapidreview.door.forms import carry_out
from rapidreview.door.pages import case_page
from rapidreview.door.requests import CaseRequest
from rapidreview.planning.forms import chair_of
from rapidreview.procedure.report_requirements import is_signed
from rapidreview.procedure.vocabulary import Deed, Role
from rapidreview.report import taking_in
from rapidreview.report.reading import newest_version
from rapidreview.report.taking_in_forms import SignedOutsideForm, WrittenVersionForm


@case_page(get=Deed.TAKE_IN, post=Deed.TAKE_IN)
def take_in_report(request: CaseRequest, case: Case) -> HttpResponse:
    """One version as it was written; the page comes back for the next."""
    form = WrittenVersionForm(request.POST or None, request.FILES or None)
    by, at = request.actor, request.at
    if request.method == "POST" and carry_out(
        form, lambda: taking_in.take_in_version(case, form.given(), by=by, at=at)
    ):
        messages.success(request, "The version is filed in II as it was written.")
        return redirect("take_in_report", case_id=case.pk)
    context = {
        "form": form,
        "newest": newest_version(case),
        "signed": is_signed(request.facts),
    }
    return render(request, "report/take_in_report.html", context, status=form.status)


@case_page(get=Deed.TAKE_IN, post=Deed.TAKE_IN)
def take_in_signed(request: CaseRequest, case: Case) -> HttpResponse:
    """The report as the Chair signed it, and when (P13.1)."""
    first = {"signed_by": chair_of(case, request.at), "role": Role.JCR_CHAIR.words}
    form = SignedOutsideForm(request.POST or None, request.FILES or None, initial=first)
    by, at = request.actor, request.at
    if request.method == "POST" and carry_out(
        form, lambda: taking_in.take_in_signed(case, form.given(), by=by, at=at)
    ):
        messages.success(request, "The signed report is entered; it covers this file.")
        return redirect("report", case_id=case.pk)
    context = {"form": form, "signed": is_signed(request.facts)}
    return render(request, "report/take_in_signed.html", context, status=form.status)

"""Pages of the sheet for the national system (3.2). It holds names: every look is noted."""

from dataclasses import asdict
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from rapidreview.case.models import Case
from rapidreview.door.forms import PageForm, carry_out
from rapidreview.door.pages import case_page
from rapidreview.door.requests import CaseRequest
from rapidreview.opening import sheet, sheet_filing
from rapidreview.opening.sheet_forms import SheetForm
from rapidreview.planning.asking import Step, asked, done
from rapidreview.procedure.errors import Stale
from rapidreview.procedure.vocabulary import Deed

CHANGE = Step(
    "Complete the sheet",
    "The national system asks who notifies and how to reach them. What is not known may stay "
    "empty. The Daily Log keeps what stood before.",
    "P1.2",
    "Save the sheet",
    "opening/change_sheet.html",
)


@case_page(get=Deed.SEE_NAMES)
def sin_sheet(request: CaseRequest, case: Case) -> HttpResponse:
    """What the national system asks, each value ready to be copied (P1.2)."""
    return _page(request, case, PageForm())


@case_page(get=Deed.RECORD_SIN, post=Deed.RECORD_SIN)
def change_sheet(request: CaseRequest, case: Case) -> HttpResponse:
    """Complete the sheet; where somebody was quicker, both texts are compared."""
    version = sheet.sheet_row(case).edit_version
    initial = asdict(sheet.sheet_given(case)) | {"version": version}
    form = SheetForm(request.POST or None, case=case, at=request.at, initial=initial)
    change = partial(sheet.change_sheet, case, by=request.actor, at=request.at)
    if request.method == "POST" and carry_out(
        form, lambda: change(form.given, version=form.cleaned_data["version"])
    ):
        return done(request, case, "The sheet is saved.", "sin_sheet")
    stale = isinstance(form.refusal, Stale)
    theirs = sheet.compared(case, form.given) if stale else []
    return asked(request, form, CHANGE, compared=theirs, stored_version=version)


@case_page(post=Deed.RECORD_SIN)
def file_sheet(request: CaseRequest, case: Case) -> HttpResponse:
    """File the sheet as a Word document in I (P1.12)."""
    form = PageForm(request.POST)
    file = partial(sheet_filing.file_sheet, case, by=request.actor, at=request.at)
    if carry_out(form, file):
        words = "The sheet is filed in I. Notification and scoping."
        messages.success(request, words)
        return redirect("sin_sheet", case_id=case.pk)
    return _page(request, case, form)


def _page(request: CaseRequest, case: Case, form: PageForm) -> HttpResponse:
    given = {
        "form": form,
        "parts": sheet.parts_of(case, request.facts),
        "filed": sheet_filing.filed_sheet(case),
        "may_record": request.may(Deed.RECORD_SIN) and case.is_open,
    }
    return render(request, "opening/sheet.html", given, status=form.status)

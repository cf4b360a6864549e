"""The report: begun, read, downloaded."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from rapidreview.case.models import Case
from rapidreview.casefolder.downloads import serve
from rapidreview.door.forms import PageForm, carry_out
from rapidreview.door.pages import case_page
from rapidreview.door.requests import CaseRequest
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Deed
from rapidreview.report import actions
from rapidreview.report.reading import newest_file, report_shown


@case_page(get=Deed.SEE_REPORT, post=Deed.BEGIN_REPORT)
def report(request: CaseRequest, case: Case) -> HttpResponse:
    """The sections as they stand; before that, the button that begins the report (P6.3)."""
    form, by, at = PageForm(request.POST or None), request.actor, request.at
    if request.method == "POST" and carry_out(
        form, lambda: actions.begin_report(case, by=by, at=at)
    ):
        messages.success(request, "The report is begun: version 0.1 is filed in II.")
        return redirect("report", case_id=case.pk)
    context = {
        "form": form,
        "shown": report_shown(case),
        "collated": request.facts.has(LogKind.RETURNS_COLLATED),
        "may": request.may,
    }
    return render(request, "report/report.html", context, status=form.status)


@case_page(get=Deed.SEE_REPORT)
def download_report(request: CaseRequest, case: Case) -> HttpResponse:
    """The newest version as a Word file."""
    version = newest_file(case)
    if version is None:
        raise Http404
    return serve(version)

"""The pages on which a report edited in Word comes in again (P9.1)."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from rapidreview.case.models import Case
from rapidreview.casefolder.downloads import serve
from rapidreview.door.forms import carry_out
from rapidreview.door.pages import case_page
from rapidreview.door.requests import CaseRequest
from rapidreview.procedure.errors import Stale
from rapidreview.procedure.report_requirements import is_signed
from rapidreview.procedure.vocabulary import Deed
from rapidreview.report import editing
from rapidreview.report.doors import report_or_404
from rapidreview.report.edited_forms import EditedFileForm, PartsForm
from rapidreview.report.edited_reading import came_from
from rapidreview.report.edited_shown import edited_file, edited_files, edited_shown
from rapidreview.report.models import Report
from rapidreview.report.versions import newest_of
from rapidreview.report.writing_models import EditedReport


@case_page(get=Deed.WRITE_REPORT, post=Deed.WRITE_REPORT)
def edited_reports(request: CaseRequest, case: Case) -> HttpResponse:
    """Take the Word file out, hand an edited one in; the files that came."""
    report = report_or_404(case)
    form = EditedFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and carry_out(
        form, lambda: _take(request, report, form)
    ):
        number = report.edited_files.count()
        return redirect("edited_report", case_id=case.pk, number=number)
    context = {
        "form": form,
        "files": edited_files(report),
        "newest": newest_of(report),
        "signed": is_signed(request.facts),
    }
    return render(request, "report/edited_files.html", context, status=form.status)


@case_page(get=Deed.WRITE_REPORT, post=Deed.WRITE_REPORT)
def edited_report(request: CaseRequest, case: Case, number: int) -> HttpResponse:
    """What the file changes, section by section; take it or leave it."""
    edited = _edited_or_404(case, number)
    shown, signed = edited_shown(edited), is_signed(request.facts)
    form = PartsForm(request.POST or None, shown=shown, signed=signed)
    if request.method == "POST" and carry_out(
        form,
        lambda: editing.decide_parts(
            edited,
            form.decisions(),
            reason=form.cleaned_data.get("reason", ""),
            by=request.actor,
            at=request.at,
        ),
    ):
        messages.success(request, "Your decisions are kept.")
        return redirect("edited_report", case_id=case.pk, number=number)
    if isinstance(form.refusal, Stale):
        shown = edited_shown(edited)
        form.see_again(shown)
    context = {"form": form, "shown": shown, "signed": signed}
    return render(request, "report/edited_file.html", context, status=form.status)


@case_page(get=Deed.WRITE_REPORT)
def edited_report_word(request: CaseRequest, case: Case, number: int) -> HttpResponse:
    """The file as it came."""
    return serve(_edited_or_404(case, number).file)


def _take(request: CaseRequest, report: Report, form: EditedFileForm) -> None:
    upload = form.upload()
    came = came_from(report, upload)
    editing.receive_edited(report, upload, came, by=request.actor, at=request.at)


def _edited_or_404(case: Case, number: int) -> EditedReport:
    found = edited_file(report_or_404(case), number)
    if found is None:
        raise Http404
    found.file.case = case
    return found

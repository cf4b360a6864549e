"""The report: begun, read, its versions kept and opened, the signed one filed."""

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
from rapidreview.report import actions, signing, versions
from rapidreview.report.doors import report_or_404, version_to_see
from rapidreview.report.forms import KeepForm
from rapidreview.report.readers import partners_left, to_sign_off, versions_for
from rapidreview.report.reading import live_signature, sign_offs
from rapidreview.report.shown import as_read, report_shown
from rapidreview.report.text import content_now


@case_page(get=Deed.SEE_REPORT, post=Deed.BEGIN_REPORT)
def report(request: CaseRequest, case: Case) -> HttpResponse:
    """Where the report stands and what is next; before that, the button that begins it (P6.3).

    Readers find the versions that were given to them, and nothing else.
    """
    if not request.may(Deed.SEE_RETURNS):
        return _reader(request, case)
    form, by, at = PageForm(request.POST or None), request.actor, request.at
    if request.method == "POST" and carry_out(
        form, lambda: actions.begin_report(case, by=by, at=at)
    ):
        messages.success(request, "The report is begun: version 0.1 is filed in II.")
        return redirect("report", case_id=case.pk)
    return _page(request, case, form)


@case_page(get=Deed.WRITE_REPORT)
def read_report(request: CaseRequest, case: Case) -> HttpResponse:
    """The whole text as it stands now."""
    begun = report_or_404(case)
    content = content_now(begun, version=begun.version, facts=request.facts)
    context = {"report": begun, "sections": as_read(content)}
    return render(request, "report/read.html", context)


@case_page(post=Deed.WRITE_REPORT)
def keep_report_version(request: CaseRequest, case: Case) -> HttpResponse:
    """Keep the text as the next version (P1.17)."""
    begun, form = report_or_404(case), KeepForm(request.POST)
    by, at = request.actor, request.at
    if carry_out(
        form,
        lambda: versions.keep_version(
            begun, what=form.cleaned_data["what"], by=by, at=at
        ),
    ):
        messages.success(request, "The version is kept, in Word and PDF, in II.")
        return redirect("report", case_id=case.pk)
    return _page(request, case, form)


@case_page(post=Deed.FILE_SIGNED_REPORT)
def file_signed_report(request: CaseRequest, case: Case) -> HttpResponse:
    """Save and file the signed report in III (P13.2)."""
    form, by, at = PageForm(request.POST), request.actor, request.at
    signature = live_signature(case)
    if signature is None:
        raise Http404
    if carry_out(form, lambda: signing.file_signed(signature, by=by, at=at)):
        messages.success(request, "The signed report is filed in III.")
        return redirect("report", case_id=case.pk)
    return _page(request, case, form)


@case_page(get=Deed.SEE_REPORT)
def report_word(request: CaseRequest, case: Case, version: str) -> HttpResponse:
    """A version as a Word file; each look is in the access log."""
    return serve(version_to_see(request, case, version).word)


@case_page(get=Deed.SEE_REPORT)
def report_pdf(request: CaseRequest, case: Case, version: str) -> HttpResponse:
    """A version as a PDF; each look is in the access log."""
    return serve(version_to_see(request, case, version).pdf, inline=True)


def _reader(request: CaseRequest, case: Case) -> HttpResponse:
    given = versions_for(case, request.user)
    asked = to_sign_off(given) if request.may(Deed.SIGN_OFF_REPORT) else None
    context = {
        "versions": given,
        "asked": asked,
        "partners": partners_left(asked) if asked else [],
        "sign_offs": sign_offs(case) if asked else [],
    }
    return render(request, "report/reader.html", context)


def _page(request: CaseRequest, case: Case, form: PageForm) -> HttpResponse:
    context = {
        "form": form,
        "keep_form": form if isinstance(form, KeepForm) else KeepForm(),
        "shown": report_shown(case, request.facts),
        "taken_in": request.facts.has(LogKind.CASE_TAKEN_IN),
        "collated": request.facts.has(LogKind.RETURNS_COLLATED),
        "may": request.may,
    }
    return render(request, "report/report.html", context, status=form.status)

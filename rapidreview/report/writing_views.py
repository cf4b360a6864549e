"""Writing one section in the browser, and filling the report from the meeting (P9.1)."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from rapidreview.case.models import Case
from rapidreview.door.forms import carry_out
from rapidreview.door.pages import case_page
from rapidreview.door.requests import CaseRequest
from rapidreview.evidence.comparing import compare
from rapidreview.procedure.errors import Stale
from rapidreview.procedure.report_requirements import is_signed
from rapidreview.procedure.vocabulary import Deed
from rapidreview.report import writing
from rapidreview.report.cautions import cautions
from rapidreview.report.doors import report_or_404
from rapidreview.report.edited_shown import comments_on, from_word
from rapidreview.report.forms import SectionForm, UpdateForm
from rapidreview.report.gathering import material_of, outlook
from rapidreview.report.models import ReportSection
from rapidreview.report.provenance import sources_shown
from rapidreview.report.reading import section_of
from rapidreview.report.sections import FRONT, around, section_kind
from rapidreview.report.sources import (
    Source,
    quoted,
    sources_by_key,
    sources_for,
    sources_with,
)


@case_page(get=Deed.WRITE_REPORT, post=Deed.WRITE_REPORT)
def report_section(request: CaseRequest, case: Case, report_code: str) -> HttpResponse:
    """Write one section; two writers see each other's text, nothing is overwritten unseen."""
    section = section_of(case, report_code)
    if section is None or section.code == FRONT:
        raise Http404
    form = SectionForm(
        request.POST or None,
        signed=is_signed(request.facts),
        initial={"text": section.text, "version": section.edit_version},
    )
    if "insert" in request.POST or "find" in request.POST:
        return _page(request, section, form)
    if request.method == "POST" and carry_out(
        form, lambda: _save(request, section, form)
    ):
        messages.success(request, f"{section.code} is saved.")
        return redirect("report_section", case_id=case.pk, report_code=section.code)
    return _page(request, section, form)


@case_page(get=Deed.BEGIN_REPORT, post=Deed.BEGIN_REPORT)
def update_report(request: CaseRequest, case: Case) -> HttpResponse:
    """What the meeting puts where, and what stays as somebody wrote it; then do it (P9.1)."""
    report, form, at = report_or_404(case), UpdateForm.on(request), request.at
    if request.method == "POST" and carry_out(
        form,
        lambda: writing.update_from_meeting(report, at=at, **form.told(request.actor)),
    ):
        messages.success(request, "The report is updated from the meeting.")
        return redirect("report", case_id=case.pk)
    context = {"form": form, "outlook": outlook(report, at=at, facts=request.facts)}
    return render(request, "report/update.html", context, status=form.status)


def _save(request: CaseRequest, section: ReportSection, form: SectionForm) -> None:
    writing.write_section(
        section,
        form.cleaned_data["text"],
        taken=_taken(request, section, form),
        edit_version=form.cleaned_data["version"],
        reason=form.cleaned_data.get("reason", ""),
        by=request.actor,
        at=request.at,
    )


def _taken(
    request: CaseRequest, section: ReportSection, form: SectionForm
) -> list[Source]:
    """The sources whose words were put in since the page was opened."""
    if not form.put_in_keys():
        return []
    material = material_of(request.case, at=request.at, facts=request.facts)
    known = sources_by_key(section.code, material)
    return [known[key] for key in form.put_in_keys() if key in known]


def _page(
    request: CaseRequest, section: ReportSection, form: SectionForm
) -> HttpResponse:
    """The section with what can be put in; a colleague's text beside it where it is newer."""
    material = material_of(request.case, at=request.at, facts=request.facts)
    words = request.POST.get("words", "").strip()
    found, more = sources_with(words, material) if words else ([], 0)
    offered = [*sources_for(section.code, material), *from_word(section)]
    every = sources_by_key(section.code, material) if "insert" in request.POST else {}
    _put_in(request.POST.get("insert", ""), [*offered, *every.values()], form)
    theirs = None
    if isinstance(form.refusal, Stale):
        theirs = section_of(request.case, section.code)
        form.over(theirs.edit_version if theirs else 0)
    context = {
        "section": section,
        "kind": section_kind(section.code),
        "form": form,
        "theirs": theirs,
        "changes": compare(theirs.text, form["text"].value() or "") if theirs else (),
        "sources": offered,
        "found": found,
        "more": more,
        "searched": bool(words),
        "taken_from": sources_shown(section, material),
        "comments": comments_on(section),
        "cautions": cautions(section.text, material.key),
        "around": around(section.code),
    }
    return render(request, "report/section.html", context, status=form.status)


def _put_in(wanted: str, offered: list[Source], form: SectionForm) -> None:
    """Put the source that was pressed into the form; what has a page is a quotation."""
    one = next((source for source in offered if source.key == wanted), None)
    if one is not None:
        form.put_in(quoted(one) if one.page else one.text, one.key if one.page else "")

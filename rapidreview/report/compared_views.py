"""The page, and the paper, on which two versions of the report are compared (P1.17)."""

from dataclasses import replace
from datetime import datetime

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from rapidreview.case.models import Case
from rapidreview.casefolder.downloads import answer_with
from rapidreview.door.forms import PageForm
from rapidreview.door.pages import case_page
from rapidreview.door.requests import CaseRequest
from rapidreview.paper.comparison_paper import Changed, ComparisonPaper
from rapidreview.procedure.vocabulary import Deed
from rapidreview.report.compared import Compared, compared
from rapidreview.report.content import Content, read
from rapidreview.report.doors import report_or_404
from rapidreview.report.models import Report, ReportVersion
from rapidreview.report.papers import DOCX
from rapidreview.report.shown import versions_of
from rapidreview.report.text import content_now

NOW = "now"


class CompareForm(PageForm):
    """Which two: versions that were kept, or the text as it stands now."""

    before = forms.ChoiceField(label="From")
    after = forms.ChoiceField(label="To")

    def __init__(self, given: object, *, kept: dict[str, ReportVersion]) -> None:
        super().__init__(given)  # type: ignore[arg-type]
        choices = [
            (key, "The text as it stands now" if key == NOW else f"Version {key}")
            for key in (NOW, *kept)
        ]
        for name in ("before", "after"):
            box = self.fields[name]
            if isinstance(box, forms.ChoiceField):
                box.choices = choices


@case_page(get=Deed.WRITE_REPORT)
def compare_report(request: CaseRequest, case: Case) -> HttpResponse:
    """What changed between two versions, section by section; a GET, so it can be linked."""
    form, shown = _asked(request, case)
    context = {"form": form, "shown": shown, "now": NOW}
    return render(request, "report/compare.html", context, status=form.status)


@case_page(get=Deed.WRITE_REPORT)
def compare_report_word(request: CaseRequest, case: Case) -> HttpResponse:
    """The same as a Word file; it is made for this once, and not filed."""
    form, shown = _asked(request, case)
    if shown is None:
        context = {"form": form, "shown": None, "now": NOW}
        return render(request, "report/compare.html", context, status=form.status)
    name = f"report-{shown.before}-to-{shown.after}.docx"
    return answer_with(_paper(case, shown, request.at), name=name, media_type=DOCX)


def _asked(request: CaseRequest, case: Case) -> tuple[CompareForm, Compared | None]:
    """The two that the address asks for; else the newest version, and the text as it is."""
    report = report_or_404(case)
    kept = {one.number: one for one in versions_of(report)}
    given = {
        "before": request.GET.get("before", next(iter(kept), NOW)),
        "after": request.GET.get("after", NOW),
    }
    form = CompareForm(given, kept=kept)
    if not form.is_valid():
        return form, None
    before, after = (
        _text(request, report, kept, form.cleaned_data[one]) for one in given
    )
    return form, compared(before, after)


def _text(
    request: CaseRequest, report: Report, kept: dict[str, ReportVersion], key: str
) -> Content:
    if key != NOW:
        return read(kept[key].content)
    now = content_now(report, version=report.version, facts=request.facts)
    return replace(now, version=NOW)


def _paper(case: Case, shown: Compared, at: datetime) -> bytes:
    same = ", ".join(shown.same)
    return ComparisonPaper(
        case.partnership.name,
        case.reference,
        case.partnership.marking,
        shown.before,
        shown.after,
        tuple(
            Changed(
                f"{one.code}. {one.title}",
                tuple((part.sort.value, part.text) for part in one.stretches),
            )
            for one in shown.changed
        ),
        f"Not changed: {same}." if same else "",
    ).as_docx(at)

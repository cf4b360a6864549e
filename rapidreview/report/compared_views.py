"""The page, and the paper, on which two versions of the report are compared (P1.17)."""

from dataclasses import replace
from datetime import datetime

from django import forms
from django.http import HttpRequest, HttpResponse
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
from rapidreview.report.models import Report
from rapidreview.report.papers import DOCX
from rapidreview.report.shown import versions_of
from rapidreview.report.text import content_now

NOW = "now"


class CompareForm(PageForm):
    """Which two: versions that were kept, or the text as it stands now."""

    before = forms.ChoiceField(label="From")
    after = forms.ChoiceField(label="To")

    def __init__(self, given: object, *, texts: dict[str, Content]) -> None:
        super().__init__(given)  # type: ignore[arg-type]
        choices = [
            (key, "The text as it stands now" if key == NOW else f"Version {key}")
            for key in texts
        ]
        for name in ("before", "after"):
            box = self.fields[name]
            if isinstance(box, forms.ChoiceField):
                box.choices = choices


@case_page(get=Deed.WRITE_REPORT)
def compare_report(request: CaseRequest, case: Case) -> HttpResponse:
    """What changed between two versions, section by section; a GET, so it can be linked."""
    report = report_or_404(case)
    texts = _texts(request, report)
    form = CompareForm(_asked(request, texts), texts=texts)
    shown = _compared(form, texts) if form.is_valid() else None
    context = {"form": form, "shown": shown, "now": NOW}
    return render(request, "report/compare.html", context, status=form.status)


@case_page(get=Deed.WRITE_REPORT)
def compare_report_word(request: CaseRequest, case: Case) -> HttpResponse:
    """The same as a Word file; it is made for this once, and not filed."""
    report = report_or_404(case)
    texts = _texts(request, report)
    form = CompareForm(_asked(request, texts), texts=texts)
    if not form.is_valid():
        context = {"form": form, "shown": None, "now": NOW}
        return render(request, "report/compare.html", context, status=form.status)
    shown = _compared(form, texts)
    name = f"report-{shown.before}-to-{shown.after}.docx".replace(" ", "-")
    return answer_with(_paper(case, shown, request.at), name=name, media_type=DOCX)


def _texts(request: CaseRequest, report: Report) -> dict[str, Content]:
    """Every text that can be compared, the newest first; only the chosen are read."""
    now = content_now(report, version=report.version, facts=request.facts)
    kept = {one.number: read(one.content) for one in versions_of(report)}
    return {NOW: replace(now, version=NOW), **kept}


def _asked(request: HttpRequest, texts: dict[str, Content]) -> dict[str, str]:
    """What the address asks for; else the newest version against the text as it stands."""
    newest = next((key for key in texts if key != NOW), NOW)
    return {
        "before": request.GET.get("before", newest),
        "after": request.GET.get("after", NOW),
    }


def _compared(form: CompareForm, texts: dict[str, Content]) -> Compared:
    typed = form.cleaned_data
    return compared(texts[typed["before"]], texts[typed["after"]])


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

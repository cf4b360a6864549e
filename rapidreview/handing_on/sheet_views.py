"""The NHS tracker's fields, the briefing's shell, and the case on a page."""

from dataclasses import asdict
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from rapidreview.case.models import Case
from rapidreview.casefolder.downloads import answer_with
from rapidreview.desk.header import case_header
from rapidreview.desk.lines import NEEDS_SOMEBODY
from rapidreview.desk.pictured import pictured
from rapidreview.door.forms import PageForm, carry_out
from rapidreview.door.pages import case_page
from rapidreview.door.requests import CaseRequest
from rapidreview.handing_on import briefing, tracker
from rapidreview.handing_on.forms import TrackerForm
from rapidreview.handing_on.on_a_page import OnAPage, on_a_page
from rapidreview.handing_on.printed import page_pdf
from rapidreview.paper.field_table import fields_csv, fields_xlsx
from rapidreview.planning.asking import Step, asked, done
from rapidreview.procedure.errors import Stale
from rapidreview.procedure.vocabulary import Deed

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TITLE = "Case review tracker, {reference}"
FORMS = ("csv", "xlsx")
ACTION, MOST_DUE = "action", 5  # actions have a list of their own
CHANGE = Step(
    "Complete the tracker’s fields",
    "The NHS tracker asks a few things that this case does not hold. What is not known may "
    "stay empty. The Daily Log keeps what stood before. No name of a child or of the family.",
    "P13.5",
    "Save the fields",
    "handing_on/change_tracker.html",
)


@case_page(get=Deed.SEE_RETURNS)
def tracker_sheet(request: CaseRequest, case: Case) -> HttpResponse:
    """What the tracker asks, each value ready to be copied, and what is missing."""
    parts = tracker.parts_of(case, request.facts, request.at)
    given = {
        "parts": parts,
        "missing": tracker.missing(parts),
        "may_change": request.may(Deed.RECORD_RESPONSE) and case.is_open,
    }
    return render(request, "handing_on/tracker.html", given)


@case_page(get=Deed.RECORD_RESPONSE, post=Deed.RECORD_RESPONSE)
def change_tracker(request: CaseRequest, case: Case) -> HttpResponse:
    """Complete the fields; where somebody was quicker, both texts are compared."""
    version = tracker.tracker_row(case).edit_version
    initial = asdict(tracker.tracker_given(case)) | {"version": version}
    form = TrackerForm(request.POST or None, case=case, at=request.at, initial=initial)
    change = partial(tracker.change_tracker, case, by=request.actor, at=request.at)
    if request.method == "POST" and carry_out(
        form, lambda: change(form.given, version=form.cleaned_data["version"])
    ):
        return done(request, case, "The fields are saved.", "tracker_sheet")
    stale = isinstance(form.refusal, Stale)
    theirs = tracker.compared(case, form.given) if stale else []
    return asked(request, form, CHANGE, compared=theirs, stored_version=version)


@case_page(get=Deed.SEE_RETURNS)
def tracker_file(request: CaseRequest, case: Case, form: str) -> HttpResponse:
    """The same as .csv or .xlsx; the look is in the access log."""
    if form not in FORMS:
        raise Http404
    rows = tracker.rows_of(tracker.parts_of(case, request.facts, request.at))
    name = f"case-review-tracker.{form}"
    if form == "csv":
        return answer_with(fields_csv(rows), name=name, media_type="text/csv")
    title = TITLE.format(reference=case.reference)
    data = fields_xlsx(
        rows, title=title, marking=case.partnership.marking, at=request.at
    )
    return answer_with(data, name=name, media_type=SPREADSHEET)


@case_page(get=Deed.SEE_RETURNS, post=Deed.RECORD_RESPONSE)
def seven_minutes(request: CaseRequest, case: Case) -> HttpResponse:
    """The seven boxes as they would be filed; the button files them as a Word document."""
    form = PageForm(request.POST or None)
    file = partial(briefing.file_briefing, case, by=request.actor, at=request.at)
    if request.method == "POST" and carry_out(form, file):
        messages.success(request, "The briefing is filed in II. Complete it in Word.")
        return redirect("seven_minutes", case_id=case.pk)
    signed = briefing.signed_text(case) is not None
    given = {
        "form": form,
        "shown": briefing.briefing_of(case) if signed else None,
        "filed": briefing.filed_briefing(case),
        "may_file": request.may(Deed.RECORD_RESPONSE) and case.is_open,
    }
    return render(request, "handing_on/briefing.html", given, status=form.status)


@case_page(get=Deed.SEE_RETURNS)
def case_on_a_page(request: CaseRequest, case: Case) -> HttpResponse:
    """The case on one sheet of A4."""
    given = {"shown": _shown(request, case), "picture": pictured(request)}
    return render(request, "handing_on/on_a_page.html", given)


@case_page(get=Deed.SEE_RETURNS)
def on_a_page_pdf(request: CaseRequest, case: Case) -> HttpResponse:
    """The same as a PDF."""
    data = page_pdf(case, _shown(request, case), pictured(request), at=request.at)
    name = f"{case.reference}-on-a-page.pdf"
    return answer_with(data, name=name, media_type="application/pdf", inline=True)


def _shown(request: CaseRequest, case: Case) -> OnAPage:
    """The page, with what the header knows already."""
    header = case_header(request)
    wanted = [
        line
        for line in header.duties
        if line.state in NEEDS_SOMEBODY and line.task != ACTION
    ]
    return on_a_page(
        case,
        request.facts,
        day=header.day,
        clocks=header.clocks,
        next_due=[f"{one.due}: {one.title}, {one.owner}" for one in wanted[:MOST_DUE]],
        at=request.at,
    )

"""The checklist with every column, and what is done to several of its rows at once (P2.1)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from rapidreview.case.models import Case
from rapidreview.door.pages import case_page
from rapidreview.door.requests import CaseRequest
from rapidreview.paper.spreadsheet import CHECKLIST_COLUMNS
from rapidreview.procedure.vocabulary import Deed
from rapidreview.quality import checklist, several


@case_page(get=Deed.SEE_RETURNS)
def checklist_all(request: CaseRequest, case: Case) -> HttpResponse:
    """Every date, state, outcome and place of each agency, to read and to print."""
    rows = checklist.rows(case, request.facts, request.at)
    context = {
        "rows": sorted(rows, key=lambda row: row.agency.casefold()),
        "totals": checklist.totals(rows),
        "columns": CHECKLIST_COLUMNS[1:],
    }
    return render(request, "quality/checklist_all.html", context)


@case_page(get=Deed.CHASE, post=Deed.CHASE)
def remind_several(request: CaseRequest, case: Case) -> HttpResponse:
    """Remind those that were ticked."""
    return _several(request, case, several.REMIND)


@case_page(get=Deed.SHARE_RETURN, post=Deed.SHARE_RETURN)
def share_several(request: CaseRequest, case: Case) -> HttpResponse:
    """Share those that were ticked with the Chair."""
    return _several(request, case, several.SHARE)


@case_page(get=Deed.DECIDE_RETURN, post=Deed.DECIDE_RETURN)
def accept_several(request: CaseRequest, case: Case) -> HttpResponse:
    """Accept those that were ticked."""
    return _several(request, case, several.ACCEPT)


def _several(request: CaseRequest, case: Case, doing: several.Doing) -> HttpResponse:
    """First what will happen to each; pressed, what was done and what was not."""
    given = request.POST if request.method == "POST" else request.GET
    by, at = request.actor, request.at
    plans = several.planned(case, doing, given.getlist("row"), by=by, at=at)
    ready = [one for one in plans if not one.not_because]
    if request.method == "POST" and ready:
        _tell(request, several.carry_on(ready, doing, by=by, at=at), doing)
        return redirect("checklist", case_id=case.pk)
    left = [one for one in plans if one.not_because]
    context = {"doing": doing, "ready": ready, "left": left}
    status = 422 if request.method == "POST" else 200
    return render(request, "quality/several.html", context, status=status)


def _tell(request: CaseRequest, outcome: several.Outcome, doing: several.Doing) -> None:
    if outcome.done:
        messages.success(request, f"{doing.done}: {', '.join(outcome.done)}.")
    for name, why in outcome.refused:
        messages.warning(request, f"Not done for {name}: {why}")

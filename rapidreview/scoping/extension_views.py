"""More time for an agency (4.2 p): what moves is shown, then it is given; or it is refused."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from rapidreview.case.models import Case
from rapidreview.door.forms import carry_out
from rapidreview.door.pages import case_page
from rapidreview.door.requests import CaseRequest
from rapidreview.planning.effects import Line, lines_of
from rapidreview.procedure.vocabulary import Deed
from rapidreview.scoping import chasing
from rapidreview.scoping.finding import request_of
from rapidreview.scoping.models import AgencyReturn
from rapidreview.scoping.rounds import latest_round
from rapidreview.scoping.team_forms import ExtensionForm

DONE = "The decision was recorded and the letter is on its way."


@case_page(get=Deed.SET_DATES, post=Deed.SET_DATES)
def answer_extension(
    request: CaseRequest, case: Case, request_id: UUID
) -> HttpResponse:
    """Give more time, or refuse it, with those who must agree (4.2 p)."""
    asked = request_of(case, request_id)
    row = latest_round(asked)
    form = ExtensionForm(request.POST or None, must_agree=chasing.must_agree(row))
    moved: list[Line] = []
    is_right = request.method == "POST" and carry_out(
        form, lambda: moved.extend(_decide(request, row, form))
    )
    if is_right and not moved:
        messages.success(request, DONE)
        return redirect("request_page", case_id=case.pk, request_id=asked.pk)
    given = {"form": form, "asked": asked, "agency": asked.agency, "moved": moved}
    return render(request, "scoping/more_time.html", given, status=form.status)


def _decide(request: CaseRequest, row: AgencyReturn, form: ExtensionForm) -> list[Line]:
    """What moves, while it is not confirmed; nothing once it is decided."""
    told = {"by": request.actor, "at": request.at, **form.decision()}
    if not form.given:
        chasing.refuse_extension(row, **told)
        return []
    agreed = form.who_agreed()
    chasing.require_leave(row, agreed=agreed, by=request.actor, reason=told["reason"])
    if form.cleaned_data["confirmed"]:
        chasing.grant_extension(row, agreed=agreed, **told)
        return []
    effect = chasing.preview_extension(
        row, told["new_due_at"], reason=told["reason"], at=request.at
    )
    return lines_of(effect)

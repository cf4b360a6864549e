"""Pages of the end: close, reopen, hold, review whether the case is kept (P14.2-P14.5)."""

from functools import partial
from uuid import UUID

from django.http import Http404, HttpResponse

from rapidreview.case.models import Case
from rapidreview.door.forms import PageForm, carry_out
from rapidreview.door.pages import case_page
from rapidreview.door.requests import CaseRequest
from rapidreview.planning.asking import Step, asked, done
from rapidreview.procedure.calendar import london_day
from rapidreview.procedure.vocabulary import Deed, Outcome
from rapidreview.retention import closing, holding, reading, reviewing
from rapidreview.retention.checklist import closing_checklist, still_open
from rapidreview.retention.forms import (
    ChangeReviewForm,
    CloseForm,
    ReasonForm,
    ReviewForm,
)

CLOSE = Step(
    "Close this case",
    "A case is closed once its work is done. What is still open is listed; closing it "
    "nevertheless needs a reason.",
    "P14.2",
    "Close this case",
    "retention/close.html",
)
REOPEN = Step(
    "Reopen this case",
    "A closed case is reopened with a reason; nothing that was done is lost.",
    "P14.3",
    "Reopen this case",
    "retention/reopen.html",
)
HOLD = Step(
    "Legal hold",
    "While a legal hold stands, nothing of the case may be destroyed. It is placed and "
    "lifted with a reason.",
    "P14.4",
    "Place a legal hold",
    "retention/hold.html",
)
REVIEW = Step(
    "Retention review",
    "On its day somebody looks whether the case is still to be kept. Nothing is ever "
    "deleted by itself.",
    "P14.5",
    "Record this decision",
    "retention/review.html",
)
CHANGE = Step(
    "Change the day of the retention review",
    "The day stands unless another is set, with its reason.",
    "P14.5",
    "Change the day",
    "retention/change_review.html",
)


@case_page(get=Deed.CLOSE_CASE, post=Deed.CLOSE_CASE)
def close_case(request: CaseRequest, case: Case) -> HttpResponse:
    """What is still open, whose access ends, how long it is kept; then it is closed (P14.2)."""
    form = CloseForm(request.POST or None, case=case, at=request.at)
    close = partial(closing.close_case, case, by=request.actor, at=request.at)
    if request.method == "POST" and carry_out(form, lambda: close(**form.cleaned_data)):
        return done(request, case, "The case is closed.")
    checks = closing_checklist(case, request.facts, request.at) if case.is_open else []
    return asked(
        request,
        form,
        CLOSE,
        checks=checks,
        open_count=len(still_open(checks)),
        leavers=reading.leavers(closing.leaving(case, at=request.at)),
        days=reading.days_by_rule(case, london_day(request.at)),
        closing=reading.closing_of(case),
    )


@case_page(get=Deed.CLOSE_CASE, post=Deed.CLOSE_CASE)
def reopen_case(request: CaseRequest, case: Case) -> HttpResponse:
    """Open a case again that has ended, with the reason (P14.3)."""
    form = ReasonForm(request.POST or None, case=case, at=request.at)
    reopen = partial(closing.reopen_case, case, by=request.actor, at=request.at)
    if request.method == "POST" and carry_out(
        form, lambda: reopen(**form.cleaned_data)
    ):
        return done(request, case, "The case is open again.")
    return asked(
        request,
        form,
        REOPEN,
        in_error=case.outcome == Outcome.OPENED_IN_ERROR,
        ended=request.facts.ended,
        closing=reading.closing_of(case),
    )


@case_page(get=Deed.CLOSE_CASE, post=Deed.CLOSE_CASE)
def legal_hold(request: CaseRequest, case: Case) -> HttpResponse:
    """Place a hold; the one that stands, and those that stood (P14.4)."""
    form = ReasonForm(request.POST or None, case=case, at=request.at)
    place = partial(holding.place_hold, case, by=request.actor, at=request.at)
    if request.method == "POST" and carry_out(form, lambda: place(**form.cleaned_data)):
        return done(request, case, "The legal hold stands.", "legal_hold")
    return _hold_page(request, case, form)


@case_page(post=Deed.CLOSE_CASE)
def lift_hold(request: CaseRequest, case: Case, hold_id: UUID) -> HttpResponse:
    """Lift this hold, with the reason (P14.4)."""
    hold = next((one for one in reading.holds(case) if one.pk == hold_id), None)
    if hold is None:
        raise Http404
    form = ReasonForm(request.POST, case=case, at=request.at)
    lift = partial(holding.lift_hold, hold, by=request.actor, at=request.at)
    if carry_out(form, lambda: lift(**form.cleaned_data)):
        return done(request, case, "The legal hold is lifted.", "legal_hold")
    return _hold_page(request, case, form)


@case_page(get=Deed.CLOSE_CASE, post=Deed.CLOSE_CASE)
def retention_review(request: CaseRequest, case: Case) -> HttpResponse:
    """The day of the review; on it, the decision whether the case is kept (P14.5)."""
    row = reviewing.pending(case)
    form = ReviewForm(request.POST or None, case=case, at=request.at)

    def decide() -> None:
        due = reviewing.require_pending(case)
        reviewing.review(due, by=request.actor, at=request.at, **form.cleaned_data)

    if request.method == "POST" and carry_out(form, decide):
        return done(
            request, case, "The decision is recorded. Nothing was deleted.", REVIEW_PAGE
        )
    return asked(
        request,
        form,
        REVIEW,
        row=row,
        is_due=row is not None and row.due_on <= london_day(request.at),
        decided=reading.reviews(case),
        hold=holding.hold_of(case),
    )


REVIEW_PAGE = "retention_review"


@case_page(get=Deed.CLOSE_CASE, post=Deed.CLOSE_CASE)
def change_review(request: CaseRequest, case: Case) -> HttpResponse:
    """Another day for the review, with the reason (P14.5)."""
    row = reviewing.pending(case)
    first = {"read": row.due_on if row else None}
    form = ChangeReviewForm(
        request.POST or None, case=case, at=request.at, initial=first
    )
    change = partial(reviewing.change_review, case, by=request.actor, at=request.at)
    if request.method == "POST" and carry_out(
        form, lambda: change(**form.cleaned_data)
    ):
        return done(request, case, "The day is changed.", REVIEW_PAGE)
    return asked(request, form, CHANGE, row=row)


def _hold_page(request: CaseRequest, case: Case, form: PageForm) -> HttpResponse:
    found = reading.holds(case)
    standing = [one for one in found if one.lifted_at is None]
    return asked(
        request,
        form,
        HOLD,
        hold=standing[0] if standing else None,
        lifted=[one for one in found if one.lifted_at],
    )

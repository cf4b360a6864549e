"""The Chair's pages: read, amend, assure quality, confirm circulation, sign (P1.14, P9.2-P13.1)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from rapidreview.case.models import Case
from rapidreview.door.forms import PageForm, carry_out
from rapidreview.door.pages import case_page
from rapidreview.door.requests import CaseRequest
from rapidreview.planning.forms import CHAIRS
from rapidreview.procedure.errors import Stale
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Deed
from rapidreview.report import circulating, reviewing, signing
from rapidreview.report.chairing import circulation_shown, review_shown, signing_shown
from rapidreview.report.doors import newest_or_404, report_or_404
from rapidreview.report.forms import PeopleForm, QualityForm, ReturnForm, SignForm
from rapidreview.report.readers import choosable


@case_page(get=Deed.AMEND_REPORT, post=Deed.AMEND_REPORT)
def review_report(request: CaseRequest, case: Case) -> HttpResponse:
    """The version to look at, and the points of quality assurance (P9.2)."""
    version, form = newest_or_404(case), QualityForm.on(request, whose=CHAIRS)
    by, at = request.actor, request.at
    if request.method == "POST" and carry_out(
        form,
        lambda: reviewing.assure_quality(version, at=at, **form.told(by)),
    ):
        messages.success(request, "Your quality assurance is recorded.")
        ready = form.cleaned_data["signed_off"]
        return redirect("confirm_circulation" if ready else "report", case_id=case.pk)
    return _review(request, case, form)


@case_page(post=Deed.AMEND_REPORT)
def return_report(request: CaseRequest, case: Case) -> HttpResponse:
    """Return the report with what was amended in it (P9.2)."""
    report, form = report_or_404(case), ReturnForm(request.POST)
    by, at = request.actor, request.at
    if carry_out(
        form,
        lambda: reviewing.return_amended(
            report, amendments=form.cleaned_data["amendments"], by=by, at=at
        ),
    ):
        messages.success(request, "The report is returned with your amendments.")
        return redirect("review_report", case_id=case.pk)
    return _review(request, case, form)


@case_page(get=Deed.CONFIRM_CIRCULATION, post=Deed.CONFIRM_CIRCULATION)
def confirm_circulation(request: CaseRequest, case: Case) -> HttpResponse:
    """To whom the newest version goes: the usual people are ticked (P9.3)."""
    version, by, at = newest_or_404(case), request.actor, request.at
    readers = choosable(case, request.facts, at=at)
    form = PeopleForm.on(request, whose=CHAIRS, readers=readers)
    if request.method == "POST" and carry_out(
        form,
        lambda: circulating.confirm_circulation(version, at=at, **form.told(by)),
    ):
        messages.success(request, "Confirmed. The Partnership Team sends it to them.")
        return redirect("report", case_id=case.pk)
    shown = circulation_shown(version)
    entering = request.facts.has(LogKind.CASE_TAKEN_IN)
    context = {
        "form": form,
        "shown": shown,
        "may_confirm": shown.signed_off or entering,
    }
    return render(request, "report/circulation.html", context, status=form.status)


@case_page(get=Deed.SIGN_REPORT, post=Deed.SIGN_REPORT)
def sign_report(request: CaseRequest, case: Case) -> HttpResponse:
    """The text in full as it will be signed; the signature covers exactly that (P13.1)."""
    report, by, at = report_or_404(case), request.actor, request.at
    form = SignForm(request.POST or None)
    if request.method == "POST" and carry_out(
        form,
        lambda: signing.chair_signs(
            report, text_hash=form.cleaned_data["text_hash"], by=by, at=at
        ),
    ):
        messages.success(request, "The report is signed. The Team has been told.")
        return redirect("report", case_id=case.pk)
    if isinstance(form.refusal, Stale):
        form.read_again()
    shown = signing_shown(report, request.facts)
    context = {"form": form, "shown": shown, "statement": signing.STATEMENT}
    return render(request, "report/sign.html", context, status=form.status)


def _unbound(request: CaseRequest) -> QualityForm:
    """The points, where another form of the page was sent."""
    taken_in = request.facts.has(LogKind.CASE_TAKEN_IN)
    return QualityForm(case=request.case, at=request.at, taken_in=taken_in)


def _review(request: CaseRequest, case: Case, form: PageForm) -> HttpResponse:
    context = {
        "shown": review_shown(report_or_404(case), request.facts),
        "form": form,
        "quality_form": form if isinstance(form, QualityForm) else _unbound(request),
        "return_form": form if isinstance(form, ReturnForm) else ReturnForm(),
    }
    return render(request, "report/review.html", context, status=form.status)

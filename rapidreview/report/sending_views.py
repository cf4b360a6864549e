"""The report goes out: with the minutes, to the Chair, to the confirmed list; partners answer."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from rapidreview.case.models import Case
from rapidreview.door.forms import carry_out
from rapidreview.door.pages import case_page
from rapidreview.door.requests import CaseRequest
from rapidreview.procedure.vocabulary import Deed, Partner
from rapidreview.report import circulating, reviewing, signing
from rapidreview.report.doors import report_or_404, version_to_see
from rapidreview.report.forms import GoForm, PeopleForm, SignOffForm
from rapidreview.report.outgoing import (
    chair_going,
    circulation_going,
    minutes_going,
)
from rapidreview.report.readers import partners_left
from rapidreview.report.reading import circulation_to_send


@case_page(get=Deed.CIRCULATE_REPORT, post=Deed.CIRCULATE_REPORT)
def send_with_minutes(request: CaseRequest, case: Case) -> HttpResponse:
    """Who gets the minutes and the report, and what they read; then one button (P7.6)."""
    report, by, at = report_or_404(case), request.actor, request.at
    going = minutes_going(report, request.facts, by=by, at=at)
    form = PeopleForm.on(request, readers=going.readers)
    minutes = going.minutes
    if (
        request.method == "POST"
        and minutes is not None
        and carry_out(
            form,
            lambda: circulating.send_with_minutes(
                report, minutes, at=at, **form.told(by)
            ),
        )
    ):
        messages.success(request, "The minutes and the report are sent.")
        return redirect("report", case_id=case.pk)
    context = {"form": form, "going": going}
    return render(request, "report/with_minutes.html", context, status=form.status)


@case_page(get=Deed.CIRCULATE_REPORT, post=Deed.CIRCULATE_REPORT)
def send_report_to_chair(request: CaseRequest, case: Case) -> HttpResponse:
    """Which version goes to the Chair, and the letter; then one button (P9.2)."""
    report, form = report_or_404(case), GoForm.on(request)
    by, at = request.actor, request.at
    if request.method == "POST" and carry_out(
        form, lambda: reviewing.send_to_chair(report, at=at, **form.told(by))
    ):
        messages.success(request, "The report is with the Chair.")
        return redirect("report", case_id=case.pk)
    context = {
        "form": form,
        "going": chair_going(report, request.facts, by=by, at=at),
    }
    return render(request, "report/to_chair.html", context, status=form.status)


@case_page(get=Deed.CIRCULATE_REPORT, post=Deed.CIRCULATE_REPORT)
def circulate_report(request: CaseRequest, case: Case) -> HttpResponse:
    """Exactly the list the Chair confirmed, and the letters; then one button (P9.3)."""
    report_or_404(case)
    form, by, at = GoForm.on(request), request.actor, request.at
    circulation = circulation_to_send(case)
    if (
        request.method == "POST"
        and circulation is not None
        and carry_out(
            form, lambda: circulating.circulate(circulation, at=at, **form.told(by))
        )
    ):
        messages.success(request, "The report is circulated to the confirmed list.")
        return redirect("report", case_id=case.pk)
    going = circulation_going(circulation, request.facts, by=by, at=at)
    context = {"form": form, "going": going}
    return render(request, "report/circulate.html", context, status=form.status)


@case_page(get=Deed.SIGN_OFF_REPORT, post=Deed.SIGN_OFF_REPORT)
def sign_off_report(request: CaseRequest, case: Case, version: str) -> HttpResponse:
    """A senior officer signs off for a partner, or dissents in their own words (R18)."""
    given = version_to_see(request, case, version)
    left = partners_left(given)
    form = SignOffForm(request.POST or None, partners=left)
    if request.method == "POST" and carry_out(
        form,
        lambda: signing.sign_off(
            given,
            Partner(form.cleaned_data["partner"]),
            agrees=form.cleaned_data["agrees"] == "yes",
            words=form.cleaned_data["words"],
            occurred_at=form.cleaned_data["occurred_at"],
            by=request.actor,
            at=request.at,
        ),
    ):
        messages.success(request, "Thank you. It is recorded and stands in the report.")
        return redirect("report", case_id=case.pk)
    context = {"form": form, "version": given, "left": left}
    return render(request, "report/sign_off.html", context, status=form.status)

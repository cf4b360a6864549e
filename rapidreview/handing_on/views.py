"""What is handed on from a case, and the package for a local review (P13.5)."""

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import render

from rapidreview.case.models import Case
from rapidreview.casefolder.downloads import serve
from rapidreview.door.forms import carry_out
from rapidreview.door.pages import case_page
from rapidreview.door.requests import CaseRequest
from rapidreview.handing_on import actions, local_review
from rapidreview.handing_on.briefing import filed_briefing, signed_text
from rapidreview.handing_on.forms import HandForm, PackageForm, ReceiptForm
from rapidreview.handing_on.models import HandOver
from rapidreview.planning.asking import Step, asked, done
from rapidreview.procedure.vocabulary import Deed

PACKAGE = Step(
    "Make the package for a local review",
    "What the local review needs is handed over once, as a list with fingerprints, against a "
    "receipt. The family’s contact details stay inside.",
    "P13.5",
    "Make the package",
    "handing_on/package.html",
)
HAND = Step(
    "Record the hand-over",
    "Nothing is sent from here. Say when and how the package was handed over.",
    "P13.5",
    "Record the hand-over",
    "handing_on/step.html",
)
RECEIPT = Step(
    "Record the receipt",
    "Whoever received the package signs for it; the receipt is filed.",
    "P13.5",
    "Record the receipt",
    "handing_on/step.html",
)


@case_page(get=Deed.SEE_RETURNS)
def handed_on(request: CaseRequest, case: Case) -> HttpResponse:
    """What leaves this review for others: packages, tracker, briefing, the page."""
    given = {
        "lead": local_review.lead_of(case),
        "packages": local_review.hand_overs(case),
        "signed": signed_text(case) is not None,
        "briefing": filed_briefing(case),
        "may_hand": request.may(Deed.SUBMIT) and case.is_open,
        "may_receive": request.may(Deed.RECORD_RESPONSE) and case.is_open,
    }
    return render(request, "handing_on/handed_on.html", given)


@case_page(get=Deed.SUBMIT, post=Deed.SUBMIT)
def make_package(request: CaseRequest, case: Case) -> HttpResponse:
    """Choose the papers and say what is left open; then the package is made."""
    papers = local_review.offered(case)
    begun = local_review.begun(case)
    form = PackageForm(
        request.POST or None, case=case, at=request.at, offered=papers, begun=begun
    )
    make = partial(actions.make_package, case, by=request.actor, at=request.at)
    if request.method == "POST" and carry_out(form, lambda: make(**form.cleaned_data)):
        words = "The package is made and filed in III. Hand it over, and record when you did."
        return done(request, case, words, "handed_on")
    shown = {
        "lead": local_review.lead_of(case),
        "open_actions": local_review.open_actions(case, request.facts, request.at),
        "stays": local_review.STAYS_INSIDE,
    }
    return asked(request, form, PACKAGE, **shown)


@case_page(get=Deed.SUBMIT, post=Deed.SUBMIT)
def hand_over(request: CaseRequest, case: Case, number: int) -> HttpResponse:
    """Record when and how a package was handed over."""
    package = _package(case, number)
    form = HandForm(request.POST or None, case=case, at=request.at)
    hand = partial(actions.hand_over, package, by=request.actor, at=request.at)
    if request.method == "POST" and carry_out(form, lambda: hand(**form.cleaned_data)):
        return done(request, case, "The hand-over is recorded.", "handed_on")
    return asked(request, form, HAND, package=package)


@case_page(get=Deed.RECORD_RESPONSE, post=Deed.RECORD_RESPONSE)
def record_receipt(request: CaseRequest, case: Case, number: int) -> HttpResponse:
    """Record who received a package, and file the signed receipt."""
    package = _package(case, number)
    form = ReceiptForm(
        request.POST or None, request.FILES or None, case=case, at=request.at
    )
    if request.method == "POST" and carry_out(
        form, lambda: _receive(request, package, form)
    ):
        return done(request, case, "The receipt is recorded.", "handed_on")
    return asked(request, form, RECEIPT, package=package)


@case_page(get=Deed.SEE_RETURNS)
def open_package(
    request: CaseRequest, case: Case, number: int, form: str
) -> HttpResponse:
    """A file of a package: the archive, its cover, its receipt."""
    version = local_review.file_on(case, number, form)
    if version is None:
        raise Http404
    return serve(version, inline=True)


def _receive(request: CaseRequest, package: HandOver, form: ReceiptForm) -> None:
    """The file is looked at first: one that is refused stores nothing."""
    actions.record_receipt(
        package,
        received_by=form.cleaned_data["received_by"],
        received_at=form.cleaned_data["received_at"],
        receipt=form.upload(),
        by=request.actor,
        at=request.at,
    )


def _package(case: Case, number: int) -> HandOver:
    found = local_review.hand_over_on(case, number)
    if found is None:
        raise Http404
    return found

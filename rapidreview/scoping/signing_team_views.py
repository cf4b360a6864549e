"""What the Team does about signatures: take a form back, allow one person, the certificate."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render

from rapidreview.case.models import Case
from rapidreview.door.pages import case_page
from rapidreview.door.requests import CaseRequest
from rapidreview.procedure.vocabulary import Deed
from rapidreview.scoping import handing_over, to_signer
from rapidreview.scoping.certificate import certificate_of
from rapidreview.scoping.finding import request_of, round_of
from rapidreview.scoping.models import AgencyReturn, ReturnRequest
from rapidreview.scoping.rounds import latest_round
from rapidreview.scoping.signer_forms import SamePersonForm, YesForm
from rapidreview.scoping.team_views import Deedpage, act


@case_page(get=Deed.SEND_REQUESTS, post=Deed.SEND_REQUESTS)
def take_back(request: CaseRequest, case: Case, request_id: UUID) -> HttpResponse:
    """Give the form to its author again, when the agency asks for it."""
    asked = request_of(case, request_id)
    page = Deedpage(
        "Give the form back to its author",
        "The senior manager’s link dies, they are told, and the author can write again.",
        "P1.11",
        "Give it back to the author",
        "The form is with its author again.",
    )

    def give_back(_: ReturnRequest, **given: object) -> None:
        to_signer.take_back(latest_round(asked), by=request.actor, at=request.at)

    return act(request, asked, YesForm(request.POST or None), page, give_back)


@case_page(get=Deed.DECIDE_RETURN, post=Deed.DECIDE_RETURN)
def allow_same_person(
    request: CaseRequest, case: Case, request_id: UUID
) -> HttpResponse:
    """The manager lets the author sign as well, with a reason (4.2 q)."""
    asked = request_of(case, request_id)
    form = SamePersonForm(request.POST or None)
    page = Deedpage(
        "Let the author sign as well",
        "A senior manager who did not write the return confirms its quality; the manager "
        "may allow otherwise, with a reason.",
        "P1.11",
        "Allow it",
        "The author may sign. Your reason is in the Daily Log.",
    )
    return act(request, asked, form, page, handing_over.allow_same_person)


@case_page(get=Deed.SEE_RETURNS)
def certificate(request: CaseRequest, case: Case, return_id: UUID) -> HttpResponse:
    """Who signed which text, when and how, checked at this moment (P1.11)."""
    given = round_of(case, return_id)
    found = certificate_of(given)
    if given.state != AgencyReturn.State.RECEIVED or found is None:
        raise Http404
    context = {"asked": given, "certificate": found}
    return render(request, "scoping/certificate.html", context)

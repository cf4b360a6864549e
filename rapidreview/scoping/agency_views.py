"""The author's side (P1.10, P1.11): write the form, send it to the senior manager."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from rapidreview.door.forms import carry_out
from rapidreview.door.requests import PageRequest
from rapidreview.scoping import actions, form_views, handing_over, to_signer
from rapidreview.scoping.certificate import certificate_of
from rapidreview.scoping.link_views import given_back, visited
from rapidreview.scoping.models import AgencyReturn, Invitation
from rapidreview.scoping.prefilled import contact_of
from rapidreview.scoping.rounds import signer_of
from rapidreview.scoping.signer_forms import (
    ColleagueForm,
    ToSignerForm,
    YesForm,
    first_of,
)
from rapidreview.scoping.tasks import Desk, owed_by

State = AgencyReturn.State
PAGES_OF = {
    State.WITH_SIGNER: {"answer_with", "answer_take_back"},
    State.RECEIVED: {"answer_receipt"},
}
START = {State.WITH_SIGNER: "with", State.RECEIVED: "receipt"}
SENT = (
    "The form has been sent meanwhile, perhaps by a colleague, so what you typed was not "
    "stored. If it must go in, ring us, or take the form back from the senior manager."
)


def _guard(request: HttpRequest, desk: Desk, page: str) -> HttpResponse | None:
    """Once it is sent there is no form to write; what was typed too late is given back."""
    state = State(desk.agency_return.state)
    if state == State.DRAFT or page in PAGES_OF[state]:
        return None
    if request.method == "POST" and page != "answer_check":
        return given_back(request, SENT, 409, "The form has been sent")
    return redirect(desk.url(START[state]))


answer_page = visited(Invitation.Part.AUTHOR, _guard)


@answer_page
def answer_form(request: PageRequest, desk: Desk) -> HttpResponse:
    """The task list; on first entry the one question: will you write this return?"""
    if desk.agency_return.request.acknowledged_at is None:
        if request.method == "POST":
            asked = desk.agency_return.request
            note = f"{desk.by.name} will write the return."
            actions.acknowledge(asked, by=desk.by, at=desk.at, note=note)
            return redirect(desk.url("form"))
        return render(
            request,
            "scoping/begin.html",
            {"desk": desk, "asked": desk.agency_return},
        )
    if request.method == "POST":
        return redirect(desk.url("form"))
    return form_views.task_page(request, desk)


@answer_page
def answer_section(request: PageRequest, desk: Desk, section: str) -> HttpResponse:
    """One section of the form."""
    return form_views.section_page(request, desk, section)


@answer_page
def answer_chronology(request: PageRequest, desk: Desk) -> HttpResponse:
    """The chronology's grid."""
    return form_views.chronology_page(request, desk)


@answer_page
def answer_attachments(request: PageRequest, desk: Desk) -> HttpResponse:
    """Files sent with the return."""
    return form_views.attachments_page(request, desk)


@answer_page
def answer_remove(
    request: PageRequest, desk: Desk, attachment_id: UUID
) -> HttpResponse:
    """Take a file off the return."""
    if request.method != "POST":
        return redirect(desk.url("attachments"))
    return form_views.remove_attachment(request, desk, attachment_id)


@answer_page
def answer_check(request: PageRequest, desk: Desk) -> HttpResponse:
    """What is missing; then the senior manager to whom it is sent (P1.11)."""
    form = ToSignerForm(request.POST or None, initial=first_of(desk.agency_return))
    if request.method == "POST" and carry_out(form, lambda: _send(desk, form)):
        return redirect(desk.url("with"))
    return render(
        request,
        "scoping/check.html",
        {
            "form": form,
            "desk": desk,
            "asked": desk.agency_return,
            "owed": owed_by(desk),
            "late": desk.at > desk.agency_return.due_at,
        },
        status=form.status,
    )


@answer_page
def answer_with(request: PageRequest, desk: Desk) -> HttpResponse:
    """With whom the form is, and since when; the author may take it back."""
    if desk.agency_return.state == State.DRAFT:
        return redirect(desk.url("form"))
    return render(
        request,
        "scoping/with_signer.html",
        {
            "desk": desk,
            "asked": desk.agency_return,
            "signer": signer_of(desk.agency_return.request),
            "contact": contact_of(desk.agency_return.case, at=desk.at),
        },
    )


@answer_page
def answer_take_back(request: PageRequest, desk: Desk) -> HttpResponse:
    """Take the form back from the senior manager, to change it."""
    form = YesForm(request.POST or None)
    given = desk.agency_return
    if request.method == "POST" and carry_out(
        form, lambda: to_signer.take_back(given, by=desk.by, at=desk.at)
    ):
        messages.success(request, "The form is with you again.")
        return redirect(desk.url("form"))
    return redirect(desk.url("with"))


@answer_page
def answer_hand_over(request: PageRequest, desk: Desk) -> HttpResponse:
    """Ask a colleague to write it instead; this link is dead afterwards (P1.10)."""
    form = ColleagueForm(request.POST or None)
    asked = desk.agency_return.request
    if request.method == "POST" and carry_out(
        form,
        lambda: handing_over.hand_over(
            asked, by=desk.by, at=desk.at, **form.cleaned_data
        ),
    ):
        return redirect("answer_handed_over")
    context = {"form": form, "desk": desk, "asked": desk.agency_return}
    return render(request, "scoping/hand_over.html", context, status=form.status)


@answer_page
def answer_receipt(request: PageRequest, desk: Desk) -> HttpResponse:
    """The receipt: reference, time, who signed, what happens next, whom to ring (P2.3)."""
    if desk.agency_return.state != State.RECEIVED:
        return redirect(desk.url("form"))
    return render(
        request,
        "scoping/receipt.html",
        {
            "desk": desk,
            "asked": desk.agency_return,
            "contact": contact_of(desk.agency_return.case, at=desk.at),
            "certificate": certificate_of(desk.agency_return),
        },
    )


def _send(desk: Desk, form: ToSignerForm) -> None:
    to_signer.send_to_signer(
        desk.agency_return, by=desk.by, at=desk.at, **form.cleaned_data
    )

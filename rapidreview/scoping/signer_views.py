"""The senior manager's side (P1.11): read exactly what will be sent, and sign it, or not."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from rapidreview.casefolder.downloads import serve
from rapidreview.door.forms import PageForm, carry_out
from rapidreview.door.requests import PageRequest
from rapidreview.procedure.errors import Stale
from rapidreview.scoping import confirming
from rapidreview.scoping.certificate import certificate_of
from rapidreview.scoping.form_views import attached
from rapidreview.scoping.link_views import given_back, visited
from rapidreview.scoping.models import AgencyReturn, Invitation
from rapidreview.scoping.prefilled import contact_of
from rapidreview.scoping.reading import Whole, whole_of
from rapidreview.scoping.rounds import author_of, signer_of
from rapidreview.scoping.signer_forms import AnotherForm, CommentForm, SignForm
from rapidreview.scoping.tasks import Desk

State = AgencyReturn.State
NOT_HERE = (
    "The form is not with you any more: its author has it again. If it needs your "
    "signature, you will get a new link."
)


def _guard(request: HttpRequest, desk: Desk, page: str) -> HttpResponse | None:
    """Before it is signed everything but the receipt; afterwards only that."""
    state = desk.agency_return.state
    if state == State.DRAFT:
        return given_back(request, NOT_HERE, 410, "Nothing to sign now")
    if state == State.RECEIVED and page != "sign_receipt":
        return redirect(desk.url("receipt"))
    return None


sign_page = visited(Invitation.Part.SIGNER, _guard)


@sign_page
def sign_form(request: PageRequest, desk: Desk) -> HttpResponse:
    """The whole form as it will be sent, and below it the signature."""
    whole = whole_of(desk.agency_return)
    form = SignForm(request.POST or None, initial=_first(desk, whole))
    if request.method == "POST" and carry_out(form, lambda: _sign(desk, form)):
        return redirect(desk.url("receipt"))
    if isinstance(form.refusal, Stale):
        form.show_again(whole.fingerprint)
    return render(
        request,
        "scoping/sign.html",
        {
            "form": form,
            "desk": desk,
            "asked": desk.agency_return,
            "whole": whole,
            "files": attached(desk),
            "author": author_of(desk.agency_return.request),
            "late": desk.at > desk.agency_return.due_at and not whole.reason_late,
        },
        status=form.status,
    )


@sign_page
def sign_file(request: PageRequest, desk: Desk, attachment_id: UUID) -> HttpResponse:
    """A file that will be sent with the form; one of another return is not found."""
    found = next((one for one in attached(desk) if one.pk == attachment_id), None)
    if found is None:
        raise Http404
    return serve(found.version)


@sign_page
def sign_back(request: PageRequest, desk: Desk) -> HttpResponse:
    """Give it back to the author with a comment."""
    form = CommentForm(request.POST or None)
    return _act(
        request,
        desk,
        form,
        "scoping/sign_back.html",
        confirming.return_with_comment,
        "sign_returned",
    )


@sign_page
def sign_pass(request: PageRequest, desk: Desk) -> HttpResponse:
    """Another senior manager should sign."""
    form = AnotherForm(request.POST or None)
    return _act(
        request,
        desk,
        form,
        "scoping/sign_pass.html",
        confirming.pass_on,
        "sign_passed",
    )


@sign_page
def sign_receipt(request: PageRequest, desk: Desk) -> HttpResponse:
    """Signed and sent: the certificate (P1.11, P2.3)."""
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


def _first(desk: Desk, whole: Whole) -> dict[str, str]:
    """Name and role as the link was made for, and the fingerprint of what is shown."""
    signer = signer_of(desk.agency_return.request)
    role = signer.role if signer else ""
    return {"name": desk.by.name, "role": role, "shown": whole.fingerprint}


def _sign(desk: Desk, form: SignForm) -> None:
    confirming.sign_and_send(
        desk.agency_return, by=desk.by, at=desk.at, **form.cleaned_data
    )


def _act(
    request: PageRequest,
    desk: Desk,
    form: PageForm,
    template: str,
    verb: Any,
    done: str,
) -> HttpResponse:
    """A page with one form; done, the visit is over."""
    given = desk.agency_return
    if request.method == "POST" and carry_out(
        form, lambda: verb(given, by=desk.by, at=desk.at, **form.cleaned_data)
    ):
        return redirect(done)
    context = {"form": form, "desk": desk, "asked": given}
    return render(request, template, context, status=form.status)

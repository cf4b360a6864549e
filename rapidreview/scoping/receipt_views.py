"""Returns that reach the Team: Word forms, post and telephone typed in, late signatures (P2.8)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render

from rapidreview.case.models import Case
from rapidreview.casefolder.uploads import receive
from rapidreview.door.forms import carry_out
from rapidreview.door.pages import case_page
from rapidreview.door.requests import CaseRequest
from rapidreview.paper.word_layout import Unread
from rapidreview.procedure.vocabulary import Deed
from rapidreview.scoping import (
    form_views,
    import_views,
    noticing,
    placing_views,
    receiving,
    signing,
)
from rapidreview.scoping.finding import round_of
from rapidreview.scoping.models import AgencyReturn, ReturnRequest
from rapidreview.scoping.rounds import require_draft
from rapidreview.scoping.tasks import Desk, owed_by
from rapidreview.scoping.team_forms import (
    ReceiveWordForm,
    SignatureForm,
    TypedReceiptForm,
)
from rapidreview.scoping.team_views import Deedpage, act


@case_page(get=Deed.RECEIVE_RETURN, post=Deed.RECEIVE_RETURN)
def receive_word(request: CaseRequest, case: Case, return_id: UUID) -> HttpResponse:
    """Take in a Word form that came otherwise than through the link."""
    given = round_of(case, return_id)
    form = ReceiveWordForm(request.POST or None, request.FILES or None)
    waiting: list[Unread] = []
    if request.method == "POST" and carry_out(
        form, lambda: waiting.extend(_take_in(request, given, form))
    ):
        for words in noticing.notices_of(given):
            messages.warning(request, words)
        if waiting:
            return redirect(
                placing_views.to_places(given, form.cleaned_data["received_at"])
            )
        messages.success(request, _taken_in(given))
        return _to_request(given)
    context = {"form": form, "asked": given, "agency": given.agency}
    return render(request, "scoping/receive_word.html", context, status=form.status)


@case_page(get=Deed.RECEIVE_RETURN, post=Deed.RECEIVE_RETURN)
def record_signature(request: CaseRequest, case: Case, return_id: UUID) -> HttpResponse:
    """Record a signature that came after the return (P1.11)."""
    given = round_of(case, return_id)
    form = SignatureForm(request.POST or None)
    page = Deedpage(
        "Record the senior manager’s signature",
        "A senior manager who did not write the return confirms its quality.",
        "P1.11",
        "Record the signature",
        "The signature was recorded.",
    )

    def sign(_: ReturnRequest, **typed: Any) -> object:
        return signing.record_signature(given, **typed)

    return act(request, given.request, form, page, sign)


@case_page(get=Deed.RECEIVE_RETURN, post=Deed.RECEIVE_RETURN)
def type_form(request: CaseRequest, case: Case, return_id: UUID) -> HttpResponse:
    """The form's task list, for typing in what came by post or telephone."""
    desk = _desk(request, case, return_id)
    if request.method == "POST":
        return redirect(desk.url("form"))
    return form_views.task_page(request, desk)


@case_page(get=Deed.RECEIVE_RETURN, post=Deed.RECEIVE_RETURN)
def type_section(
    request: CaseRequest, case: Case, return_id: UUID, section: str
) -> HttpResponse:
    """One section, typed in."""
    return form_views.section_page(request, _desk(request, case, return_id), section)


@case_page(get=Deed.RECEIVE_RETURN, post=Deed.RECEIVE_RETURN)
def type_chronology(request: CaseRequest, case: Case, return_id: UUID) -> HttpResponse:
    """The chronology, typed in."""
    return form_views.chronology_page(request, _desk(request, case, return_id))


@case_page(get=Deed.RECEIVE_RETURN, post=Deed.RECEIVE_RETURN)
def type_import(request: CaseRequest, case: Case, return_id: UUID) -> HttpResponse:
    """Chronology rows from Word, Excel or a file."""
    return import_views.import_page(request, _desk(request, case, return_id))


@case_page(get=Deed.RECEIVE_RETURN, post=Deed.RECEIVE_RETURN)
def type_attachments(request: CaseRequest, case: Case, return_id: UUID) -> HttpResponse:
    """What was enclosed."""
    return form_views.attachments_page(request, _desk(request, case, return_id))


@case_page(get=Deed.RECEIVE_RETURN, post=Deed.RECEIVE_RETURN)
def type_place(request: CaseRequest, case: Case, return_id: UUID) -> HttpResponse:
    """Text of the Word form that fitted no question; placed, the return is received."""
    return placing_views.place_page(request, _desk(request, case, return_id))


@case_page(post=Deed.RECEIVE_RETURN)
def type_remove(
    request: CaseRequest, case: Case, return_id: UUID, attachment_id: UUID
) -> HttpResponse:
    """Take a file off the return."""
    desk = _desk(request, case, return_id)
    return form_views.remove_attachment(request, desk, attachment_id)


@case_page(get=Deed.RECEIVE_RETURN, post=Deed.RECEIVE_RETURN)
def type_check(request: CaseRequest, case: Case, return_id: UUID) -> HttpResponse:
    """How and when it came, and who signed it; then it is received (P2.3)."""
    desk = _desk(request, case, return_id)
    form = TypedReceiptForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and carry_out(
        form, lambda: _typed_in(request, desk.agency_return, form)
    ):
        messages.success(request, _taken_in(desk.agency_return))
        return _to_request(desk.agency_return)
    context = {
        "form": form,
        "desk": desk,
        "asked": desk.agency_return,
        "owed": owed_by(desk),
    }
    return render(request, "scoping/type_check.html", context, status=form.status)


def _desk(request: CaseRequest, case: Case, return_id: UUID) -> Desk:
    given = round_of(case, return_id)
    require_draft(given)
    keys = (("case_id", case.pk), ("return_id", given.pk))
    return Desk(given, request.actor, request.at, "type", "case.html", keys)


def _take_in(
    request: CaseRequest, given: AgencyReturn, form: ReceiveWordForm
) -> list[Unread]:
    return receiving.receive_word(
        given,
        receive(form.cleaned_data["file"]),
        by=request.actor,
        at=request.at,
        received_at=form.cleaned_data["received_at"],
    )


def _typed_in(
    request: CaseRequest, given: AgencyReturn, form: TypedReceiptForm
) -> None:
    typed = dict(form.cleaned_data)
    scan: UploadedFile | None = typed.pop("scan")
    receiving.type_in(
        given,
        {},
        None,
        by=request.actor,
        at=request.at,
        scan=receive(scan) if scan else None,
        **typed,
    )


def _taken_in(given: AgencyReturn) -> str:
    return f"The return of {given.agency.name} was received: {given.reference}."


def _to_request(given: AgencyReturn) -> HttpResponse:
    return redirect("request_page", case_id=given.case_id, request_id=given.request_id)

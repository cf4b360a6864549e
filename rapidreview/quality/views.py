"""The Agency Returns Checklist, and the page of one return with all that is done to it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from rapidreview.case.models import Case
from rapidreview.door.forms import PageForm, carry_out
from rapidreview.door.pages import case_page
from rapidreview.door.requests import CaseRequest
from rapidreview.procedure.errors import NotYet
from rapidreview.procedure.vocabulary import Deed
from rapidreview.quality import actions, checklist, letters, weighing
from rapidreview.quality.findings import stored_finding
from rapidreview.quality.forms import (
    AcceptForm,
    AddFindingForm,
    CheckForm,
    CommentForm,
    DismissForm,
    SendBackForm,
    ShareForm,
)
from rapidreview.quality.reading import return_for, share_of, shown
from rapidreview.quality.screens import agency_rows, first_due, kept_reasons
from rapidreview.scoping.models import AgencyReturn
from rapidreview.scoping.rounds import author_of


@case_page(get=Deed.SEE_CHECKLIST)
def checklist_page(request: CaseRequest, case: Case) -> HttpResponse:
    """The table of agencies and returns, most urgent first (P0.2)."""
    rows = agency_rows(request, case)
    context = {"rows": rows, "totals": checklist.totals(rows), "may": request.may}
    return render(request, "quality/checklist.html", context)


@case_page(get=Deed.SEE_RETURNS)
def checklist_download(request: CaseRequest, case: Case) -> HttpResponse:
    """The checklist as a spreadsheet, for now; filing it is another matter."""
    data = checklist.checklist_file(case, at=request.at)
    response = HttpResponse(data, content_type=checklist.SPREADSHEET)
    response["Content-Disposition"] = 'attachment; filename="returns-checklist.xlsx"'
    return response


@case_page(post=Deed.CHECK_RETURN)
def file_checklist(request: CaseRequest, case: Case) -> HttpResponse:
    """File the checklist in I as it stands."""
    checklist.file_checklist(case, by=request.actor, at=request.at)
    messages.success(request, "The checklist is filed in I. Notification and scoping.")
    return redirect("checklist", case_id=case.pk)


@case_page(get=Deed.SEE_CASE)
def agency_return(request: CaseRequest, case: Case, return_id: UUID) -> HttpResponse:
    """One return: answers at left, findings and what is next at right."""
    return _return_page(request, case, _found(request, case, return_id))


@case_page(post=Deed.CHECK_RETURN)
def record_check(request: CaseRequest, case: Case, return_id: UUID) -> HttpResponse:
    """Record the outcome of the first check (P2.2)."""
    row, form = _found(request, case, return_id), CheckForm(request.POST)
    by, at = request.actor, request.at
    if carry_out(
        form, lambda: actions.record_initial_check(row, **form.outcome(), by=by, at=at)
    ):
        messages.success(
            request, "The first check is recorded. Share it with the Chair now."
        )
        return redirect("agency_return", case_id=case.pk, return_id=row.pk)
    return _return_page(request, case, row, check_form=form)


@case_page(post=Deed.CHECK_RETURN)
def dismiss_finding(request: CaseRequest, case: Case, return_id: UUID) -> HttpResponse:
    """Set one finding aside, with the reason."""
    row, form = _found(request, case, return_id), DismissForm(request.POST)
    by, at = request.actor, request.at

    def act() -> None:
        finding = stored_finding(row, form.cleaned_data["finding"], at=at)
        if finding is None:
            raise Http404
        because = form.cleaned_data["because"]
        weighing.dismiss_finding(finding, because=because, by=by, at=at)

    if carry_out(form, act):
        return redirect("agency_return", case_id=case.pk, return_id=row.pk)
    return _return_page(request, case, row, dismiss_form=form)


@case_page(post=Deed.CHECK_RETURN)
def add_finding(request: CaseRequest, case: Case, return_id: UUID) -> HttpResponse:
    """Add a finding by hand."""
    row, form = (
        _found(request, case, return_id),
        AddFindingForm(request.POST, prefix="add"),
    )
    by, at = request.actor, request.at
    if carry_out(
        form, lambda: weighing.add_finding(row, **form.cleaned_data, by=by, at=at)
    ):
        return redirect("agency_return", case_id=case.pk, return_id=row.pk)
    return _return_page(request, case, row, add_form=form)


@case_page(get=Deed.SHARE_RETURN, post=Deed.SHARE_RETURN)
def share_return(request: CaseRequest, case: Case, return_id: UUID) -> HttpResponse:
    """Show exactly the letter and who gets it, then share the return with the Chair (P2.4)."""
    row, form = _found(request, case, return_id), ShareForm(request.POST or None)
    by, at = request.actor, request.at
    if request.method == "POST" and carry_out(
        form,
        lambda: actions.share_with_chair(
            row, note=form.cleaned_data["note"], by=by, at=at
        ),
    ):
        messages.success(request, f"Shared with the Chair: {row.agency.name}.")
        return redirect("checklist", case_id=case.pk)
    if row.received_at is None:
        raise NotYet("This return has not come yet.", "P2.4")
    page = shown(row, roles=request.roles, officer=True, person=str(request.user.pk))
    letter = letters.chair_share(row, page.live, by=by, at=at)
    context = {
        "form": form,
        "shown": page,
        "letter": letter,
        "preview": letters.preview(letter, case),
        "issues": letters.issues(row, page.live),
    }
    return render(request, "quality/share.html", context, status=form.status)


@case_page(post=Deed.COMMENT_RETURN)
def comment_return(request: CaseRequest, case: Case, return_id: UUID) -> HttpResponse:
    """The Chair's comment on a return that was shared (P2.4)."""
    row, form = _found(request, case, return_id), CommentForm(request.POST)
    by, at = request.actor, request.at
    if carry_out(
        form,
        lambda: actions.comment(
            share_of(row), text=form.cleaned_data["text"], by=by, at=at
        ),
    ):
        messages.success(request, "Your comment is with the Partnership Team.")
        return redirect("agency_return", case_id=case.pk, return_id=row.pk)
    return _return_page(request, case, row, comment_form=form)


@case_page(get=Deed.DECIDE_RETURN, post=Deed.DECIDE_RETURN)
def accept_return(request: CaseRequest, case: Case, return_id: UUID) -> HttpResponse:
    """The manager's final decision: accepted, with a reason where a stop stands (P2.5)."""
    row, form = _found(request, case, return_id), AcceptForm(request.POST or None)
    by, at = request.actor, request.at
    if request.method == "POST" and carry_out(
        form,
        lambda: actions.accept(row, **form.cleaned_data, by=by, at=at),
    ):
        messages.success(request, f"Accepted: {row.agency.name}.")
        return redirect("checklist", case_id=case.pk)
    page = shown(row, roles=request.roles, officer=True, person=str(request.user.pk))
    context = {"form": form, "shown": page}
    return render(request, "quality/accept.html", context, status=form.status)


@case_page(get=Deed.DECIDE_RETURN, post=Deed.DECIDE_RETURN)
def send_back_return(request: CaseRequest, case: Case, return_id: UUID) -> HttpResponse:
    """Send a return back, question by question, the representative copied (P2.6)."""
    row = _found(request, case, return_id)
    page = shown(row, roles=request.roles, officer=True, person=str(request.user.pk))
    form = SendBackForm(
        request.POST or None,
        rows=kept_reasons(page.live),
        initial={"due_at": first_due(case, request.at)},
    )
    by, at = request.actor, request.at
    if request.method == "POST" and carry_out(
        form,
        lambda: actions.send_back(
            row, reasons=form.reasons(), due_at=form.due(), by=by, at=at
        ),
    ):
        messages.success(
            request, f"Sent back to {row.agency.name}, a copy to its representative."
        )
        return redirect("checklist", case_id=case.pk)
    context = {
        "form": form,
        "shown": page,
        "author": author_of(row.request),
        "copied": letters.copied(row, at=request.at),
    }
    return render(request, "quality/send_back.html", context, status=form.status)


def _found(request: CaseRequest, case: Case, return_id: UUID) -> AgencyReturn:
    row = return_for(request, case, return_id)
    if row is None:
        raise Http404
    return row


def _return_page(
    request: CaseRequest, case: Case, row: AgencyReturn, **bound: PageForm
) -> HttpResponse:
    """The page of one return; a form that was refused keeps what was typed."""
    forms: dict[str, PageForm] = {
        "check_form": CheckForm(),
        "dismiss_form": DismissForm(),
        "add_form": AddFindingForm(prefix="add"),
        "comment_form": CommentForm(),
        **bound,
    }
    refused = next(iter(bound.values()), None)
    context = {
        **forms,
        "refused": refused,
        "shown": shown(
            row,
            roles=request.roles,
            officer=request.may(Deed.CHECK_RETURN),
            person=str(request.user.pk),
        ),
        "may": request.may,
    }
    status = refused.status if refused else 200
    return render(request, "quality/one_return.html", context, status=status)

"""E-mails: filed with a case, their forms read in, and those that nobody has matched (P1.18)."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from rapidreview.case.access import cases_of
from rapidreview.case.models import Case
from rapidreview.casefolder.uploads import receive
from rapidreview.door.forms import PageForm, carry_out
from rapidreview.door.pages import case_page, partnership_page
from rapidreview.door.requests import CaseRequest, PartnershipRequest
from rapidreview.mail.models import ReceivedMail
from rapidreview.paper.word_layout import Unread
from rapidreview.people.models import Partnership
from rapidreview.procedure.vocabulary import Deed
from rapidreview.scoping import (
    email_in,
    email_reading,
    emailed_forms,
    noticing,
    placing_views,
)
from rapidreview.scoping.email_forms import (
    FileEmailForm,
    MatchForm,
    SetAsideForm,
    TakeInForm,
)

TEAM = Deed.RECEIVE_RETURN


@case_page(get=TEAM, post=TEAM)
def case_mail(request: CaseRequest, case: Case) -> HttpResponse:
    """Every e-mail of the case, and one more to file."""
    form = FileEmailForm(request.POST or None, request.FILES or None)
    filed: list[email_in.Filed] = []
    if request.method == "POST" and carry_out(
        form, lambda: filed.append(_file(request, form))
    ):
        _tell(request, filed[0])
        return redirect("case_mail", case_id=case.pk)
    context = {"form": form, "mail": email_reading.mail_of(case)}
    return render(request, "scoping/case_mail.html", context, status=form.status)


@case_page(get=TEAM, post=TEAM)
def take_in_emailed_form(
    request: CaseRequest, case: Case, mail_id: UUID
) -> HttpResponse:
    """Read in a form that came with an e-mail, once a person says whose it is (P2.8)."""
    mail = email_reading.mail_of_case(case, mail_id)
    rows = email_reading.awaited_rounds_of(case)
    if mail.form is None:
        raise Http404
    first = {"row": str(mail.about or ""), "received_at": mail.came_at}
    form = TakeInForm(request.POST or None, rows=rows, initial=first)
    waiting: list[Unread] = []
    if request.method == "POST" and carry_out(
        form, lambda: waiting.extend(_take_in(request, mail, form))
    ):
        return redirect(_after_form(request, form, waiting))
    context = {"form": form, "mail": mail, "rows": rows}
    return render(request, "scoping/take_in_emailed.html", context, status=form.status)


@partnership_page(get=TEAM)
def waiting_mail(request: PartnershipRequest, own: Partnership) -> HttpResponse:
    """E-mails that nobody has matched with a case."""
    context = {"mail": email_reading.waiting_mail(own)}
    return render(request, "scoping/waiting_mail.html", context)


@partnership_page(get=TEAM, post=TEAM)
def one_waiting_mail(
    request: PartnershipRequest, own: Partnership, mail_id: UUID
) -> HttpResponse:
    """Read one, and file it with a case on which this person works."""
    mail = email_reading.waiting_one(own, mail_id)
    form = MatchForm(request.POST or None, cases=_mine(request, own))
    by, at = request.actor, request.at
    filed: list[email_in.Filed] = []

    def match() -> None:
        filed.append(email_in.match_waiting(mail, form.chosen, by=by, at=at))

    if request.method == "POST" and carry_out(form, match):
        _tell(request, filed[0])
        return redirect("waiting_mail", partnership_id=own.pk)
    return _waiting_page(request, mail, form, SetAsideForm())


@partnership_page(post=TEAM)
def set_aside_mail(
    request: PartnershipRequest, own: Partnership, mail_id: UUID
) -> HttpResponse:
    """Set one aside, with the reason."""
    mail = email_reading.waiting_one(own, mail_id)
    form = SetAsideForm(request.POST)
    by, at = request.actor, request.at
    if carry_out(
        form,
        lambda: email_in.set_aside(mail, **form.cleaned_data, by=by, at=at),
    ):
        messages.success(request, "It was set aside. Its words are kept nowhere.")
        return redirect("waiting_mail", partnership_id=own.pk)
    return _waiting_page(request, mail, MatchForm(cases=_mine(request, own)), form)


def _file(request: CaseRequest, form: FileEmailForm) -> email_in.Filed:
    upload = receive(form.cleaned_data["file"], email=True)
    return email_in.file_email(
        request.case,
        upload.data,
        by=request.actor,
        at=request.at,
        came_at=form.cleaned_data["came_at"],
    )


def _take_in(
    request: CaseRequest, mail: ReceivedMail, form: TakeInForm
) -> list[Unread]:
    return emailed_forms.take_in(
        mail,
        form.chosen,
        received_at=form.cleaned_data["received_at"],
        by=request.actor,
        at=request.at,
    )


def _tell(request: CaseRequest | PartnershipRequest, filed: email_in.Filed) -> None:
    """What became of the message, each attachment too."""
    messages.success(request, email_in.done_words(filed))
    for words in filed.refused:
        messages.warning(request, f"Not filed apart from its e-mail: {words}")


def _after_form(request: CaseRequest, form: TakeInForm, waiting: list[Unread]) -> str:
    """What was noticed, and where to go on: to the texts that have no place, if any."""
    row = form.chosen
    for words in noticing.notices_of(row):
        messages.warning(request, words)
    if waiting:
        return placing_views.to_places(row, form.cleaned_data["received_at"])
    messages.success(
        request, f"The return of {row.agency.name} was received: {row.reference}."
    )
    keys = {"case_id": row.case_id, "request_id": row.request_id}
    return reverse("request_page", kwargs=keys)


def _mine(request: PartnershipRequest, own: Partnership) -> list[Case]:
    held = cases_of(request.user, at=request.at)
    return [one for one in held if one.partnership_id == own.pk and one.is_open]


def _waiting_page(
    request: PartnershipRequest, mail: ReceivedMail, match: PageForm, aside: PageForm
) -> HttpResponse:
    refused = aside if aside.is_bound else match
    context = {"mail": mail, "match": match, "aside": aside, "refused": refused}
    status = refused.status
    return render(request, "scoping/one_waiting_mail.html", context, status=status)

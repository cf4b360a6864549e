"""The agency's side (P1.10, P1.11): link, code, form, check and send. No account is needed."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import cast
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from rapidreview.case.access import note_access
from rapidreview.door.forms import carry_out
from rapidreview.door.once import NOT_THE_BODY, request_id
from rapidreview.door.pages import open_page
from rapidreview.door.requests import PageRequest
from rapidreview.people.actor import SYSTEM
from rapidreview.procedure.errors import LinkDead
from rapidreview.procedure.vocabulary import Deed
from rapidreview.scoping import (
    actions,
    form_views,
    links,
    receiving,
)
from rapidreview.scoping.answer_forms import SendForm
from rapidreview.scoping.answering import draft_of
from rapidreview.scoping.code_forms import CodeForm, SendCodeForm
from rapidreview.scoping.models import AgencyReturn, Invitation
from rapidreview.scoping.prefilled import contact_of
from rapidreview.scoping.tasks import Desk, owed_by

Page = Callable[..., HttpResponse]


def answer_page(view: Page) -> Page:
    """Declare a page behind the code: the invitation's row is asked again at each request."""

    @open_page(get=Deed.ANSWER, post=Deed.ANSWER)
    @wraps(view)
    def entered(request: HttpRequest, **rest: object) -> HttpResponse:
        asked = cast("PageRequest", request)
        try:
            visit = links.visit_from(request.COOKIES.get(links.COOKIE, ""), asked.at)
        except LinkDead as over:
            return _over(request, over)
        invitation = visit.invitation
        request.partnership = invitation.case.partnership  # type: ignore[attr-defined]
        note_access(
            case=invitation.case,
            actor_id=invitation.person_id_in_log,
            route=request.resolver_match.view_name if request.resolver_match else "",
            subject=str(visit.agency_return.pk),
            at=asked.at,
        )
        by = replace(links.actor_of(invitation), request_id=request_id(request))
        desk = Desk(visit.agency_return, by, asked.at, "answer", "agency.html")
        return _guarded(request, desk, view, rest)

    return entered


def _over(request: HttpRequest, over: LinkDead) -> HttpResponse:
    """The visit is over: what was typed is given back, so that it can be copied."""
    typed = [
        (name, text)
        for name, texts in request.POST.lists()
        for text in texts
        if name not in NOT_THE_BODY and text.strip()
    ]
    ended = isinstance(over, links.ReviewEnded)
    page = {"words": over.words, "typed": typed, "ended": ended}
    return render(request, "scoping/over.html", page, status=over.status)


def _guarded(
    request: HttpRequest, desk: Desk, view: Page, rest: dict[str, object]
) -> HttpResponse:
    """Once received there is only the receipt; before it is acknowledged, only the start."""
    received = desk.agency_return.state == AgencyReturn.State.RECEIVED
    if received and view.__name__ != "answer_receipt":
        return redirect(desk.url("receipt"))
    return view(request, desk, **rest)


@open_page(get=Deed.ANSWER)
def answer(request: PageRequest, token: str) -> HttpResponse:
    """Where the link leads: who asks, and that a code will be sent; nothing of the case."""
    invitation = _found(request, token)
    return render(request, "scoping/landing.html", _said(invitation, token))


@open_page(post=Deed.ANSWER)
def answer_send_code(request: PageRequest, token: str) -> HttpResponse:
    """Send a code to the address the link was made for."""
    invitation = _found(request, token)
    form = SendCodeForm(request.POST)
    if carry_out(form, lambda: links.send_code(invitation, at=request.at)):
        return redirect("answer_code", token=token)
    context = _said(invitation, token) | {"form": form}
    return render(request, "scoping/landing.html", context, status=form.status)


@open_page(get=Deed.ANSWER, post=Deed.ANSWER)
def answer_code(request: PageRequest, token: str) -> HttpResponse:
    """Type the code: right once and in time, it opens the form."""
    invitation = _found(request, token)
    form = CodeForm(request.POST or None)
    right: list[bool] = []
    if request.method == "POST" and carry_out(
        form,
        lambda: right.append(
            links.check_code(invitation, form.cleaned_data["code"], at=request.at)
        ),
    ):
        # A wrong try must be remembered, and only a redirect is: the page tells the rest.
        return _let_in(request, invitation) if right[0] else redirect(request.path)
    context = _said(invitation, token) | {
        "form": form,
        "tries_left": links.tries_left(invitation),
        "wrong": invitation.code_tries > 0 and not form.is_bound,
        "code_is_out": links.code_is_out(invitation, request.at),
    }
    return render(request, "scoping/code.html", context, status=form.status)


@open_page(post=Deed.ANSWER)
def answer_not_me(request: PageRequest, token: str) -> HttpResponse:
    """Whoever opened the link says that it is not for them; the Team is told."""
    actions.not_me(_found(request, token), by=SYSTEM, at=request.at)
    return redirect("answer_thanks")


@open_page(get=Deed.ANSWER)
def answer_thanks(request: PageRequest) -> HttpResponse:
    """Thanks for saying so; nothing else."""
    return render(request, "scoping/thanks.html")


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
    """What is missing; then the senior manager confirms, and the return is sent (P1.11)."""
    form = SendForm(request.POST or None)
    if request.method == "POST" and carry_out(form, lambda: _send(desk, form)):
        return redirect(desk.url("receipt"))
    return render(
        request,
        "scoping/check.html",
        {
            "form": form,
            "desk": desk,
            "asked": desk.agency_return,
            "owed": owed_by(desk),
            "late": desk.at > desk.agency_return.due_at,
            "author": draft_of(desk.agency_return).author,
        },
        status=form.status,
    )


@answer_page
def answer_receipt(request: PageRequest, desk: Desk) -> HttpResponse:
    """The receipt: reference, time, what happens next, whom to ring (P2.3)."""
    if desk.agency_return.state != AgencyReturn.State.RECEIVED:
        return redirect(desk.url("form"))
    return render(
        request,
        "scoping/receipt.html",
        {
            "desk": desk,
            "asked": desk.agency_return,
            "contact": contact_of(desk.agency_return.case, at=desk.at),
        },
    )


def _send(desk: Desk, form: SendForm) -> None:
    receiving.send(desk.agency_return, by=desk.by, at=desk.at, **form.cleaned_data)


def _found(request: PageRequest, token: str) -> Invitation:
    invitation = links.invitation_from(token, request.at)
    request.partnership = invitation.case.partnership  # type: ignore[attr-defined]
    return invitation


def _said(invitation: Invitation, token: str) -> dict[str, object]:
    return {"token": token, "address": links.masked(invitation.email)}


def _let_in(request: PageRequest, invitation: Invitation) -> HttpResponse:
    """To the form, with a cookie that says who passed the code."""
    response = redirect("answer_form")
    response.set_cookie(
        links.COOKIE,
        links.cookie_for(invitation, request.at),
        max_age=settings.LINK_SESSION_LIFE,
        path=links.COOKIE_PATH,
        secure=settings.SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response

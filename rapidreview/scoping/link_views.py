"""The way in behind a letter (P1.10): link, code, cookie; one door for authors, one for signers.

Whoever is signed in in the same browser does not matter here: these pages ask the link, the
code and the invitation's row, and nothing of an account.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import wraps
from typing import cast

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
from rapidreview.scoping import actions, links
from rapidreview.scoping.code_forms import CodeForm, SendCodeForm
from rapidreview.scoping.models import Invitation
from rapidreview.scoping.tasks import Desk

Page = Callable[..., HttpResponse]
Guard = Callable[[HttpRequest, Desk, str], HttpResponse | None]
AUTHOR = Invitation.Part.AUTHOR
AGAIN = "Open the link again"


def visited(part: Invitation.Part, guard: Guard) -> Callable[[Page], Page]:
    """Declare pages behind the code of one part: its invitation is asked again each time.

    ``guard`` answers instead of the page where the round is not in the state for it.
    """
    cookie, _ = links.cookie_of(part)

    def declare(view: Page) -> Page:
        @open_page(get=Deed.ANSWER, post=Deed.ANSWER)
        @wraps(view)
        def entered(request: HttpRequest, **rest: object) -> HttpResponse:
            at = cast("PageRequest", request).at
            try:
                visit = links.visit_from(request.COOKIES.get(cookie, ""), at, part)
            except LinkDead as over:
                ended = isinstance(over, links.ReviewEnded)
                heading = "This review has ended" if ended else AGAIN
                return given_back(request, over.words, over.status, heading)
            desk = _desk(request, visit, cookie, at=at)
            instead = guard(request, desk, view.__name__)
            return instead or view(request, desk, **rest)

        return entered

    return declare


def _desk(request: HttpRequest, visit: links.Visit, door: str, *, at: datetime) -> Desk:
    """Where the visitor works, with the look in the access log."""
    invitation = visit.invitation
    request.partnership = invitation.case.partnership  # type: ignore[attr-defined]
    note_access(
        case=invitation.case,
        actor_id=invitation.person_id_in_log,
        route=request.resolver_match.view_name if request.resolver_match else "",
        subject=str(visit.agency_return.pk),
        at=at,
    )
    by = replace(links.actor_of(invitation), request_id=request_id(request))
    return Desk(visit.agency_return, by, at, door, "agency.html")


def given_back(
    request: HttpRequest, words: str, status: int, heading: str
) -> HttpResponse:
    """Nothing more is stored here: what was typed is given back, so that it can be copied."""
    typed = [
        (name, text)
        for name, texts in request.POST.lists()
        for text in texts
        if name not in NOT_THE_BODY and text.strip()
    ]
    page = {"words": words, "typed": typed, "heading": heading}
    return render(request, "scoping/over.html", page, status=status)


@open_page(get=Deed.ANSWER)
def landing(
    request: PageRequest, token: str, part: Invitation.Part = AUTHOR
) -> HttpResponse:
    """Where the link leads: who asks, and that a code will be sent; nothing of the case."""
    invitation = _found(request, token, part)
    return render(request, "scoping/landing.html", _said(invitation, token))


@open_page(post=Deed.ANSWER)
def send_code(
    request: PageRequest, token: str, part: Invitation.Part = AUTHOR
) -> HttpResponse:
    """Send a code to the address the link was made for."""
    invitation = _found(request, token, part)
    form = SendCodeForm(request.POST)
    if carry_out(form, lambda: links.send_code(invitation, at=request.at)):
        return redirect(f"{_door(invitation)}_code", token=token)
    context = _said(invitation, token) | {"form": form}
    return render(request, "scoping/landing.html", context, status=form.status)


@open_page(get=Deed.ANSWER, post=Deed.ANSWER)
def type_code(
    request: PageRequest, token: str, part: Invitation.Part = AUTHOR
) -> HttpResponse:
    """Type the code: right once and in time, it opens the form."""
    invitation = _found(request, token, part)
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
def not_me(
    request: PageRequest, token: str, part: Invitation.Part = AUTHOR
) -> HttpResponse:
    """Whoever opened the link says that it is not for them; the Team is told."""
    actions.not_me(_found(request, token, part), by=SYSTEM, at=request.at)
    return redirect("answer_thanks")


@open_page(get=Deed.ANSWER)
def thanks(request: PageRequest, what: str = "told") -> HttpResponse:
    """Thanks for what was done at the end of a visit; nothing else, and nothing of the case."""
    return render(request, "scoping/thanks.html", {"what": what})


def _found(request: PageRequest, token: str, part: Invitation.Part) -> Invitation:
    invitation = links.invitation_from(token, request.at, part)
    request.partnership = invitation.case.partnership  # type: ignore[attr-defined]
    return invitation


def _door(invitation: Invitation) -> str:
    return links.cookie_of(Invitation.Part(invitation.part))[0]


def _said(invitation: Invitation, token: str) -> dict[str, object]:
    address = links.masked(invitation.email)
    return {"token": token, "address": address, "door": _door(invitation)}


def _let_in(request: PageRequest, invitation: Invitation) -> HttpResponse:
    """To the form, with a cookie that says who passed the code."""
    name, path = links.cookie_of(Invitation.Part(invitation.part))
    response = redirect(f"{name}_form")
    response.set_cookie(
        name,
        links.cookie_for(invitation, request.at),
        max_age=settings.LINK_SESSION_LIFE,
        path=path,
        secure=settings.SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response

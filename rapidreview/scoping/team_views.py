"""The Team's side (P1.10, P2.1): send requests, watch each one, remind, give more time."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from rapidreview.case.models import Case
from rapidreview.door.forms import PageForm, carry_out
from rapidreview.door.pages import case_page
from rapidreview.door.requests import CaseRequest
from rapidreview.procedure.vocabulary import Deed
from rapidreview.scoping import actions, chasing, placing, previews, reminding, safety
from rapidreview.scoping.finding import invited, open_item, request_of
from rapidreview.scoping.models import Invitation, ReturnRequest
from rapidreview.scoping.rounds import author_of, holder_of, latest_round
from rapidreview.scoping.team_forms import (
    AcknowledgeForm,
    ChaseForm,
    ReassignForm,
    RenewForm,
    RevokeForm,
    SafetyForm,
    SendRequestsForm,
)

Part = Invitation.Part


@dataclass(frozen=True, slots=True)
class Deedpage:
    """What a page with one form says: its heading, why it is there, its one button;
    ``told`` is what the agency said, where that is what the page is about."""

    title: str
    why: str
    paragraph: str
    button: str
    done: str
    warning: bool = False
    told: str = ""


@case_page(get=Deed.SEND_REQUESTS, post=Deed.SEND_REQUESTS)
def send_requests(request: CaseRequest, case: Case) -> HttpResponse:
    """Choose the agencies, see exactly who gets which letter, then send (P1.10)."""
    agencies = previews.not_asked_yet(case)
    given = request.POST or (request.GET if "preview" in request.GET else None)
    form = SendRequestsForm(given, agencies=agencies)
    shown: list[previews.Preview] = []
    if form.is_bound:
        carry_out(form, lambda: shown.append(_preview(request, case, form)))
    if (
        request.method == "POST"
        and shown
        and carry_out(form, lambda: _send(request, case, form))
    ):
        return redirect("checklist", case_id=case.pk)
    usual = previews.usual_moment(case, at=request.at)
    context = {
        "form": form,
        "agencies": agencies,
        "usual": usual,
        "preview": shown[0] if shown else None,
    }
    return render(request, "scoping/send_requests.html", context, status=form.status)


def _preview(
    request: CaseRequest, case: Case, form: SendRequestsForm
) -> previews.Preview:
    return previews.preview(
        case,
        form.chosen,
        at=request.at,
        due_at=form.cleaned_data["due_at"],
        why=form.cleaned_data["why"],
    )


def _send(request: CaseRequest, case: Case, form: SendRequestsForm) -> None:
    sent = actions.request_returns(
        case,
        form.chosen,
        by=request.actor,
        at=request.at,
        due_at=form.cleaned_data["due_at"],
        why=form.cleaned_data["why"],
    )
    word = "request was" if len(sent) == 1 else "requests were"
    messages.success(request, f"{len(sent)} {word} sent.")


@case_page(get=Deed.SEND_REQUESTS)
def request_page(request: CaseRequest, case: Case, request_id: UUID) -> HttpResponse:
    """One request: its link, its rounds, its reminders, and what can be done."""
    asked = request_of(case, request_id)
    rounds = previews.rounds_of(asked)
    context = {
        "asked": asked,
        "agency": asked.agency,
        "rounds": rounds,
        "current": rounds[0],
        "link": previews.link_shown(rounds[0].row, at=request.at),
        "to_place": placing.with_the_team(rounds[0].row),
        "coming": reminding.coming(rounds[0].row, at=request.at),
        "links": previews.links_of(rounds[0].row, at=request.at),
        "holder": holder_of(rounds[0].row),
        "may_extend": request.may(Deed.SET_DATES),
        "may_allow": request.may(Deed.DECIDE_RETURN),
    }
    return render(request, "scoping/request.html", context)


@case_page(get=Deed.SEND_REQUESTS, post=Deed.SEND_REQUESTS)
def acknowledge_request(
    request: CaseRequest, case: Case, request_id: UUID
) -> HttpResponse:
    """Record that the agency has the request."""
    asked = request_of(case, request_id)
    form = AcknowledgeForm(request.POST or None)
    page = Deedpage(
        "Record an acknowledgement",
        "We know early which agencies have the form and will answer.",
        "P1.10",
        "Record it",
        "The acknowledgement was recorded.",
    )
    return act(request, asked, form, page, actions.acknowledge)


@case_page(get=Deed.SEND_REQUESTS, post=Deed.SEND_REQUESTS)
def reassign_request(
    request: CaseRequest, case: Case, request_id: UUID
) -> HttpResponse:
    """Pass the request to somebody else of the agency."""
    asked = request_of(case, request_id)
    form = ReassignForm(request.POST or None)
    page = Deedpage(
        f"Pass the request on from {author_of(asked).name}",
        "The new author gets a link of their own, and the earlier one dies at once.",
        "P1.10",
        "Pass it on and send the letter",
        "The request was passed on.",
    )
    return act(request, asked, form, page, actions.reassign)


@case_page(get=Deed.SEND_REQUESTS, post=Deed.SEND_REQUESTS)
def renew_link(
    request: CaseRequest, case: Case, request_id: UUID, part: str = Part.AUTHOR
) -> HttpResponse:
    """Send a new link to the same person: the author, or the senior manager."""
    asked = request_of(case, request_id)
    form = RenewForm(request.POST or None)
    held = invited(asked, Part(part))
    page = Deedpage(
        f"Send {held.name} a new link",
        f"It goes to {held.email}. The earlier link dies; what was written stays.",
        "P1.10",
        "Send a new link",
        "A new link was sent.",
    )
    return act(request, asked, form, page, partial(actions.renew_link, part=Part(part)))


@case_page(get=Deed.SEND_REQUESTS, post=Deed.SEND_REQUESTS)
def revoke_link(
    request: CaseRequest, case: Case, request_id: UUID, part: str = Part.AUTHOR
) -> HttpResponse:
    """Withdraw the link of the author, or of the senior manager."""
    asked = request_of(case, request_id)
    form = RevokeForm(request.POST or None)
    page = Deedpage(
        f"Withdraw the link of {invited(asked, Part(part)).name}",
        "It opens nothing from this moment. What was written stays with us.",
        "P1.10",
        "Withdraw the link",
        "The link was withdrawn.",
        warning=True,
    )
    return act(
        request, asked, form, page, partial(actions.revoke_link, part=Part(part))
    )


@case_page(get=Deed.CHASE, post=Deed.CHASE)
def chase_return(request: CaseRequest, case: Case, request_id: UUID) -> HttpResponse:
    """Remind the agency, by letter or by telephone (P2.1)."""
    asked = request_of(case, request_id)
    current = latest_round(asked)
    holder = holder_of(current)
    form = ChaseForm(request.POST or None, request=asked, holder=holder)
    page = Deedpage(
        f"Remind {asked.agency.name}",
        "Returns are closely monitored as they come in.",
        "P2.1",
        "Send or record the reminder",
        "The reminder is in the Daily Log.",
    )

    def remind(_: ReturnRequest, **given: Any) -> object:
        return chasing.chase(current, **given)

    return act(request, asked, form, page, remind)


@case_page(get=Deed.CHECK_RETURN, post=Deed.CHECK_RETURN)
def close_safety(request: CaseRequest, case: Case, item_id: UUID) -> HttpResponse:
    """Say what was done; with the child safe, take the item off every page (P2.4)."""
    item = open_item(case, item_id)
    form = SafetyForm(request.POST or None)
    page = Deedpage(
        "A child may be unsafe now",
        "The Chair and the manager act at once on what a return says of a child’s safety.",
        "P2.4",
        "Record what was done",
        "What was done is in the Daily Log.",
        told=item.words,
    )

    def record(_: ReturnRequest, *, closed: bool, **given: Any) -> object:
        verb = safety.close_safety_item if closed else safety.answer_safety_item
        return verb(item, **given)

    return act(request, item.agency_return.request, form, page, record)


def act(
    request: CaseRequest,
    asked: ReturnRequest,
    form: PageForm,
    page: Deedpage,
    verb: Callable[..., object],
) -> HttpResponse:
    """A page with one form and one button; done, it leads back to the request."""
    if asked.case_id != request.case.pk:
        raise Http404
    if request.method == "POST" and carry_out(
        form,
        lambda: verb(asked, by=request.actor, at=request.at, **form.cleaned_data),
    ):
        messages.success(request, page.done)
        return redirect("request_page", case_id=asked.case_id, request_id=asked.pk)
    return render(
        request,
        "scoping/act.html",
        {"form": form, "page": page, "asked": asked, "agency": asked.agency},
        status=form.status,
    )

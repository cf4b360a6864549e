"""Asking the agencies (P1.10): requests out, acknowledged, passed on; links renewed, withdrawn."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from rapidreview.case.models import Case
from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.plans import procedure_for
from rapidreview.people.actor import Actor
from rapidreview.people.models import Agency, AgencyPerson
from rapidreview.procedure.errors import AlreadyDone, NotYet, Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.requirements import (
    require_agencies_confirmed,
    require_open,
    require_still_open,
)
from rapidreview.procedure.two_steps import require_said_involved
from rapidreview.scoping.answering import store_first_answers
from rapidreview.scoping.duedates import agree_due, asked_moment
from rapidreview.scoping.letters import copies_of, to_author, to_person, to_signer
from rapidreview.scoping.models import AgencyReturn, Invitation, ReturnRequest
from rapidreview.scoping.periods import period_of
from rapidreview.scoping.prefilled import first_answers, in_full, subjects
from rapidreview.scoping.recipients import team_of
from rapidreview.scoping.rounds import (
    AUTHOR,
    SIGNER,
    Named,
    author_of,
    begin_round,
    end_links,
    invite,
    invite_again,
    latest_round,
    require_awaited,
    signer_of,
)
from rapidreview.scoping.word import file_blank_form


@transaction.atomic
def request_returns(
    case: Case,
    agencies: Sequence[Agency],
    *,
    by: Actor,
    at: datetime,
    due_at: datetime | None = None,
    why: str = "",
) -> list[AgencyReturn]:
    """Send the information scoping form to each agency chosen (P1.10).

    Due as the procedure computes it (4.2 a), or at ``due_at`` with the reason ``why``.
    Each agency gets one request, one letter, and the blank form filed in I.
    Raises NotYet before the agencies are confirmed, or where the procedure asks in two steps
    and one has not said that it was involved; AlreadyDone for one asked before.
    """
    facts = case_facts(case)
    require_open(facts)
    require_agencies_confirmed(facts)
    _require_chosen(case, agencies)
    procedure = procedure_for(case)
    for agency in agencies:
        require_said_involved(procedure, facts, str(agency.pk), agency.name)
    moment = asked_moment(case, facts, sent_at=at, due_at=due_at, why=why)
    return [
        _request(case, agency, by=by, at=at, due_at=moment, why=why)
        for agency in agencies
    ]


@transaction.atomic
def acknowledge(
    request: ReturnRequest,
    *,
    by: Actor,
    at: datetime,
    occurred_at: datetime | None = None,
    note: str = "",
) -> None:
    """The agency says that it has the request and will answer (P1.10, K4)."""
    require_still_open(is_open=request.case.is_open)
    fresh = ReturnRequest.objects.filter(pk=request.pk, acknowledged_at__isnull=True)
    if fresh.update(acknowledged_at=occurred_at or at) != 1:
        raise AlreadyDone("This request was acknowledged before.", "P1.10")
    request.refresh_from_db(fields=["acknowledged_at"])
    dailylog.write(
        request.case,
        LogKind.REQUEST_ACKNOWLEDGED,
        by=by,
        at=at,
        occurred_at=occurred_at,
        subject=request,
        agency=request.agency.name,
        text=note or "The request was acknowledged.",
    )


@transaction.atomic
def reassign(
    request: ReturnRequest, *, name: str, email: str, role: str, by: Actor, at: datetime
) -> Invitation:
    """Pass the request to somebody else of the agency; the earlier link is dead."""
    current = latest_round(request)
    require_awaited(current)
    before = author_of(request)
    named = Named(name, email, role)
    invitation = invite(request, named, due_at=current.due_at, at=at)
    dailylog.write(
        request.case,
        LogKind.REQUEST_REASSIGNED,
        by=by,
        at=at,
        subject=request,
        agency=request.agency.name,
        to=name,
        old=before.name,
        new=f"{name}, {role}" if role else name,
        text="The request was passed on. The earlier link no longer works.",
    )
    key = f"reassigned:{invitation.pk}"
    copies = copies_of(request.agency, but=email)
    to_author("reassigned", invitation, current, key=key, at=at, copies=copies)
    return invitation


@transaction.atomic
def renew_link(
    request: ReturnRequest,
    *,
    by: Actor,
    at: datetime,
    part: Invitation.Part = AUTHOR,
) -> Invitation:
    """A fresh link for the same person, by letter; the earlier one is dead."""
    current = latest_round(request)
    require_awaited(current)
    invitation = invite_again(request, current, _holding(current, part), at=at)
    dailylog.write(
        request.case,
        LogKind.LINK_RENEWED,
        by=by,
        at=at,
        subject=request,
        agency=request.agency.name,
        to=invitation.name,
        text="A new link was sent. The earlier one no longer works.",
    )
    key = f"renewed:{invitation.pk}"
    if part == SIGNER:
        author = author_of(request).name
        to_signer("sign_return", invitation, current, key=key, at=at, author=author)
    else:
        to_author("request", invitation, current, key=key, at=at)
    return invitation


@transaction.atomic
def revoke_link(
    request: ReturnRequest,
    *,
    by: Actor,
    at: datetime,
    reason: str,
    part: Invitation.Part = AUTHOR,
) -> None:
    """Withdraw the link at once, with the reason; what was written stays (P1.10)."""
    if not reason.strip():
        raise Refused("Say why the link is withdrawn.", "P0.1")
    held = author_of(request) if part == AUTHOR else signer_of(request)
    if held is None or not end_links(request, part, at=at):
        raise AlreadyDone("No such link of this request works any more.")
    dailylog.write(
        request.case,
        LogKind.LINK_REVOKED,
        by=by,
        at=at,
        subject=request,
        agency=request.agency.name,
        to=held.name,
        text="The link was withdrawn.",
        reason=reason,
    )


@transaction.atomic
def not_me(invitation: Invitation, *, by: Actor, at: datetime) -> None:
    """Whoever opened the link says that it is not for them: the Team is told, once."""
    current = latest_round(invitation.request)
    kind = "not_me" if invitation.part == AUTHOR else "not_me_signer"
    letters = [
        to_person(
            kind,
            current,
            member,
            key=f"not-me:{invitation.pk}:{invitation.nonce}:{member.email}"[:160],
            at=at,
        )
        for member in team_of(invitation.case, at=at)
    ]
    if any(letter.queued_at != at for letter in letters):
        return
    dailylog.write(
        invitation.case,
        LogKind.NOTED_COMMUNICATION,
        by=by,
        at=at,
        subject=invitation.request,
        agency=current.agency.name,
        text="Somebody who opened the link to the form said that it is not for them. "
        "Please ring the agency and pass the request to the right person.",
    )


def _holding(current: AgencyReturn, part: Invitation.Part) -> Invitation:
    """Who gets the new link. Raises NotYet for a senior manager who has not been asked."""
    if part == AUTHOR:
        return author_of(current.request)
    found = signer_of(current.request)
    if found is None or current.state != AgencyReturn.State.WITH_SIGNER:
        raise NotYet("The form is not with a senior manager.", "P1.11")
    return found


def _require_chosen(case: Case, agencies: Sequence[Agency]) -> None:
    if not agencies:
        raise Refused("Choose at least one agency to ask.", "P1.10")
    asked = set(case.requests.values_list("agency_id", flat=True))
    chosen = set(case.chosenagencys.values_list("agency_id", flat=True))
    for agency in agencies:
        if agency.pk in asked:
            raise AlreadyDone(f"{agency.name} has been asked already.", "P1.10")
        if agency.pk not in chosen:
            raise NotYet(f"{agency.name} has not been chosen for this case.", "P1.8")
        if agency.person(AgencyPerson.Part.AUTHOR) is None:
            raise NotYet(
                f"{agency.name} has nobody named who writes returns. Name an author first.",
                "P1.10",
            )


def _request(
    case: Case,
    agency: Agency,
    *,
    by: Actor,
    at: datetime,
    due_at: datetime,
    why: str,
) -> AgencyReturn:
    """One agency's request: row, first answers, entry, filed form, letter."""
    period_from, period_to = period_of(case, at)
    request = ReturnRequest.objects.create(
        case=case,
        agency=agency,
        asked_at=at,
        period_from=period_from,
        period_to=period_to,
        why_another_moment=why,
    )
    children = max(len(subjects(case)), 1)
    asked = begin_round(request, number=1, children=children, due_at=due_at, at=at)
    first = first_answers(request, due_at=due_at, at=at)
    store_first_answers(asked, first, by=by, at=at)
    invitation = _invite_author(request, due_at=due_at, at=at)
    dailylog.write(
        case,
        LogKind.RETURN_REQUESTED,
        by=by,
        at=at,
        subject=asked,
        agency=agency.name,
        to=f"{invitation.name}, {invitation.role}"
        if invitation.role
        else invitation.name,
        channel="e-mail",
        text=f"Form sent, due {in_full(due_at)}.",
        reason=why,
    )
    agree_due(asked, by=by, at=at, why=why)
    file_blank_form(asked, by=by, at=at)
    copies = copies_of(agency, but=invitation.email)
    to_author(
        "request", invitation, asked, key=f"request:{asked.pk}", at=at, copies=copies
    )
    return asked


def _invite_author(
    request: ReturnRequest, *, due_at: datetime, at: datetime
) -> Invitation:
    person = request.agency.person(AgencyPerson.Part.AUTHOR)
    if person is None:
        raise NotYet("The agency has nobody named who writes returns.", "P1.10")
    named = Named(person.name, person.email, person.job, person)
    return invite(request, named, due_at=due_at, at=at)

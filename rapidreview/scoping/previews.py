"""Before anything leaves the building: exactly who gets exactly what (P1.10)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from rapidreview.case.models import Case
from rapidreview.dailylog.facts import case_facts
from rapidreview.mail.words import Recipient
from rapidreview.people.models import Agency, AgencyPerson
from rapidreview.scoping.duedates import asked_moment, usual_due
from rapidreview.scoping.email_reading import came_back
from rapidreview.scoping.letters import copies_of, manager_name
from rapidreview.scoping.models import (
    AgencyReturn,
    Chaser,
    Extension,
    Invitation,
    ReturnRequest,
    SafetyItem,
)
from rapidreview.scoping.prefilled import contact_of, in_full
from rapidreview.scoping.rounds import author_of, never_had_link
from rapidreview.scoping.signatures import live_signature


@dataclass(frozen=True, slots=True)
class Addressed:
    """One letter about to be sent."""

    agency: Agency
    author: AgencyPerson | None
    copies: tuple[Recipient, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """All letters about to be sent, when the form is due, and who is named in them."""

    letters: tuple[Addressed, ...]
    due_at: datetime
    due: str
    officer: str
    manager: str


@dataclass(frozen=True, slots=True)
class RoundShown:
    """One round on the page of a request."""

    row: AgencyReturn
    signer: str
    chasers: tuple[Chaser, ...]
    extensions: tuple[Extension, ...]
    safety: tuple[SafetyItem, ...]
    received: bool
    came_back: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LinkShown:
    """The state of the link, in words."""

    invitation: Invitation
    words: str
    works: bool


@dataclass(frozen=True, slots=True)
class LinkListed:
    """One link that was ever made for a request, with what became of it."""

    row: Invitation
    part: str
    state: str
    works: bool


def not_asked_yet(case: Case) -> list[Agency]:
    """The agencies chosen that have no request yet."""
    asked = case.requests.values("agency_id")
    chosen = case.chosenagencys.exclude(agency_id__in=asked).values("agency_id")
    agencies = Agency.objects.filter(pk__in=chosen, partnership_id=case.partnership_id)
    return list(agencies.prefetch_related("people"))


def usual_moment(case: Case, *, at: datetime) -> datetime:
    """When a form sent now is due, if nobody says otherwise (4.2 a)."""
    return usual_due(case, case_facts(case), sent_at=at)


def preview(
    case: Case,
    agencies: list[Agency],
    *,
    at: datetime,
    due_at: datetime | None,
    why: str,
) -> Preview:
    """The letters as they will go. Raises Refused for a moment without its reason."""
    moment = asked_moment(case, case_facts(case), sent_at=at, due_at=due_at, why=why)
    letters = tuple(
        Addressed(
            one, author, tuple(copies_of(one, but=author.email if author else ""))
        )
        for one in agencies
        for author in [one.person(AgencyPerson.Part.AUTHOR)]
    )
    officer = contact_of(case, at=at)
    return Preview(
        letters, moment, in_full(moment), officer.name, manager_name(case, at=at)
    )


def rounds_of(request: ReturnRequest) -> list[RoundShown]:
    """The rounds of a request, newest first, with what happened to each."""
    rows = request.rounds.select_related("case", "agency", "request").order_by("-round")
    returned = came_back(request.case)
    return [_round(row, returned.get(row.pk, ())) for row in rows]


def link_shown(newest: AgencyReturn, *, at: datetime) -> LinkShown:
    """Whether the author's link works, and for whom; ``newest`` is the newest round."""
    invitation = author_of(newest.request)
    if newest.state == AgencyReturn.State.RECEIVED:
        return LinkShown(invitation, "Closed: the return was received", works=False)
    if never_had_link(invitation):
        return LinkShown(invitation, "None: the form was sent before", works=False)
    if invitation.revoked_at is not None:
        return LinkShown(invitation, "Withdrawn", works=False)
    if at >= invitation.expires_at:
        return LinkShown(invitation, "Expired", works=False)
    return LinkShown(
        invitation, f"Works until {in_full(invitation.expires_at)}", works=True
    )


def links_of(newest: AgencyReturn, *, at: datetime) -> list[LinkListed]:
    """Every link of a request, newest first: whose, when made, when opened, what became of it.

    ``newest`` is the newest round of the request.
    """
    came = newest.state == AgencyReturn.State.RECEIVED
    request = newest.request
    rows = request.invitations.select_related("case").order_by("-made_at", "-id")
    return [_listed(row, came=came, at=at) for row in rows if not never_had_link(row)]


def _listed(row: Invitation, *, came: bool, at: datetime) -> LinkListed:
    state = "Works"
    if row.revoked_at is not None:
        state = f"Ended {in_full(row.revoked_at)}"
    elif came:
        state = "Closed: the return was received"
    elif at >= row.expires_at:
        state = "Expired"
    part = "Author" if row.part == Invitation.Part.AUTHOR else "Senior manager"
    return LinkListed(row, part, state, works=state == "Works")


def _round(row: AgencyReturn, returned: Sequence[str]) -> RoundShown:
    signature = live_signature(row)
    return RoundShown(
        row,
        f"{signature.name}, {signature.role}" if signature else "",
        tuple(row.chasers.select_related("case")),
        tuple(row.extensions.select_related("case")),
        tuple(row.safety_items.select_related("case").filter(closed_at__isnull=True)),
        row.state == AgencyReturn.State.RECEIVED,
        tuple(returned),
    )

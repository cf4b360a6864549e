"""Who in the Partnership Team is told, by name and address."""

from datetime import datetime

from rapidreview.case.access import holders
from rapidreview.case.models import Case
from rapidreview.mail.words import Recipient
from rapidreview.people.models import Agency, AgencyPerson
from rapidreview.procedure.vocabulary import Role
from rapidreview.scoping.models import Invitation, ReturnRequest
from rapidreview.scoping.rounds import author_of


def team_of(case: Case, *, at: datetime) -> list[Recipient]:
    """Manager and officers of the case."""
    told = holders(case, Role.PARTNERSHIP_MANAGER, Role.PARTNERSHIP_OFFICER, at=at)
    return [Recipient(one.name, one.email) for one in told]


def manager_and_chair(case: Case, *, at: datetime) -> list[Recipient]:
    """Manager and Chair, or who stands in for them: told at once of danger (P2.4)."""
    told = holders(case, Role.PARTNERSHIP_MANAGER, Role.JCR_CHAIR, at=at)
    return [Recipient(one.name, one.email) for one in told]


def chairs_of(case: Case, *, at: datetime) -> list[Recipient]:
    """The JCR Chair, and the vice chair."""
    told = holders(case, Role.JCR_CHAIR, Role.JCR_VICE_CHAIR, at=at)
    return [Recipient(one.name, one.email) for one in told]


def author_recipient(request: ReturnRequest) -> Recipient:
    """The author the request is with now."""
    return invited_recipient(author_of(request))


def invited_recipient(invitation: Invitation) -> Recipient:
    """Whom a link was made for."""
    return Recipient(invitation.name, invitation.email)


def person_named(agency: Agency, name: str) -> AgencyPerson | None:
    """The person of the agency who bears this name, if one does."""
    wanted = name.strip().casefold()
    named = (one for one in agency.people.all() if one.name.casefold() == wanted)
    return next(named, None)

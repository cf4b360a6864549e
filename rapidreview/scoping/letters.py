"""The letters of scoping: who gets which, with no word about a child (trust, row 31)."""

from collections.abc import Sequence
from datetime import datetime

from rapidreview.case.access import holders
from rapidreview.case.models import Case
from rapidreview.mail.actions import queue
from rapidreview.mail.links import Link, LinkKind
from rapidreview.mail.models import Letter
from rapidreview.mail.words import Recipient
from rapidreview.people.models import Agency, AgencyPerson
from rapidreview.procedure.vocabulary import Role
from rapidreview.scoping.models import AgencyReturn, Invitation
from rapidreview.scoping.prefilled import contact_of, day_words, in_full

DOORS = {
    Invitation.Part.AUTHOR: LinkKind.ANSWER,
    Invitation.Part.SIGNER: LinkKind.SIGN,
}
COPIED = (AgencyPerson.Part.REPRESENTATIVE, AgencyPerson.Part.CONTACT)


def link_of(invitation: Invitation) -> Link:
    """The link that opens this invitation; rendered only when the letter is delivered."""
    return Link(
        DOORS[Invitation.Part(invitation.part)], invitation.pk, invitation.nonce
    )


def to_signer(
    kind: str,
    invitation: Invitation,
    agency_return: AgencyReturn,
    *,
    key: str,
    at: datetime,
    **more: str,
) -> Letter:
    """A letter to the senior manager, with their link; it says who wrote the form."""
    words = words_of(agency_return, at=at) | {"signer": invitation.name} | more
    return queue(
        kind,
        case=agency_return.case,
        partnership=agency_return.case.partnership,
        to=Recipient(invitation.name, invitation.email),
        words=words,
        key=key,
        at=at,
        link=link_of(invitation),
    )


def to_team(
    kind: str, agency_return: AgencyReturn, *, key: str, at: datetime, **more: str
) -> None:
    """A letter to manager and officers of the case, each one of their own."""
    told = holders(
        agency_return.case, Role.PARTNERSHIP_MANAGER, Role.PARTNERSHIP_OFFICER, at=at
    )
    for one in told:
        to = Recipient(one.name, one.email)
        key_of_one = f"{key}:{one.email}"[:160]
        to_person(
            kind, agency_return, to, key=key_of_one, at=at, path="", copies=(), **more
        )


def to_author(
    kind: str,
    invitation: Invitation,
    agency_return: AgencyReturn,
    *,
    key: str,
    at: datetime,
    copies: Sequence[Recipient] = (),
    **more: str,
) -> Letter:
    """A letter to the person invited, with their link."""
    return queue(
        kind,
        case=agency_return.case,
        partnership=agency_return.case.partnership,
        to=Recipient(invitation.name, invitation.email),
        copies=copies,
        words=words_of(agency_return, at=at) | {"author": invitation.name} | more,
        key=key,
        at=at,
        link=link_of(invitation),
    )


def to_person(
    kind: str,
    agency_return: AgencyReturn,
    to: Recipient,
    *,
    key: str,
    at: datetime,
    path: str = "",
    copies: Sequence[Recipient] = (),
    **more: str,
) -> Letter:
    """A letter to somebody else about a return; ``path`` is a page for those who sign in."""
    return queue(
        kind,
        case=agency_return.case,
        partnership=agency_return.case.partnership,
        to=to,
        copies=copies,
        words=words_of(agency_return, at=at) | more,
        key=key,
        at=at,
        link=Link("page", None, "", path) if path else None,
    )


def words_of(agency_return: AgencyReturn, *, at: datetime) -> dict[str, str]:
    """What any of these letters may say: nothing of what happened, and no child."""
    case, request = agency_return.case, agency_return.request
    contact = contact_of(case, at=at)
    return {
        "agency": agency_return.agency.name,
        "due": in_full(agency_return.due_at),
        "period_from": day_words(request.period_from),
        "period_to": day_words(request.period_to),
        "officer": contact.name,
        "phone": contact.contact,
        "manager": manager_name(case, at=at),
    }


def manager_name(case: Case, *, at: datetime) -> str:
    """The Partnership Manager of the case, else the Team."""
    managers = holders(case, Role.PARTNERSHIP_MANAGER, at=at)
    return managers[0].name if managers else "The Partnership Team"


def copies_of(agency: Agency, *, but: str = "") -> list[Recipient]:
    """Representative and contact, each once, and not the person written to."""
    found: dict[str, Recipient] = {}
    for part in COPIED:
        person = agency.person(part)
        if person and person.email.lower() != but.lower():
            found.setdefault(person.email.lower(), Recipient(person.name, person.email))
    return list(found.values())

"""The letters of a pre-meet: the offer, and the minutes to those who were there."""

from collections.abc import Sequence
from datetime import datetime

from rapidreview.case.models import Case
from rapidreview.mail import actions as mail
from rapidreview.mail.words import Recipient
from rapidreview.meeting.models import Meeting
from rapidreview.people.actor import Actor
from rapidreview.people.models import Agency, AgencyPerson
from rapidreview.procedure.errors import NotYet
from rapidreview.scoping.prefilled import in_full

PARTS = AgencyPerson.Part


def invited(agency: Agency) -> list[Recipient]:
    """Who is offered the pre-meet: the author first, then contact and representative."""
    named = [
        agency.person(part)
        for part in (PARTS.AUTHOR, PARTS.CONTACT, PARTS.REPRESENTATIVE)
    ]
    found: dict[str, Recipient] = {}
    for one in named:
        if one:
            found.setdefault(one.email.lower(), Recipient(one.name, one.email))
    return list(found.values())


def offer(
    case: Case, agency: Agency, *, starts_at: datetime | None, by: Actor, at: datetime
) -> str:
    """Offer the pre-meet by letter; the names of those who get it. Raises NotYet without any."""
    people = invited(agency)
    if not people:
        raise NotYet("Name somebody at this agency to write to first.", "P1.9")
    mail.queue(
        "premeet_offer",
        case=case,
        partnership=case.partnership,
        to=people[0],
        copies=people[1:],
        words={
            "when": in_full(starts_at) if starts_at else "",
            "officer": by.name,
            "phone": case.partnership.phone,
        },
        key=f"premeet-offer:{case.pk}:{agency.pk}",
        at=at,
    )
    return ", ".join(one.name for one in people)


def send_minutes(
    meeting: Meeting,
    about: str,
    text: str,
    to: Sequence[Recipient],
    *,
    by: Actor,
    at: datetime,
) -> None:
    """The minutes, in the letter itself: agencies have no account to read them with.

    Raises Refused if they name a child: then they may not go by e-mail.
    """
    case = meeting.case
    for one in to:
        mail.queue(
            "minutes",
            case=case,
            partnership=case.partnership,
            to=one,
            words={
                "about": about,
                "closed": in_full(meeting.closed_at) if meeting.closed_at else "",
                "text": text,
                "officer": by.name,
            },
            key=f"minutes:{meeting.pk}:{one.email.lower()}"[:160],
            at=at,
        )
